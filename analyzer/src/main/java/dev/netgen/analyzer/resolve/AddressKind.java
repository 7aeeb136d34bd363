package dev.netgen.analyzer.resolve;

import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import java.util.Collection;

/** What an address is by its value alone; only unicast addresses can be peers. */
public enum AddressKind {
  UNICAST("unicast"),
  /** 127.0.0.0/8 and ::1: traffic inside one network namespace. */
  LOOPBACK("loopback"),
  MULTICAST("multicast"),
  /** 255.255.255.255, or the highest IPv4 address of a range on the capture point's link. */
  BROADCAST("broadcast"),
  /** RFC 3927 and fe80::/10, but for the cloud metadata address. */
  LINK_LOCAL("link-local"),
  /** 0.0.0.0 and ::, as DHCP uses them. */
  UNSPECIFIED("unspecified");

  /** Where clouds answer their metadata (facts of AWS, GCP, Azure): a peer policies must name. */
  private static final IpAddress METADATA = IpAddress.parse("169.254.169.254");

  private final String word;

  AddressKind(String word) {
    this.word = word;
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
    if (address.isLinkLocal() && !address.equals(METADATA)) {
      return LINK_LOCAL;
    }
    return address.isUnspecified() ? UNSPECIFIED : UNICAST;
  }

  private static boolean endsRange(IpAddress address, Cidr range) {
    if (address.v6() || range.prefix() > 30 || !range.contains(address)) {
      return false;
    }
    long hosts = 0xFFFF_FFFFL >>> range.prefix();
    return (address.low() & hosts) == hosts;
  }
}
