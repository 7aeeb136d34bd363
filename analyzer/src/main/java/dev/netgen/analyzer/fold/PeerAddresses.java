package dev.netgen.analyzer.fold;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.analyzer.resolve.Platform;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.IpAddress;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Addresses used by peers of links that no label selects, a bounded number for each. */
final class PeerAddresses {
  static final int MOST_EACH = 4096;

  private final Platform platform;
  private final TreeMap<PeerId, TreeSet<IpAddress>> byPeer = new TreeMap<>();
  private long beyond;

  PeerAddresses(Platform platform) {
    this.platform = platform;
  }

  void add(PeerId peer, Optional<IpAddress> address) {
    switch (peer.kind()) {
      case OUTSIDE, UNRESOLVED, NODE -> address.ifPresent(seen -> keep(peer, seen));
      case KUBERNETES -> inPlace(peer, address);
      case DOCKER -> {}
    }
  }

  /**
   * Of a workload on its nodes' network the address called, and behind a Service all it has; of the
   * API server all its endpoints, of which the next connection may take another.
   */
  private void inPlace(PeerId peer, Optional<IpAddress> address) {
    ImmutableSortedSet<IpAddress> all = platform.addresses(peer);
    boolean one = address.stream().anyMatch(all::contains) && !Platform.isService(peer);
    if (one) {
      address.ifPresent(seen -> keep(peer, seen));
    } else {
      all.forEach(each -> keep(peer, each));
    }
  }

  private void keep(PeerId peer, IpAddress address) {
    TreeSet<IpAddress> known = byPeer.computeIfAbsent(peer, absent -> new TreeSet<>());
    if (known.size() < MOST_EACH || known.contains(address)) {
      known.add(address);
    } else {
      beyond++;
    }
  }

  ImmutableSortedMap<PeerId, ImmutableSortedSet<IpAddress>> all() {
    ImmutableSortedMap.Builder<PeerId, ImmutableSortedSet<IpAddress>> all =
        ImmutableSortedMap.naturalOrder();
    for (Map.Entry<PeerId, TreeSet<IpAddress>> entry : byPeer.entrySet()) {
      all.put(entry.getKey(), ImmutableSortedSet.copyOfSorted(entry.getValue()));
    }
    return all.buildOrThrow();
  }

  long beyond() {
    return beyond;
  }
}
