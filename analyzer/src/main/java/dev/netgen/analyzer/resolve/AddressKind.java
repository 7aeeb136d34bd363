package dev.netgen.analyzer.resolve;

import com.google.common.collect.ImmutableSet;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import java.util.Collection;
import java.util.stream.Stream;

/** What an address is by its value alone; only unicast addresses can be peers. */
public enum AddressKind {
  UNICAST("unicast"),
  /** 127.0.0.0/8 and ::1: traffic inside one network namespace. */
  LOOPBACK("loopback"),
  MULTICAST("multicast"),
  /** 255.255.255.255, or the highest IPv4 address of a range on the capture point's link. */
  BROADCAST("broadcast"),
  /** RFC 3927 and fe80::/10, but for what clouds answer on. */
  LINK_LOCAL("link-local"),
  /** 0.0.0.0 and ::, as DHCP uses them. */
  UNSPECIFIED("unspecified");

  /**
   * Where clouds answer to their machines, which policies must name: metadata (AWS, GCP, Azure,
   * OpenStack; AWS by IPv6; Alibaba; GKE's metadata server behind its redirection) and AWS's
   * resolver.
   */
  private static final ImmutableSet<IpAddress> CLOUD =
      Stream.of(
              "169.254.169.254",
              "169.254.169.253",
              "169.254.169.252",
              "fd00:ec2::254",
              "fd00:ec2::253",
              "100.100.100.200")
          .map(IpAddress::parse)
          .collect(ImmutableSet.toImmutableSet());

  private final String word;

  AddressKind(String word) {
    this.word = word;
  }

  /**
   * What a conversation of this kind of address with that one is by the odder of both: a group is
   * called from link-local addresses as well, and a broadcast from none.
   */
  public AddressKind oddOf(AddressKind other) {
    boolean mine = this != UNICAST && (other == UNICAST || compareTo(other) <= 0);
    return mine ? this : other;
  }

  /** The word used in counts. */
  public String word() {
    return word;
  }

  /** The kind of this address where these ranges are on the link. */
  public static AddressKind of(IpAddress address, Collection<Cidr> onlink) {
    if (address.isLoopback()) {
      return LOOPBACK;
    }
    if (address.isMulticast()) {
      return MULTICAST;
    }
    if (address.isBroadcast()
        || (!onlink.isEmpty() && onlink.stream().anyMatch(range -> endsRange(address, range)))) {
      return BROADCAST;
    }
    if (address.isLinkLocal() && !isCloud(address)) {
      return LINK_LOCAL;
    }
    return address.isUnspecified() ? UNSPECIFIED : UNICAST;
  }

  /** Whether a cloud answers there to its machines: outside, though no address of the internet. */
  static boolean isCloud(IpAddress address) {
    return CLOUD.contains(address);
  }

  private static boolean endsRange(IpAddress address, Cidr range) {
    if (address.v6() || range.prefix() > 30 || !range.contains(address)) {
      return false;
    }
    long hosts = 0xFFFF_FFFFL >>> range.prefix();
    return (address.low() & hosts) == hosts;
  }
}
