package dev.netgen.model.format.inventory;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.format.inventory.NodeHolds.Hold;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Who held which address of a cluster when. */
final class KubernetesAddresses {
  private static final Comparator<Held> BY_TIME =
      Comparator.comparing((Held held) -> held.hold().from)
          .thenComparing(held -> held.hold().firm)
          .thenComparing(held -> held.pod().key());

  private final KubernetesCluster cluster;
  private final KubernetesOwners owners;
  private final Set<AddressClaim> claims = new TreeSet<>();
  private final Map<IpAddress, ImmutableList<AddressClaim>> ownersOf = new HashMap<>();

  private record Held(KubernetesPod pod, PodHistory.Hold hold) {}

  KubernetesAddresses(KubernetesCluster cluster, KubernetesOwners owners) {
    this.cluster = cluster;
    this.owners = owners;
    Map<IpAddress, List<Held>> byAddress = new HashMap<>();
    for (PodHistory pod : cluster.pods()) {
      if (!pod.latest().template().hostNetwork()) {
        for (PodHistory.Hold hold : pod.holds()) {
          byAddress
              .computeIfAbsent(hold.address, a -> new ArrayList<>(1))
              .add(new Held(pod.latest(), hold));
        }
      }
    }
    byAddress.values().forEach(this::handOver);
    byAddress.values().forEach(each -> each.forEach(this::claim));
    nodes(KubernetesNode::addresses);
    nodes(node -> unowned(node.likelyAddresses()));
    hosts();
  }

  /** What a network only likely gave to a node is not, where somebody has it. */
  private ImmutableList<IpAddress> unowned(Collection<IpAddress> likely) {
    return likely.stream()
        .filter(address -> !ownersOf.containsKey(address))
        .collect(ImmutableList.toImmutableList());
  }

  /** Nodes have these addresses while they are there. */
  private void nodes(Function<KubernetesNode, Collection<IpAddress>> addresses) {
    NodeHolds holds = new NodeHolds();
    cluster.nodes().stream()
        .flatMap(each -> each.spans().stream())
        .forEach(
            span -> {
              KubernetesNode node = span.value();
              for (IpAddress address : addresses.apply(node)) {
                holds.add(new Hold(address, node.name(), node.origin(), span.from(), span.until()));
              }
            });
    holds.all().forEach(this::node);
  }

  /** Pods tell their nodes' addresses, where the nodes themselves were not listed. */
  private void hosts() {
    Map<IpAddress, Map<String, Hold>> first = new TreeMap<>();
    for (PodHistory pod : cluster.pods()) {
      KubernetesPod latest = pod.latest();
      for (IpAddress address : latest.hosts()) {
        if (!latest.node().isEmpty() && !ownersOf.containsKey(address)) {
          first
              .computeIfAbsent(address, absent -> new TreeMap<>())
              .merge(
                  latest.node(),
                  new Hold(address, latest.node(), latest.origin(), pod.from(), Instant.MAX),
                  KubernetesAddresses::earlier);
        }
      }
    }
    NodeHolds holds = new NodeHolds();
    first.values().forEach(each -> each.values().forEach(hold -> holds.add(always(hold, each))));
    holds.all().forEach(this::node);
  }

  private static Hold earlier(Hold one, Hold other) {
    int order = one.from().compareTo(other.from());
    return order < 0 || (order == 0 && one.origin().compareTo(other.origin()) <= 0) ? one : other;
  }

  /** The only node or the first of an address: when it came nobody tells. */
  private static Hold always(Hold hold, Map<String, Hold> all) {
    boolean isFirst = all.values().stream().noneMatch(each -> each.from().isBefore(hold.from()));
    return isFirst
        ? new Hold(hold.address(), hold.node(), hold.origin(), Instant.EPOCH, Instant.MAX)
        : hold;
  }

  /**
   * Of pods that had one address after one another, but whose times overlap: the later one cannot
   * have had it before the earlier one ended, and the earlier one had ended where nothing shows it
   * after the later one began.
   */
  private void handOver(List<Held> all) {
    if (all.size() < 2) {
      return;
    }
    all.sort(BY_TIME);
    for (int i = 1; i < all.size(); i++) {
      PodHistory.Hold earlier = all.get(i - 1).hold();
      PodHistory.Hold later = all.get(i).hold();
      boolean knownLater = cluster.timeOf(later.source).isAfter(cluster.timeOf(earlier.source));
      if (earlier.isOpen() && knownLater && later.firm.isAfter(cluster.timeOf(earlier.source))) {
        earlier.until = later.from.isAfter(earlier.from) ? later.from : later.firm;
      }
      if (!earlier.isOpen()
          && later.from.isBefore(earlier.until)
          && !later.firm.isBefore(earlier.until)) {
        later.from = earlier.until;
      }
    }
  }

  private void claim(Held held) {
    PodHistory.Hold hold = held.hold();
    KubernetesPod pod = held.pod();
    if (hold.until.isAfter(hold.from)) {
      add(
          new AddressClaim(
              hold.address,
              AddressClaim.Kind.WORKLOAD,
              owners.of(pod),
              pod.instance(),
              pod.node().isEmpty() ? "" : owners.scoped(pod.node()),
              hold.from,
              hold.until,
              pod.origin()));
    }
  }

  private void node(Hold hold) {
    String name = owners.scoped(hold.node());
    add(
        new AddressClaim(
            hold.address(),
            AddressClaim.Kind.NODE,
            PeerId.node(name),
            hold.node(),
            name,
            hold.from(),
            hold.until(),
            hold.origin()));
  }

  /** An address that the cluster says is elsewhere, unless somebody of it has it. */
  void outside(IpAddress address, String what, String origin) {
    if (!ownersOf.containsKey(address)) {
      add(
          AddressClaim.of(
                  address,
                  AddressClaim.Kind.OUTSIDE,
                  PeerId.outsideRange(Cidr.of(address)),
                  what,
                  Instant.EPOCH,
                  Instant.MAX)
              .saidIn(origin));
    }
  }

  private void add(AddressClaim claim) {
    claims.add(claim);
    ownersOf.merge(
        claim.address(),
        ImmutableList.of(claim),
        (a, b) -> ImmutableList.<AddressClaim>builder().addAll(a).addAll(b).build());
  }

  /**
   * Whoever had the address at any time of this interval, else at any other; the address itself as
   * one outside where nobody ever had.
   */
  ImmutableSortedSet<PeerId> ownersOf(IpAddress address, Instant from, Instant until) {
    ImmutableList<AddressClaim> all = ownersOf.getOrDefault(address, ImmutableList.of());
    if (all.isEmpty()) {
      return ImmutableSortedSet.of(PeerId.outsideRange(Cidr.of(address)));
    }
    ImmutableSortedSet<PeerId> then =
        owners(all.stream().filter(c -> c.from().isBefore(until) && from.isBefore(c.until())));
    return then.isEmpty() ? owners(all.stream()) : then;
  }

  private static ImmutableSortedSet<PeerId> owners(Stream<AddressClaim> claims) {
    return claims
        .map(AddressClaim::owner)
        .collect(ImmutableSortedSet.toImmutableSortedSet(PeerId::compareTo));
  }

  boolean isKnown(IpAddress address) {
    return ownersOf.containsKey(address);
  }

  Set<AddressClaim> claims() {
    return claims;
  }
}
