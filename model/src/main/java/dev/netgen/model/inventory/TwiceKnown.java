package dev.netgen.model.inventory;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Multimaps;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Workloads that Docker and Kubernetes both tell of: a container of a pod, and a container that is
 * a node (kind, k3d). They are one peer, that of Kubernetes: what the container held, the pod's
 * owner or the node holds.
 */
final class TwiceKnown {
  /** So many lives of one instance at one address are compared with the others. */
  private static final int MOST = 64;

  private final Map<PeerId, PeerId> known = new HashMap<>();
  private final Set<AddressClaim> dropped = new HashSet<>();

  /** Of claims sorted by address. */
  TwiceKnown(Collection<AddressClaim> sorted) {
    AddressClaim first = null;
    Set<AddressClaim> same = new TreeSet<>();
    for (AddressClaim claim : sorted) {
      if (first != null && !first.address().equals(claim.address())) {
        compare(same);
        same.clear();
      }
      first = claim;
      same.add(claim);
    }
    compare(same);
  }

  private void compare(Set<AddressClaim> ofOneAddress) {
    if (ofOneAddress.size() < 2) {
      return;
    }
    ImmutableListMultimap<String, AddressClaim> byInstance =
        Multimaps.index(ofOneAddress, AddressClaim::instance);
    for (String instance : byInstance.keySet()) {
      List<AddressClaim> same = byInstance.get(instance);
      for (AddressClaim other : same.subList(0, Math.min(same.size(), MOST))) {
        same.stream().filter(one -> isLess(one, other)).forEach(one -> drop(one, other));
      }
    }
  }

  private void drop(AddressClaim one, AddressClaim other) {
    dropped.add(one);
    known.put(one.owner(), other.owner());
  }

  /** Whether the first is a container's, and the second what Kubernetes makes of it. */
  private static boolean isLess(AddressClaim one, AddressClaim other) {
    boolean container = one.owner().kind() == PeerKind.DOCKER;
    if (other.kind() == AddressClaim.Kind.NODE) {
      return container && other.owner().kind() == PeerKind.NODE;
    }
    boolean pod =
        one.owner().workloadKind().filter("Pod"::equals).isPresent()
            && one.instance().endsWith("/" + one.owner().shortName());
    return pod && other.owner().kind() == PeerKind.KUBERNETES && !one.owner().equals(other.owner());
  }

  /** Whether there are none. */
  boolean isEmpty() {
    return known.isEmpty();
  }

  /** Claims that another one tells better. */
  Set<AddressClaim> dropped() {
    return dropped;
  }

  /** Who is known by which other name. */
  ImmutableMap<PeerId, PeerId> known() {
    return ImmutableMap.copyOf(known);
  }

  Forward told(Forward forward) {
    ImmutableSortedSet.Builder<Backend> ends = ImmutableSortedSet.naturalOrder();
    forward.backends().forEach(end -> ends.add(told(end)));
    return new Forward(
        forward.name(),
        forward.address(),
        forward.port(),
        ends.build(),
        forward.from(),
        forward.until());
  }

  private Backend told(Backend end) {
    return new Backend(known.getOrDefault(end.owner(), end.owner()), end.port());
  }
}
