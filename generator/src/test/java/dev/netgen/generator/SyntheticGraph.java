package dev.netgen.generator;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeSet;

/**
 * Writes a large graph of a Kubernetes cluster as {@code netgen analyze} writes one, with its
 * evidence beside it; the same numbers give the same bytes. One workload in a hundred is asked by
 * many, all ask one resolver, one link in twenty leads outside. Runs alone: {@code java
 * SyntheticGraph.java WORKLOADS LINKS NAMESPACES GRAPH}.
 */
public final class SyntheticGraph {
  private static final int HUBS = 100;
  private static final int OUTSIDE = 20;
  private static final int OUTSIDE_NAMES = 500;
  private static final String DNS = "k8s:kube-system/Deployment/coredns";

  private static final String SEEN =
      """
      , "firstSeen": "2024-01-01T00:00:00Z", "lastSeen": "2024-01-01T01:00:00Z", "flows": 12,
       "packetsUp": 120, "packetsDown": 110, "bytesUp": 12000, "bytesDown": 99000,
       "states": {"established": 12}, "directionBasis": {"handshake": 12},
       "encryptionBasis": {"recognised": 12}, "verdicts": [], "facts": {},
       "packets": [{"file": "packets/a.pcap", "digest": "sha256:%s", "frame": 17}]}"""
          .formatted("0".repeat(64));

  private final Random random = new Random(1);
  private final int workloads;
  private final int links;
  private final int namespaces;

  private SyntheticGraph(int workloads, int links, int namespaces) {
    this.workloads = workloads;
    this.links = links;
    this.namespaces = namespaces;
  }

  /** Writes both files. */
  public static void main(String[] arguments) throws IOException {
    write(
        Integer.parseInt(arguments[0]),
        Integer.parseInt(arguments[1]),
        Integer.parseInt(arguments[2]),
        Path.of(arguments[3]));
  }

  /** Writes the graph there, and its evidence beside it. */
  public static void write(int workloads, int links, int namespaces, Path graph)
      throws IOException {
    new SyntheticGraph(workloads, links, namespaces).write(graph);
  }

  private void write(Path graph) throws IOException {
    TreeSet<String> keys = new TreeSet<>();
    while (keys.size() < links) {
      keys.add(link(keys.size()));
    }
    try (PrintWriter out = writer(graph)) {
      out.print("apiVersion: netgen/v1\nkind: CommunicationGraph\npeers:\n");
      out.print("  - {id: \"" + DNS + "\", labels: {k8s-app: kube-dns}, observed: [ingress]}\n");
      TreeSet<String> peers = new TreeSet<>();
      for (int i = 0; i < workloads; i++) {
        peers.add(
            "  - {id: \"%s\", labels: {app: app-%d, part-of: team-%d}, observed: [egress, ingress]}\n"
                .formatted(id(i), i, i % 17));
      }
      for (int i = 0; i < OUTSIDE_NAMES; i++) {
        peers.add("  - {id: \"outside:" + name(i) + "\"}\n");
      }
      peers.forEach(out::print);
      out.print("links:\n");
      for (String key : keys) {
        out.printf("  - {%s, %s}\n", key, spoken(key));
      }
    }
    String name = String.valueOf(graph.getFileName()).replace(".yaml", ".evidence.json");
    evidence(graph.resolveSibling(name), keys);
  }

  private static PrintWriter writer(Path file) throws IOException {
    BufferedWriter buffered = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    return new PrintWriter(buffered);
  }

  private String id(int workload) {
    return "k8s:ns-" + workload % namespaces + "/Deployment/app-" + workload;
  }

  private static String name(int number) {
    return "api-" + number + ".example.com";
  }

  private String link(int number) {
    String from = id(random.nextInt(workloads));
    if (number % 10 == 0) {
      return key(from, DNS, "53/udp");
    }
    if (number % OUTSIDE == 1) {
      return key(from, "outside:" + name(random.nextInt(OUTSIDE_NAMES)), "443/tcp");
    }
    boolean hub = random.nextInt(10) == 0;
    int to = random.nextInt(hub ? Math.max(1, workloads / HUBS) : workloads);
    return key(from, id(to), 8000 + to % 5 + "/tcp");
  }

  private static String key(String from, String to, String port) {
    return "from: \"%s\", to: \"%s\", port: %s".formatted(from, to, port);
  }

  private static String spoken(String key) {
    if (key.endsWith("53/udp")) {
      return "speaks: dns, encryption: plaintext";
    }
    return key.endsWith("443/tcp")
        ? "speaks: https, encryption: encrypted"
        : "speaks: http, encryption: plaintext";
  }

  private static void evidence(Path file, Iterable<String> keys) throws IOException {
    try (PrintWriter out = writer(file)) {
      out.print("{\n\"apiVersion\": \"netgen/v1\",\n\"kind\": \"GraphEvidence\",\n");
      out.print("\"account\": {},\n\"notes\": {},\n\"addresses\": {\n");
      for (int i = 0; i < OUTSIDE_NAMES; i++) {
        out.printf(
            "\"outside:%s\": [\"203.0.%d.%d\", \"2001:db8::%x\"]%s\n",
            name(i), 113 + i / 256, i % 256, i + 1, i + 1 < OUTSIDE_NAMES ? "," : "");
      }
      out.print("},\n\"links\": [\n");
      String between = "";
      for (String key : keys) {
        out.print(between + "{" + json(key) + SEEN);
        between = ",\n";
      }
      out.print("],\n\"attempts\": []\n}\n");
    }
  }

  private static String json(String key) {
    return key.replace("from:", "\"from\":")
        .replace("to:", "\"to\":")
        .replaceFirst("port: (.*)", "\"port\": \"$1\"");
  }
}
