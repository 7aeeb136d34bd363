package dev.netgen.generator.rebind;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.decision.Decisions;
import dev.netgen.model.decision.NamespaceBinding;
import dev.netgen.model.decision.PeerBinding;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.GraphEvidence;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** A graph recorded in staging, with what people decided about production. */
final class Staging {
  private final List<Peer> peers = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private final TreeMap<PeerId, ImmutableSortedSet<IpAddress>> addresses = new TreeMap<>();
  private final List<NamespaceBinding> namespaces = new ArrayList<>();
  private final List<PeerBinding> resolvers = new ArrayList<>();
  private final List<PeerBinding> bindings = new ArrayList<>();

  static Peer peer(String id) {
    return Peer.named(PeerId.parse(id));
  }

  static Peer seen(String id) {
    return peer(id).withObserved(EnumSet.allOf(Direction.class));
  }

  Staging link(String from, String to, String port, String... speaks) {
    links.add(
        Link.of(
            PeerId.parse(from),
            PeerId.parse(to),
            Port.parse(port),
            Set.of(speaks),
            Encryption.PLAINTEXT,
            Set.of()));
    return this;
  }

  Staging at(String id, String... texts) {
    addresses.put(
        PeerId.parse(id),
        Arrays.stream(texts)
            .map(IpAddress::parse)
            .collect(ImmutableSortedSet.toImmutableSortedSet(IpAddress::compareTo)));
    return this;
  }

  Staging map(String from, String to) {
    namespaces.add(new NamespaceBinding(from, to, "netgen.yaml: renamed"));
    return this;
  }

  Staging add(Link link) {
    links.add(link);
    return this;
  }

  Staging has(Peer peer) {
    peers.add(peer);
    return this;
  }

  Staging binds(String from, String to) {
    bindings.add(binding(from, to));
    return this;
  }

  Staging resolves(String from, String to) {
    resolvers.add(binding(from, to));
    return this;
  }

  private static PeerBinding binding(String from, String to) {
    return new PeerBinding(PeerId.parse(from), PeerId.parse(to), "netgen.yaml: chosen");
  }

  Rebound to(Elsewhere elsewhere) {
    GraphEvidence none = GraphEvidence.empty();
    return Rebinding.rebind(
        CommunicationGraph.of(peers, links),
        new GraphEvidence(
            none.links(),
            none.attempts(),
            ImmutableSortedMap.copyOf(addresses),
            none.account(),
            none.notes()),
        elsewhere.inventory(),
        new Decisions(
            ImmutableList.of(),
            ImmutableList.copyOf(namespaces),
            ImmutableList.copyOf(resolvers),
            ImmutableList.copyOf(bindings),
            ImmutableList.of(),
            ImmutableList.of()));
  }

  static List<String> links(Rebound rebound) {
    assertThat(rebound.unbound()).isEmpty();
    return rebound.graph().links().keySet().stream().map(Object::toString).toList();
  }
}
