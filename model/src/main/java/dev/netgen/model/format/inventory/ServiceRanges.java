package dev.netgen.model.format.inventory;

import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.inventory.KnownRange;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The range of Service addresses where no ServiceCIDR tells it: the smallest that has all of them.
 * It is not told where it would be improbably large or would hold an address of somebody else.
 */
final class ServiceRanges {
  private static final int LARGEST_V4 = 12;
  private static final int LARGEST_V6 = 64;

  private final KubernetesCluster cluster;
  private final KubernetesAddresses addresses;

  ServiceRanges(KubernetesCluster cluster, KubernetesAddresses addresses) {
    this.cluster = cluster;
    this.addresses = addresses;
  }

  Set<KnownRange> ranges() {
    Set<KnownRange> ranges = new TreeSet<>();
    for (boolean v6 : new boolean[] {false, true}) {
      covering(v6)
          .filter(range -> range.prefix() >= (v6 ? LARGEST_V6 : LARGEST_V4))
          .filter(range -> range.prefix() < range.base().bits())
          .filter(
              range ->
                  addresses.claims().stream().map(AddressClaim::address).noneMatch(range::contains))
          .ifPresent(
              range ->
                  ranges.add(new KnownRange(range, KnownRange.Kind.SERVICE, "Service addresses")));
    }
    return ranges;
  }

  private Optional<Cidr> covering(boolean v6) {
    return all(v6)
        .map(Cidr::of)
        .reduce((one, other) -> one.contains(other) ? one : common(one, other.base()));
  }

  private Stream<IpAddress> all(boolean v6) {
    return cluster.services().values().stream()
        .flatMap(versions -> versions.spans().stream())
        .flatMap(span -> span.value().clusterAddresses().stream())
        .filter(address -> address.v6() == v6);
  }

  private static Cidr common(Cidr range, IpAddress address) {
    Cidr wider = range;
    while (wider.prefix() > 0 && !wider.contains(address)) {
      wider = new Cidr(wider.base(), wider.prefix() - 1);
    }
    return wider;
  }
}
