package dev.netgen.generator.packets;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.netgen.generator.GenerationResult;
import dev.netgen.generator.Generators;
import dev.netgen.generator.GraphSketch;
import dev.netgen.model.format.inventory.InventoryReader;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.inventory.Forward;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A recorded cluster: the links that its truth.yaml says there are, which analysis is held to by
 * tests of its own; the policies generated for them; the pods that its inventory lists.
 */
final class RecordedWorlds {
  private static final String INTERNET = "203.0.113.101";
  private static final Port UNUSED = Port.parse("9/tcp");

  private final String name;
  private final String cluster;
  private final Inventory inventory;
  private final RecordedPods pods;
  private final Map<?, ?> truth;
  private final Map<PeerId, Set<String>> addresses = new TreeMap<>();

  private RecordedWorlds(Path sample, String cluster, List<Path> recordings) throws IOException {
    this.name = sample.getFileName() + (cluster.isEmpty() ? "" : " " + cluster);
    this.cluster = cluster;
    this.inventory =
        recordings.stream()
            .map(recording -> InventoryReader.ofRecording(recording, cluster, ""))
            .reduce(Inventory.empty(), Inventory::with);
    this.pods = RecordedPods.read(recordings, inventory);
    this.truth = yaml(sample.resolve("truth.yaml"));
  }

  /** The Kubernetes sample, and every scenario of a cluster; one world per cluster. */
  static ImmutableList<PodWorld> all(Path samples) throws IOException {
    List<Path> folders = new ArrayList<>(List.of(samples.resolve("shop-kubernetes")));
    try (Stream<Path> scenarios = Files.list(samples.resolve("scenarios"))) {
      scenarios
          .filter(folder -> folder.getFileName().toString().startsWith("kube-"))
          .filter(folder -> Files.exists(folder.resolve("truth.yaml")))
          .sorted()
          .forEach(folders::add);
    }
    ImmutableList.Builder<PodWorld> worlds = ImmutableList.builder();
    for (Path folder : folders) {
      for (Map.Entry<String, List<Path>> each : clusters(folder).entrySet()) {
        worlds.add(new RecordedWorlds(folder, each.getKey(), each.getValue()).world());
      }
    }
    return worlds.build();
  }

  private static Map<String, List<Path>> clusters(Path sample) throws IOException {
    Map<String, List<Path>> recordings = new TreeMap<>();
    try (Stream<Path> files = Files.walk(sample.resolve("recording"), 2)) {
      for (Path file : files.sorted().toList()) {
        if (file.endsWith("recording.yaml")) {
          Object cluster = yaml(file).get("cluster");
          recordings
              .computeIfAbsent(cluster == null ? "" : (String) cluster, c -> new ArrayList<>())
              .add(file.getParent());
        }
      }
    }
    return recordings;
  }

  private static Map<?, ?> yaml(Path file) throws IOException {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file, UTF_8));
  }

  private PodWorld world() {
    GraphSketch sketch = new GraphSketch().allowUnresolved();
    List<?> silent = PolicyTree.list(truth.get("unobserved"));
    for (Peer peer : inventory.workloads().values()) {
      boolean seen = !silent.contains(peer.id().toString());
      sketch.peer(seen ? peer.withObserved(ImmutableSet.copyOf(Direction.values())) : peer);
    }
    TreeSet<Port> ports = new TreeSet<>(List.of(UNUSED));
    TreeSet<String> outside = new TreeSet<>();
    ImmutableMap.Builder<String, Boolean> known = ImmutableMap.builder();
    for (Map<?, ?> link : links()) {
      PeerId from = PeerId.parse((String) link.get("from"));
      PeerId to = PeerId.parse((String) link.get("to"));
      Port port = Port.parse((String) link.get("port"));
      ports.addAll(around(port));
      for (PeerId end : List.of(from, to)) {
        if (!pods.isPod(end)) {
          outside.addAll(addresses(end));
          describe(sketch, end);
        }
      }
      if (PolicyTree.list(link.get("notes")).contains("kubelet probe")) {
        sketch.probe(from.toString(), to.toString(), port.toString());
      } else {
        sketch.link(from.toString(), to.toString(), port.toString());
        expect(from, to, port, known);
      }
    }
    GenerationResult result = Generators.all().generate(sketch.request(), List.of("kubernetes"));
    if (!result.holds()) {
      throw new IllegalStateException(name + ": its proof does not hold");
    }
    return PodWorld.of(name, pods.hosts(), outside, result.targets().get(0).files(), ports)
        .withKnown(known.buildKeepingLast());
  }

  private List<Map<?, ?>> links() {
    List<Map<?, ?>> links = new ArrayList<>();
    for (String field : List.of("links", "graph")) {
      for (Object each : PolicyTree.list(truth.get(field))) {
        Map<?, ?> link = PolicyTree.map(each);
        String from = (String) link.get("from");
        if (cluster.isEmpty() || from.startsWith("k8s:" + cluster + ":")) {
          links.add(link);
        }
      }
    }
    return links;
  }

  /** What must be reachable, since it was: whichever pods of the two workloads talk. */
  private void expect(
      PeerId from, PeerId to, Port port, ImmutableMap.Builder<String, Boolean> known) {
    for (String client : names(from)) {
      for (String server : names(to)) {
        if (!client.equals(server)) {
          known.put(client + " -> " + server + " " + port, true);
        }
      }
    }
  }

  private Collection<String> names(PeerId peer) {
    return pods.isPod(peer) ? pods.of(peer) : addresses(peer);
  }

  /** The port, the one after it, and the one of the other transport. */
  private static List<Port> around(Port port) {
    Transport other = port.transport() == Transport.TCP ? Transport.UDP : Transport.TCP;
    return List.of(
        port, new Port(port.number() + 1, port.transport()), new Port(port.number(), other));
  }

  private void describe(GraphSketch sketch, PeerId peer) {
    sketch.addresses(peer.toString(), addresses(peer).toArray(String[]::new));
    if (peer.kind() == PeerKind.KUBERNETES) {
      sketch.peer(sketch.get(peer.toString()).withHostNetwork(true));
    }
  }

  /** Where a peer is that is no pod; names are given addresses here. */
  private Collection<String> addresses(PeerId peer) {
    return addresses.computeIfAbsent(peer, this::find);
  }

  private Set<String> find(PeerId peer) {
    Set<String> found = new TreeSet<>();
    if (peer.equals(PeerId.INTERNET)) {
      found.add(INTERNET);
    } else if (peer.kind() == PeerKind.UNRESOLVED) {
      found.add(peer.rest());
    } else if (peer.range().isPresent()) {
      found.add(peer.range().get().base().toString());
    } else if (peer.kind() == PeerKind.OUTSIDE) {
      found.add("198.51.100." + (addresses.size() + 1));
    }
    for (AddressClaim claim : inventory.addresses()) {
      if (claim.owner().equals(peer)) {
        found.add(claim.address().toString());
      }
    }
    for (Forward forward : inventory.forwards()) {
      boolean theirs = forward.backends().stream().anyMatch(b -> b.owner().equals(peer));
      if (theirs && !forward.name().startsWith("service ")) {
        forward.address().ifPresent(address -> found.add(address.toString()));
      }
    }
    return found;
  }
}
