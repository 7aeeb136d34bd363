package dev.netgen.model.format.inventory;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.net.IpAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * When which node had which address. Several objects may tell of one node (Node, CiliumNode), and
 * one name may be that of several nodes after one another: what meets is one interval, a gap stays.
 */
final class NodeHolds {
  private static final Comparator<Hold> BY_TIME =
      Comparator.comparing(Hold::from).thenComparing(Hold::node);

  /** One node had one address from one instant until before another. */
  record Hold(IpAddress address, String node, String origin, Instant from, Instant until) {
    private Hold within(Instant newFrom, Instant newUntil) {
      return new Hold(address, node, origin, newFrom, newUntil);
    }
  }

  private final Map<IpAddress, Map<String, List<Hold>>> holds = new TreeMap<>();

  void add(Hold hold) {
    if (hold.until().isAfter(hold.from())) {
      holds
          .computeIfAbsent(hold.address(), absent -> new TreeMap<>())
          .computeIfAbsent(hold.node(), absent -> new ArrayList<>(1))
          .add(hold);
    }
  }

  /** All intervals in which a node had an address, without those two nodes cannot have had. */
  Stream<Hold> all() {
    return holds.values().stream()
        .map(each -> each.values().stream().flatMap(NodeHolds::joined).sorted(BY_TIME).toList())
        .flatMap(NodeHolds::handedOver)
        .filter(hold -> hold.until().isAfter(hold.from()));
  }

  private static Stream<Hold> joined(List<Hold> ofOne) {
    List<Hold> joined = new ArrayList<>();
    ofOne.stream().sorted(BY_TIME).forEach(hold -> join(joined, hold));
    return joined.stream();
  }

  private static void join(List<Hold> joined, Hold next) {
    int last = joined.size() - 1;
    if (last < 0 || joined.get(last).until().isBefore(next.from())) {
      joined.add(next);
      return;
    }
    Hold before = joined.get(last);
    boolean longer = next.until().isAfter(before.until());
    joined.set(last, before.within(before.from(), longer ? next.until() : before.until()));
  }

  /**
   * Of nodes with one address after one another: one that is not known to be gone had it until the
   * next one came, and the next one not before one that is known to be was.
   */
  private static Stream<Hold> handedOver(List<Hold> sorted) {
    List<Hold> all = new ArrayList<>(sorted);
    for (int i = 1; i < all.size(); i++) {
      Hold earlier = all.get(i - 1);
      Hold later = all.get(i);
      if (later.from().isAfter(earlier.from()) && earlier.until().isAfter(later.from())) {
        if (earlier.until().equals(Instant.MAX)) {
          all.set(i - 1, earlier.within(earlier.from(), later.from()));
        } else {
          all.set(i, later.within(earlier.until(), later.until()));
        }
      }
    }
    return ImmutableList.copyOf(all).stream();
  }
}
