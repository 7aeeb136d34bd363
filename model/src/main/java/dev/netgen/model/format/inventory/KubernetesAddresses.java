package dev.netgen.model.format.inventory;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Who held which address of a cluster when. */
final class KubernetesAddresses {
  private static final Comparator<Held> BY_TIME =
      Comparator.comparing((Held held) -> held.hold().from)
          .thenComparing(held -> held.hold().firm)
          .thenComparing(held -> held.pod().key());

  private static final Comparator<KubernetesNode> BY_AGE =
      Comparator.comparing(KubernetesNode::created).thenComparing(KubernetesNode::name);

  private final KubernetesCluster cluster;
  private final KubernetesOwners owners;
  private final Set<AddressClaim> claims = new TreeSet<>();
  private final Map<IpAddress, ImmutableList<AddressClaim>> ownersOf = new HashMap<>();
  private final Map<IpAddress, List<KubernetesNode>> nodes = new HashMap<>();

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
    cluster.nodes().stream().sorted(BY_AGE).forEach(this::node);
    nodes.forEach(this::handOver);
    cluster.nodes().forEach(this::likely);
    cluster.pods().forEach(pod -> host(pod.latest()));
  }

  /** What a network only likely gave to a node is not, where somebody has it. */
  private void likely(KubernetesNode node) {
    for (IpAddress address : node.likelyAddresses()) {
      if (!ownersOf.containsKey(address)) {
        add(node.name(), address, node.origin(), Instant.EPOCH, Instant.MAX);
      }
    }
  }

  /** A pod tells its node's address, where the node itself was not listed. */
  private void host(KubernetesPod pod) {
    for (IpAddress address : pod.hosts()) {
      if (!pod.node().isEmpty() && !ownersOf.containsKey(address)) {
        add(pod.node(), address, pod.origin(), Instant.EPOCH, Instant.MAX);
      }
    }
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

  private void node(KubernetesNode node) {
    for (IpAddress address : node.addresses()) {
      nodes.computeIfAbsent(address, a -> new ArrayList<>(1)).add(node);
    }
  }

  /** Of nodes with one address after one another, each has it until the next one joined. */
  private void handOver(IpAddress address, List<KubernetesNode> all) {
    Instant from = Instant.EPOCH;
    for (int i = 0; i < all.size(); i++) {
      KubernetesNode node = all.get(i);
      Instant next = i + 1 < all.size() ? all.get(i + 1).created() : Instant.MAX;
      Instant until = next.isAfter(node.created()) ? next : Instant.MAX;
      add(node.name(), address, node.origin(), from, until);
      from = until.equals(Instant.MAX) ? from : until;
    }
  }

  private void add(String node, IpAddress address, String origin, Instant from, Instant until) {
    String name = owners.scoped(node);
    add(
        new AddressClaim(
            address, AddressClaim.Kind.NODE, PeerId.node(name), node, name, from, until, origin));
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
