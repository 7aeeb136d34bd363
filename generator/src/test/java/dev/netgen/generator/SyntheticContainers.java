package dev.netgen.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes a graph of many services in a folder, as one Compose project ({@code compose.yaml}, its
 * file {@code compose.compose.yaml}) and as containers run without Compose ({@code bare.yaml}, what
 * runs in {@code bare.containers.json}); the same numbers give the same bytes. All services ask the
 * first, where it is a hub; other links are between any two. Runs alone: {@code java
 * SyntheticContainers.java SERVICES LINKS hub|random FOLDER}.
 */
public final class SyntheticContainers {
  private static final int PUBLISHING = 10;

  private final int services;
  private final TreeSet<String> pairs = new TreeSet<>();

  private SyntheticContainers(int services, int links, boolean hub) {
    this.services = services;
    Random random = new Random(7);
    for (int i = 1; hub && i < services; i++) {
      pairs.add(i + " 0");
    }
    while (pairs.size() < links) {
      int from = random.nextInt(services);
      int to = random.nextInt(hub ? Math.min(12, services) : services);
      if (from != to) {
        pairs.add(from + " " + to);
      }
    }
  }

  /** Writes all files. */
  public static void main(String[] arguments) throws IOException {
    SyntheticContainers made =
        new SyntheticContainers(
            Integer.parseInt(arguments[0]),
            Integer.parseInt(arguments[1]),
            arguments[2].equals("hub"));
    Path folder = Files.createDirectories(Path.of(arguments[3]));
    made.graph(folder, "compose", "docker:p/s");
    made.graph(folder, "bare", "docker:s");
    Files.writeString(
        folder.resolve("compose.compose.yaml"), made.each("services:\n", made::service, "", ""));
    Files.writeString(
        folder.resolve("bare.containers.json"), made.each("[\n", made::container, ",\n", "\n]\n"));
    Files.writeString(
        folder.resolve("bare.networks.json"),
        """
        [{"Name": "old", "Id": "%s", "Driver": "bridge", "Internal": false, "Options": {},
          "IPAM": {"Config": [{"Subnet": "172.20.0.0/16", "Gateway": "172.20.0.1"}]}}]
        """
            .formatted("a".repeat(64)));
    Files.writeString(
        folder.resolve("engine.yaml"),
        """
        engine:
          version: 20.10.24
          userlandProxy: true
          ip6tables: true
          bridgeNfCallIptables: true
          firewallBackend: iptables
          forwardOpenBefore: false
        """);
  }

  private void graph(Path folder, String name, String prefix) throws IOException {
    TreeSet<String> links = new TreeSet<>();
    for (String pair : pairs) {
      int space = pair.indexOf(' ');
      links.add(
          "  - {from: \"%s%s\", to: \"%s%s\", port: 80/tcp, encryption: plaintext}\n"
              .formatted(prefix, pair.substring(0, space), prefix, pair.substring(space + 1)));
    }
    String peers =
        IntStream.range(0, services)
            .mapToObj(i -> "  - {id: \"%s%d\", observed: [egress, ingress]}\n".formatted(prefix, i))
            .sorted()
            .collect(Collectors.joining());
    Files.writeString(
        folder.resolve(name + ".yaml"),
        """
        apiVersion: netgen/v1
        kind: CommunicationGraph
        peers:
        %slinks:
        %s\
        """
            .formatted(peers, String.join("", links)));
    Files.writeString(
        folder.resolve(name + ".evidence.json"),
        "{\"apiVersion\": \"netgen/v1\", \"kind\": \"GraphEvidence\"}\n");
  }

  private String each(String before, IntFunction<String> one, String between, String after) {
    return IntStream.range(0, services)
        .mapToObj(one)
        .collect(Collectors.joining(between, before, after));
  }

  private String service(int at) {
    String ports = at % PUBLISHING == 0 ? "    ports: [\"" + (8000 + at) + ":80\"]\n" : "";
    return "  s" + at + ":\n    image: x\n" + ports;
  }

  private String container(int at) {
    return """
    {"Id": "%064x", "Name": "/s%d", "State": {"Running": true},
     "Config": {"Labels": {}}, "HostConfig": {"NetworkMode": "old"},
     "NetworkSettings": {"Ports": {}, "Networks": {"old": {"NetworkID": "%s",
       "Aliases": ["%012x"], "IPAddress": "172.20.%d.%d", "IPPrefixLen": 16}}}}\
    """
        .formatted(
            0x7000_0000_0000L + at,
            at,
            "a".repeat(64),
            0x7000_0000_0000L + at,
            (at + 2) / 250,
            (at + 2) % 250 + 1);
  }
}
