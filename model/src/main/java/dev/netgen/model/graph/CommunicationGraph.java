package dev.netgen.model.graph;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Who talks to whom: peers by id and links by key, both sorted. Every link's ends are among the
 * peers. Holds structure only: no counter, no time, no address of a named outside peer.
 */
public record CommunicationGraph(
    ImmutableSortedMap<PeerId, Peer> peers, ImmutableSortedMap<LinkKey, Link> links) {

  /** Checks that each link's ends are peers. */
  public CommunicationGraph {
    ImmutableSet<PeerId> known = ImmutableSet.copyOf(peers.keySet().asList());
    for (LinkKey key : links.keySet()) {
      if (!known.contains(key.from()) || !known.contains(key.to())) {
        throw new IllegalArgumentException("link " + key + " has an end that is no peer");
      }
    }
  }

  /** A graph of these; ends of links that are not among the peers are added by name. */
  public static CommunicationGraph of(Collection<Peer> peers, Collection<Link> links) {
    Map<PeerId, Peer> byId = new HashMap<>();
    peers.forEach(peer -> byId.put(peer.id(), peer));
    ImmutableSortedMap.Builder<LinkKey, Link> byKey = ImmutableSortedMap.naturalOrder();
    for (Link link : links) {
      byKey.put(link.key(), link);
      byId.computeIfAbsent(link.from(), Peer::named);
      byId.computeIfAbsent(link.to(), Peer::named);
    }
    return new CommunicationGraph(ImmutableSortedMap.copyOf(byId), byKey.buildOrThrow());
  }

  /** The peer with this id, which must exist. */
  public Peer peer(PeerId id) {
    Peer peer = peers.get(id);
    if (peer == null) {
      throw new IllegalArgumentException("no peer " + id);
    }
    return peer;
  }
}
