package dev.netgen.generator;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Sets;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.target.GenerationRequest.ComposeSource;
import dev.netgen.model.decision.Silence;
import dev.netgen.model.enforcer.Enforcer;
import dev.netgen.model.enforcer.Enforcers;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.GraphEvidence;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkEvidence;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.LinkNote;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.ServiceAddress;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A graph with its evidence, drawn in a few words for tests. */
public final class GraphSketch {
  private final Map<PeerId, Peer> peers = new TreeMap<>();
  private final List<Link> links = new ArrayList<>();
  private final TreeMap<PeerId, ImmutableSortedSet<IpAddress>> addresses = new TreeMap<>();
  private Optional<ComposeSource> compose = Optional.empty();
  private boolean allowUnresolved;
  private Enforcer enforcer = Enforcers.GENERIC;
  private ImmutableSortedSet<String> leftAlone = GenerationRequest.SYSTEM;
  private final List<Silence> silent = new ArrayList<>();
  private final TreeMap<LinkKey, TreeMap<String, ImmutableSortedSet<String>>> facts =
      new TreeMap<>();

  /** A workload observed in both directions, with labels {@code key=value}. */
  public GraphSketch workload(String id, String... labels) {
    TreeMap<String, String> map = new TreeMap<>();
    for (String label : labels) {
      map.put(label.substring(0, label.indexOf('=')), label.substring(label.indexOf('=') + 1));
    }
    return peer(
        Peer.named(PeerId.parse(id))
            .withLabels(map)
            .withObserved(ImmutableSet.of(Direction.EGRESS, Direction.INGRESS)));
  }

  /** A Compose service observed in both directions, with its original networks. */
  public GraphSketch service(String id, String... networks) {
    return peer(
        Peer.named(PeerId.parse(id))
            .withNetworks(ImmutableSet.copyOf(networks))
            .withObserved(ImmutableSet.of(Direction.EGRESS, Direction.INGRESS)));
  }

  /** This peer, in place of one with its id. */
  public GraphSketch peer(Peer peer) {
    peers.put(peer.id(), peer);
    return this;
  }

  /** The peer so far, to be changed and given back. */
  public Peer get(String id) {
    return peers.getOrDefault(PeerId.parse(id), Peer.named(PeerId.parse(id)));
  }

  /** The peer was observed in these directions only. */
  public GraphSketch observed(String id, Direction... directions) {
    return peer(get(id).withObserved(ImmutableSet.copyOf(directions)));
  }

  /** A plaintext link; a protocol may follow. */
  public GraphSketch link(String from, String to, String port, String... speaks) {
    links.add(
        Link.of(
            PeerId.parse(from),
            PeerId.parse(to),
            Port.parse(port),
            Set.of(speaks),
            Encryption.PLAINTEXT,
            ImmutableSet.of()));
    return this;
  }

  /** The kubelet of this node asks the workload how it is. */
  public GraphSketch probe(String node, String workload, String port) {
    links.add(
        Link.of(
            PeerId.parse(node),
            PeerId.parse(workload),
            Port.parse(port),
            Set.of(),
            Encryption.NONE,
            Set.of(LinkNote.KUBELET_PROBE)));
    return this;
  }

  /** The evidence's addresses of a peer. */
  public GraphSketch addresses(String id, String... texts) {
    addresses.put(
        PeerId.parse(id),
        ImmutableList.copyOf(texts).stream()
            .map(IpAddress::parse)
            .collect(ImmutableSortedSet.toImmutableSortedSet(IpAddress::compareTo)));
    return this;
  }

  /** Clients of this link called a Service at an address and port like {@code 10.96.0.1 80/tcp}. */
  public GraphSketch called(String from, String to, String port, String... services) {
    return fact(from, to, port, ServiceAddress.FACT, services);
  }

  /** The evidence of this link has a fact. */
  public GraphSketch fact(String from, String to, String port, String name, String... values) {
    LinkKey key = new LinkKey(PeerId.parse(from), PeerId.parse(to), Port.parse(port));
    facts
        .computeIfAbsent(key, absent -> new TreeMap<>())
        .merge(
            name,
            ImmutableSortedSet.copyOf(values),
            (one, other) -> ImmutableSortedSet.copyOf(Sets.union(one, other)));
    return this;
  }

  /** Its ports have these names, {@code name=number/transport}. */
  public GraphSketch ports(String id, String... ports) {
    TreeMap<String, Port> map = new TreeMap<>();
    for (String port : ports) {
      int equals = port.indexOf('=');
      map.put(port.substring(0, equals), Port.parse(port.substring(equals + 1)));
    }
    return peer(get(id).withPorts(map));
  }

  /** It is on its nodes' network. */
  public GraphSketch onHost(String id) {
    return peer(get(id).withHostNetwork(true));
  }

  /** Policies are for this enforcer. */
  public GraphSketch enforcer(String name) {
    enforcer = Enforcers.named(name);
    return this;
  }

  /** These namespaces, and no others, are left alone. */
  public GraphSketch leftAlone(String... namespaces) {
    leftAlone = ImmutableSortedSet.copyOf(namespaces);
    return this;
  }

  /** A person consents to isolate a workload, or all of a namespace, unseen. */
  public GraphSketch consent(String peerOrNamespace, Direction... directions) {
    boolean peer = peerOrNamespace.contains(":");
    silent.add(
        new Silence(
            peer ? Optional.of(PeerId.parse(peerOrNamespace)) : Optional.empty(),
            peer ? Optional.empty() : Optional.of(peerOrNamespace),
            ImmutableSortedSet.copyOf(directions),
            "netgen.yaml: because"));
    return this;
  }

  /** The user's Compose file. */
  public GraphSketch compose(String text) {
    compose = Optional.of(new ComposeSource("compose.yaml", text));
    return this;
  }

  /** Unresolved links are waived. */
  public GraphSketch allowUnresolved() {
    allowUnresolved = true;
    return this;
  }

  /** The graph alone. */
  public CommunicationGraph graph() {
    return CommunicationGraph.of(peers.values(), links);
  }

  /** What targets are given. */
  public GenerationRequest request() {
    ImmutableSortedMap.Builder<LinkKey, LinkEvidence> seen = ImmutableSortedMap.naturalOrder();
    facts.forEach((key, named) -> seen.put(key, evidence(key, named)));
    GraphEvidence evidence =
        new GraphEvidence(
            seen.buildOrThrow(),
            ImmutableList.of(),
            ImmutableSortedMap.copyOfSorted(addresses),
            ImmutableSortedMap.copyOf(ImmutableMap.of()),
            ImmutableSortedMap.of());
    return new GenerationRequest(graph(), evidence, compose, allowUnresolved)
        .withEnforcer(enforcer)
        .withLeftAlone(leftAlone)
        .withSilent(silent);
  }

  private static LinkEvidence evidence(
      LinkKey key, SortedMap<String, ImmutableSortedSet<String>> named) {
    return new LinkEvidence(
        key,
        Instant.EPOCH,
        Instant.EPOCH,
        1,
        1,
        1,
        1,
        1,
        ImmutableSortedMap.of(),
        ImmutableSortedMap.of(),
        ImmutableSortedMap.of(),
        ImmutableList.of(),
        ImmutableSortedMap.copyOfSorted(named),
        ImmutableList.of());
  }
}
