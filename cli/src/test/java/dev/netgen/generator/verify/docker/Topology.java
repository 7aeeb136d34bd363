package dev.netgen.generator.verify.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.target.GenerationRequest.ComposeSource;
import dev.netgen.model.format.Documents;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.GraphEvidence;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.net.Port;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Services that were seen talking, and the Compose file they ran from: all on one network.
 *
 * @param name the Compose project
 * @param request the graph and the file
 * @param listening at which ports each service answers: those seen used, the same number by the
 *     other transport, and one nobody was seen using
 */
record Topology(
    String name,
    GenerationRequest request,
    ImmutableSortedMap<String, ImmutableSortedSet<Port>> listening) {
  /** A port that nobody was seen using. */
  static final int UNSEEN = 7001;

  /** A port of the host's own services. */
  static final int OF_HOST = 9100;

  /** The sample, and six that are made by seed. */
  static List<Topology> all(Path samples, long seed, boolean ipv6) {
    List<Topology> all = new ArrayList<>();
    all.add(sample(samples.resolve("shop/truth.yaml")));
    all.addAll(made(seed, ipv6));
    return all;
  }

  /** Those made by seed, on a network that has IPv6 besides, or not. */
  static List<Topology> made(long seed, boolean ipv6) {
    List<Topology> made = new ArrayList<>();
    made.add(new Maker("star", seed, 0, ipv6).star().topology());
    made.add(new Maker("chain", seed, 1, ipv6).chain().topology());
    made.add(new Maker("clique", seed, 2, ipv6).clique(4).topology());
    made.add(new Maker("cliques", seed, 3, ipv6).cliques().topology());
    made.add(new Maker("hub", seed, 4, ipv6).hub().topology());
    made.add(new Maker("gate", seed, 5, ipv6).gate().topology());
    return made;
  }

  /** Networks that leak, written by hand, and nobody seen talking. */
  static Topology leaky() throws IOException {
    String text;
    try (var resource = Topology.class.getResourceAsStream("/docker/leaky.yaml")) {
      text = new String(Objects.requireNonNull(resource).readAllBytes(), UTF_8);
    }
    TreeSet<Port> ports = new TreeSet<>(bothTransports(UNSEEN));
    List.of(80, 81, 82, 83).forEach(number -> ports.addAll(bothTransports(number)));
    ImmutableSortedMap.Builder<String, ImmutableSortedSet<Port>> listening =
        ImmutableSortedMap.naturalOrder();
    DeploymentReader.read("leaky", List.of(new DeploymentReader.Source("leaky.yaml", text)))
        .services()
        .keySet()
        .forEach(service -> listening.put(service, ImmutableSortedSet.copyOfSorted(ports)));
    return new Topology("leaky", request(List.of(), List.of(), text), listening.buildOrThrow());
  }

  private static GenerationRequest request(
      Collection<Peer> peers, Collection<Link> links, String compose) {
    return new GenerationRequest(
        CommunicationGraph.of(peers, links),
        GraphEvidence.empty(),
        Optional.of(new ComposeSource("compose.yaml", compose)));
  }

  private static Topology sample(Path truth) {
    Maker maker = new Maker("shop", 0, 6, false);
    for (JsonNode link : Documents.yaml(truth).path("links")) {
      maker.link(link.path("from").asText(), link.path("to").asText(), link.path("port").asText());
    }
    maker.publish("gateway", "", 443, "443/tcp");
    return maker.topology();
  }

  /** Ports to try at this service. */
  ImmutableSortedSet<Port> ports(String service) {
    return listening.getOrDefault(service, ImmutableSortedSet.of());
  }

  /** Draws one. */
  private static final class Maker {
    private final String project;
    private final Random random;
    private final int number;
    private final boolean ipv6;
    private final Map<PeerId, Peer> peers = new TreeMap<>();
    private final List<Link> seen = new ArrayList<>();
    private final Map<String, TreeSet<Port>> ports = new TreeMap<>();
    private final Map<String, List<String>> published = new TreeMap<>();
    private int links;

    Maker(String project, long seed, int number, boolean ipv6) {
      this.project = project;
      this.ipv6 = ipv6;
      this.random = new Random(seed * 31 + number);
      this.number = number;
    }

    Maker star() {
      for (int leaf = 1; leaf <= 4; leaf++) {
        toward("centre", "leaf" + leaf);
      }
      return this;
    }

    Maker chain() {
      for (int at = 1; at < 5; at++) {
        toward("link" + at, "link" + (at + 1));
      }
      return this;
    }

    Maker clique(int size) {
      List<String> members = new ArrayList<>();
      for (int at = 1; at <= size; at++) {
        members.add("peer" + at);
      }
      return among(members);
    }

    Maker cliques() {
      among(List.of("left1", "left2", "bridge"));
      return among(List.of("right1", "right2", "bridge"));
    }

    Maker hub() {
      for (int spoke = 1; spoke <= 3; spoke++) {
        toward("hub", "spoke" + spoke);
      }
      String hub = "docker:" + project + "/hub";
      link(hub, "outside:api.example.com", "8443/tcp");
      link(hub, "outside:198.51.100.2/32", "5353/udp");
      if (ipv6) {
        link(hub, "outside:2001:db8:5::2/128", "5354/tcp");
      }
      return this;
    }

    /** One published to everybody, one by UDP, and one on the loopback address alone. */
    Maker gate() {
      toward("gate", "inner1");
      toward("inner1", "inner2");
      link("outside:internet", "docker:" + project + "/gate", "443/tcp");
      link("outside:internet", "docker:" + project + "/inner2", "5060/udp");
      link("node:docker-host", "docker:" + project + "/admin", "8081/tcp");
      toward("admin", "inner1");
      publish("gate", "", 20_000 + 100 * number, "443/tcp");
      publish("inner2", "0.0.0.0:", 20_001 + 100 * number, "5060/udp");
      publish("admin", "127.0.0.1:", 20_002 + 100 * number, "8081/tcp");
      return this;
    }

    private Maker among(List<String> members) {
      for (String one : members) {
        for (String other : members) {
          if (one.compareTo(other) < 0) {
            toward(one, other);
          }
        }
      }
      return this;
    }

    /** A link between them, in one direction or the other. */
    private void toward(String one, String other) {
      List<String> ends = new ArrayList<>(List.of(one, other));
      Collections.shuffle(ends, random);
      String transport = random.nextInt(3) == 0 ? "udp" : "tcp";
      link(
          "docker:" + project + "/" + ends.get(0),
          "docker:" + project + "/" + ends.get(1),
          5000 + 10 * ++links + random.nextInt(9) + "/" + transport);
    }

    void link(String from, String to, String port) {
      for (String end : List.of(from, to)) {
        PeerId id = PeerId.parse(end);
        if (id.kind() == PeerKind.DOCKER) {
          peers.put(
              id,
              Peer.named(id)
                  .withNetworks(Set.of(project + "_default"))
                  .withObserved(Set.of(Direction.EGRESS, Direction.INGRESS)));
          ports.computeIfAbsent(end.substring(end.indexOf('/') + 1), n -> new TreeSet<>());
        }
      }
      seen.add(
          Link.of(
              PeerId.parse(from),
              PeerId.parse(to),
              Port.parse(port),
              Set.of(),
              Encryption.PLAINTEXT,
              Set.of()));
      if (to.startsWith("docker:")) {
        Port number = Port.parse(port);
        TreeSet<Port> known = ports.get(to.substring(to.indexOf('/') + 1));
        known.addAll(bothTransports(number.number()));
      }
    }

    void publish(String service, String bound, int host, String port) {
      published.computeIfAbsent(service, n -> new ArrayList<>()).add(bound + host + ":" + port);
    }

    Topology topology() {
      StringBuilder compose = new StringBuilder(ipv6 ? networks() : "").append("services:\n");
      ImmutableSortedMap.Builder<String, ImmutableSortedSet<Port>> listening =
          ImmutableSortedMap.naturalOrder();
      ports.forEach(
          (service, known) -> {
            compose.append("  ").append(service).append(":\n    image: ");
            compose.append(LiveEngine.IMAGE).append("\n    stop_signal: SIGKILL\n");
            List<String> open = published.getOrDefault(service, List.of());
            if (!open.isEmpty()) {
              compose.append("    ports: [\"").append(String.join("\", \"", open)).append("\"]\n");
            }
            known.addAll(bothTransports(UNSEEN));
            listening.put(service, ImmutableSortedSet.copyOfSorted(known));
          });
      return new Topology(
          project, request(peers.values(), seen, compose.toString()), listening.buildOrThrow());
    }

    private String networks() {
      return """
          version: "2.4"
          networks:
            default:
              enable_ipv6: true
              ipam: {config: [{subnet: 10.211.%d.0/24}, {subnet: "fd00:211:%d::/64"}]}
          """
          .formatted(number, number);
    }
  }

  static List<Port> bothTransports(int number) {
    return List.of(Port.parse(number + "/tcp"), Port.parse(number + "/udp"));
  }

  /** Ports that services use outside, and one nobody was seen using. */
  static ImmutableSortedSet<Port> outsidePorts(Iterable<LinkKey> links) {
    TreeSet<Port> ports = new TreeSet<>(bothTransports(UNSEEN));
    for (LinkKey link : links) {
      if (link.to().toString().startsWith("outside:")) {
        ports.addAll(bothTransports(link.port().number()));
      }
    }
    return ImmutableSortedSet.copyOfSorted(ports);
  }
}
