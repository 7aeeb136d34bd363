package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableListMultimap;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.PeerId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ports on which each pair of peers was observed, and each peer's links by direction. */
final class ObservedPorts {
  /** Asked for every pair: spelt out, since a record's own go through method handles. */
  private record Pair(PeerId from, PeerId to) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Pair pair && from.equals(pair.from) && to.equals(pair.to);
    }

    @Override
    public int hashCode() {
      return 31 * from.hashCode() + to.hashCode();
    }
  }

  private final Map<Pair, PortRanges> ports = new HashMap<>();
  private final ImmutableListMultimap<PeerId, LinkKey> byClient;
  private final ImmutableListMultimap<PeerId, LinkKey> byServer;

  ObservedPorts(CommunicationGraph graph) {
    ImmutableListMultimap.Builder<PeerId, LinkKey> clients = ImmutableListMultimap.builder();
    ImmutableListMultimap.Builder<PeerId, LinkKey> servers = ImmutableListMultimap.builder();
    for (LinkKey link : graph.links().keySet()) {
      ports.merge(new Pair(link.from(), link.to()), PortRanges.of(link.port()), PortRanges::with);
      clients.put(link.from(), link);
      servers.put(link.to(), link);
    }
    byClient = clients.build();
    byServer = servers.build();
  }

  /** The ports of the links from one peer to another. */
  PortRanges between(PeerId from, PeerId to) {
    return ports.getOrDefault(new Pair(from, to), PortRanges.NONE);
  }

  /** The links that a direction of a peer is about: as client egress, as server ingress. */
  Iterable<LinkKey> links(PeerId peer, Direction direction) {
    return direction == Direction.EGRESS ? byClient.get(peer) : byServer.get(peer);
  }
}
