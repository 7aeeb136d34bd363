package dev.netgen.generator.rebind;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Sets;
import dev.netgen.model.decision.Decisions;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.GraphEvidence;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tells a graph in the terms of another cluster: each peer with links, and each workload that was
 * observed, becomes a peer of that cluster's inventory, with the labels, ports, exposure and
 * addresses it has there (ADR "A graph for another cluster").
 */
public final class Rebinding {
  private final CommunicationGraph graph;
  private final GraphEvidence evidence;
  private final OtherCluster other;
  private final PeerBinder binder;
  private final PortBinder ports;
  private final TreeMap<PeerId, Binding> bindings = new TreeMap<>();
  private final TreeMap<PeerId, Binding> resolvers = new TreeMap<>();
  private final TreeSet<String> unbound = new TreeSet<>();
  private final TreeMap<LinkKey, Link> links = new TreeMap<>();

  private Rebinding(
      CommunicationGraph graph, GraphEvidence evidence, Inventory target, Decisions decisions) {
    this.graph = graph;
    this.evidence = evidence;
    this.other = new OtherCluster(target);
    this.binder = new PeerBinder(other, evidence, decisions);
    this.ports = new PortBinder(other);
  }

  /** The graph as the target inventory tells it; what cannot be bound is in the result. */
  public static Rebound rebind(
      CommunicationGraph graph, GraphEvidence evidence, Inventory target, Decisions decisions) {
    return new Rebinding(graph, evidence, target, decisions).rebound();
  }

  private Rebound rebound() {
    bindEnds();
    graph.peers().values().stream()
        .filter(peer -> !peer.observed().isEmpty())
        .forEach(peer -> binding(peer.id(), resolvers.containsKey(peer.id())));
    refuseTwoInOne();
    graph.links().values().forEach(this::move);
    if (!unbound.isEmpty()) {
      return new Rebound(
          CommunicationGraph.of(List.of(), List.of()),
          GraphEvidence.empty(),
          ImmutableSortedSet.copyOfSorted(unbound),
          ImmutableList.of());
    }
    CommunicationGraph moved = CommunicationGraph.of(peers(), links.values());
    return new Rebound(
        moved,
        addresses(moved),
        ImmutableSortedSet.of(),
        new BindingNotes(graph, bindings, resolvers).lines());
  }

  private void bindEnds() {
    for (Link link : graph.links().values()) {
      if (PortBinder.asksNames(link)) {
        binding(link.to(), true);
      }
    }
    for (Link link : graph.links().values()) {
      binding(link.from(), resolvers.containsKey(link.from()));
      binding(link.to(), serves(link));
    }
  }

  /** A workload that answers names is that in all it does; a node is besides a node. */
  private boolean serves(Link link) {
    return link.to().kind() == PeerKind.NODE
        ? PortBinder.asksNames(link)
        : resolvers.containsKey(link.to());
  }

  private Binding binding(PeerId peer, boolean answersNames) {
    boolean asResolver = answersNames && peer.kind() != PeerKind.OUTSIDE;
    TreeMap<PeerId, Binding> known = asResolver ? resolvers : bindings;
    Binding binding = known.get(peer);
    if (binding == null) {
      binding = binder.bind(peer, asResolver);
      known.put(peer, binding);
      if (!binding.bound()) {
        unbound.add(peer + ": " + binding.problem());
      }
    }
    return binding;
  }

  /** Two workloads that nobody said to be one must stay two. */
  private void refuseTwoInOne() {
    TreeMap<PeerId, Set<PeerId>> sources = new TreeMap<>();
    bindings.forEach(
        (from, binding) -> {
          if (!binding.chosen() && OtherCluster.isWorkload(from)) {
            binding
                .to()
                .forEach(to -> sources.computeIfAbsent(to, id -> new TreeSet<>()).add(from));
          }
        });
    sources.forEach(
        (to, from) -> {
          if (from.size() > 1) {
            from.forEach(
                id ->
                    unbound.add(
                        id
                            + ": would be "
                            + to
                            + ", as would "
                            + String.join(", ", texts(Sets.difference(from, Set.of(id))))
                            + "; say by peers in netgen.yaml which is which"));
          }
        });
  }

  private static List<String> texts(Collection<PeerId> ids) {
    return ids.stream().map(PeerId::toString).sorted().toList();
  }

  private void move(Link link) {
    Binding from = binding(link.from(), clientResolves(link.from()));
    Binding to = binding(link.to(), serves(link));
    for (PeerId server : to.to()) {
      Peer target = other.described(server);
      PortBinder.Answer port = ports.at(link, graph.peer(link.to()), target);
      if (!port.problem().isEmpty()) {
        unbound.add(link.to() + ": " + port.problem());
      }
      refuseUndeclared(link, target, port.port());
      for (PeerId client : from.to()) {
        add(Link.of(client, server, port.port(), link.speaks(), link.encryption(), link.notes()));
      }
    }
  }

  private boolean clientResolves(PeerId client) {
    return client.kind() != PeerKind.NODE && resolvers.containsKey(client);
  }

  /** Everybody may come only where the other cluster declares it as this one did. */
  private void refuseUndeclared(Link link, Peer target, Port port) {
    boolean declared = graph.peer(link.to()).exposed().contains(link.port());
    if (link.from().equals(PeerId.INTERNET) && declared && !target.exposed().contains(port)) {
      unbound.add(
          link.from()
              + ": reaches "
              + link.to()
              + " at a port declared for it, and the inventory"
              + " declares none for "
              + target.id()
              + " "
              + port
              + "; export services and ingresses too, or take the link out of the graph");
    }
  }

  private void add(Link link) {
    links.merge(link.key(), link, Rebinding::both);
  }

  private static Link both(Link one, Link other) {
    return Link.of(
        one.from(),
        one.to(),
        one.port(),
        Sets.union(one.speaks(), other.speaks()),
        one.encryption() == other.encryption() ? one.encryption() : Encryption.MIXED,
        Sets.union(one.notes(), other.notes()));
  }

  /** All workloads there, observed as those were that became them, and all other ends of links. */
  private List<Peer> peers() {
    TreeMap<PeerId, Peer> peers = new TreeMap<>();
    other.workloads().forEach(peer -> peers.put(peer.id(), peer));
    for (Link link : links.values()) {
      peers.computeIfAbsent(link.from(), other::described);
      peers.computeIfAbsent(link.to(), other::described);
    }
    TreeMap<PeerId, EnumSet<Direction>> seen = new TreeMap<>();
    bindings.forEach((from, binding) -> tell(from, binding, peers, seen));
    resolvers.forEach((from, binding) -> tell(from, binding, peers, seen));
    seen.forEach(
        (id, directions) -> peers.computeIfPresent(id, (same, p) -> observed(p, directions)));
    return List.copyOf(peers.values());
  }

  private static Peer observed(Peer peer, Set<Direction> directions) {
    return peer.hostNetwork() ? peer : peer.withObserved(directions);
  }

  private void tell(
      PeerId from, Binding binding, Map<PeerId, Peer> peers, Map<PeerId, EnumSet<Direction>> seen) {
    Peer source = graph.peer(from);
    for (PeerId to : binding.to()) {
      String why = why(source, binding);
      peers.computeIfPresent(to, (id, peer) -> why.isEmpty() ? peer : peer.withWhy(why));
      if (OtherCluster.isWorkload(from)) {
        EnumSet<Direction> all = EnumSet.allOf(Direction.class);
        all.retainAll(source.observed());
        seen.merge(
            to,
            all,
            (one, two) -> {
              one.retainAll(two);
              return one;
            });
      }
    }
  }

  private static String why(Peer source, Binding binding) {
    return binding.why().isEmpty() ? source.why() : "was " + source.id() + "; " + binding.why();
  }

  /** The inventory's addresses, where it has any; else those of names and ranges as recorded. */
  private GraphEvidence addresses(CommunicationGraph moved) {
    ImmutableSortedMap.Builder<PeerId, ImmutableSortedSet<IpAddress>> all =
        ImmutableSortedMap.naturalOrder();
    for (Peer peer : moved.peers().values()) {
      ImmutableSortedSet<IpAddress> there = other.addresses(peer.id());
      ImmutableSortedSet<IpAddress> recorded =
          evidence.addresses().getOrDefault(peer.id(), ImmutableSortedSet.of());
      boolean outside = peer.id().kind() == PeerKind.OUTSIDE;
      if (!there.isEmpty()) {
        all.put(peer.id(), there);
      } else if (outside && !recorded.isEmpty()) {
        all.put(peer.id(), recorded);
      }
    }
    GraphEvidence none = GraphEvidence.empty();
    return new GraphEvidence(
        none.links(), none.attempts(), all.buildOrThrow(), none.account(), none.notes());
  }
}
