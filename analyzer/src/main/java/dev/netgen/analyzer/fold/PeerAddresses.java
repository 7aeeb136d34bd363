package dev.netgen.analyzer.fold;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.IpAddress;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Addresses used by peers of links that no label selects, a bounded number for each. */
final class PeerAddresses {
  static final int MOST_EACH = 4096;

  private final TreeMap<PeerId, TreeSet<IpAddress>> byPeer = new TreeMap<>();
  private long beyond;

  void add(PeerId peer, Optional<IpAddress> address) {
    boolean kept =
        switch (peer.kind()) {
          case OUTSIDE, UNRESOLVED, NODE -> true;
          case KUBERNETES, DOCKER -> false;
        };
    if (!kept || address.isEmpty()) {
      return;
    }
    TreeSet<IpAddress> known = byPeer.computeIfAbsent(peer, absent -> new TreeSet<>());
    if (known.size() < MOST_EACH || known.contains(address.get())) {
      known.add(address.get());
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
