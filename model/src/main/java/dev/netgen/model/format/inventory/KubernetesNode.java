package dev.netgen.model.format.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.format.Fields;
import dev.netgen.model.inventory.KnownRange;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is kept of a node (core/v1 Node, and cilium.io/v2 CiliumNode of the same name).
 *
 * @param name its name
 * @param addresses its own addresses, and those that its network put on it
 * @param podRanges ranges that its pods get addresses of
 * @param created when it joined the cluster; the epoch where unknown
 * @param told the latest time that its object tells; its creation where no other
 * @param origin where it is written
 */
record KubernetesNode(
    String name,
    ImmutableSortedSet<IpAddress> addresses,
    ImmutableSortedSet<Cidr> podRanges,
    Instant created,
    Instant told,
    String origin) {
  private static final Splitter COMMAS = Splitter.on(',').trimResults().omitEmptyStrings();
  private static final ImmutableSet<String> OTHER_ANNOTATIONS =
      ImmutableSet.of("kubernetes.io/config.mirror");

  static KubernetesNode of(KubernetesName name, Fields fields, Unused unused) {
    Fields spec = fields.object("spec");
    Set<IpAddress> addresses = new TreeSet<>();
    addresses(fields.object("status"), "address", addresses, unused);
    addresses(spec, "ip", addresses, unused);
    annotated(fields.object("metadata").object("annotations"), addresses);
    Set<Cidr> ranges = new TreeSet<>();
    spec.optionalText("podCIDR")
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> range(spec, "podCIDR", text, ranges, unused));
    for (Fields each : new Fields[] {spec, spec.object("ipam")}) {
      each.texts("podCIDRs").forEach(text -> range(each, "podCIDRs", text, ranges, unused));
    }
    Instant created =
        PodTimes.instant(fields.object("metadata"), "creationTimestamp").orElse(Instant.EPOCH);
    return new KubernetesNode(
        name.name(),
        ImmutableSortedSet.copyOf(addresses),
        ImmutableSortedSet.copyOf(ranges),
        created,
        told(fields.object("status"), created, unused),
        fields.where());
  }

  /** When it last told that it lives, or changed. */
  private static Instant told(Fields status, Instant created, Unused unused) {
    TreeSet<Instant> told = new TreeSet<>(Set.of(created));
    for (JsonNode node : status.list("conditions")) {
      unused.unless(
          "kubernetes node condition not used: ",
          () -> {
            Fields condition = Fields.of(node, status.where() + ".conditions");
            PodTimes.instant(condition, "lastHeartbeatTime").ifPresent(told::add);
            PodTimes.instant(condition, "lastTransitionTime").ifPresent(told::add);
          });
    }
    return told.last();
  }

  /** A range that cannot be used is counted; the node is known without it. */
  private static void range(Fields of, String field, String text, Set<Cidr> into, Unused unused) {
    unused.unless(
        "kubernetes node range not used: ",
        () -> into.add(of.convert(field, text, KnownRange::credible)));
  }

  private static void addresses(Fields of, String field, Set<IpAddress> into, Unused unused) {
    for (JsonNode node : of.list("addresses")) {
      Fields address = Fields.of(node, of.where() + ".addresses");
      if (address.optionalText("type").orElse("").endsWith("IP")) {
        unused.unless(
            "kubernetes node address not used: ",
            () -> into.add(address.parsed(field, IpAddress::parse)));
      }
    }
  }

  /** Networks write addresses with or without a prefix length, one or several. */
  private static void annotated(Fields annotations, Set<IpAddress> into) {
    for (Map.Entry<String, String> each : PodTemplate.texts(annotations).entrySet()) {
      if (!OTHER_ANNOTATIONS.contains(each.getKey())) {
        for (String text : COMMAS.split(each.getValue())) {
          int slash = text.indexOf('/');
          address(slash < 0 ? text : text.substring(0, slash)).ifPresent(into::add);
        }
      }
    }
  }

  private static Optional<IpAddress> address(String text) {
    return Syntax.isAddress(text) ? Optional.of(IpAddress.parse(text)) : Optional.empty();
  }

  /**
   * Addresses in the pod ranges that are the node's with common networks: the first of all (the
   * tunnel of flannel, no pod's in any) and the one after it (the bridge of the bridge plugin).
   */
  ImmutableSortedSet<IpAddress> likelyAddresses() {
    ImmutableSortedSet.Builder<IpAddress> likely = ImmutableSortedSet.naturalOrder();
    for (Cidr range : podRanges) {
      IpAddress base = range.base();
      if (range.prefix() <= base.bits() - 2) {
        likely.add(base).add(new IpAddress(base.high(), base.low() + 1, base.v6()));
      }
    }
    return likely.build();
  }

  /** Whether it names all addresses that an earlier version named, or none at all. */
  boolean tellsAllOf(KubernetesNode earlier) {
    return addresses.isEmpty() || addresses.containsAll(earlier.addresses);
  }

  /** Both descriptions of one node together. */
  KubernetesNode with(KubernetesNode other) {
    Set<IpAddress> allAddresses = new TreeSet<>(addresses);
    allAddresses.addAll(other.addresses);
    Set<Cidr> allRanges = new TreeSet<>(podRanges);
    allRanges.addAll(other.podRanges);
    return new KubernetesNode(
        name,
        ImmutableSortedSet.copyOf(allAddresses),
        ImmutableSortedSet.copyOf(allRanges),
        created.isAfter(other.created) ? created : other.created,
        told.isAfter(other.told) ? told : other.told,
        origin);
  }
}
