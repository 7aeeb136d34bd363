package dev.netgen.model.net;

/** Names of IP protocol numbers, as the IANA registry "Assigned Internet Protocol Numbers". */
public final class IpProtocol {
  private IpProtocol() {}

  /** The lower-case IANA keyword of a number, or the number itself where it has none here. */
  public static String keyword(int number) {
    return switch (number) {
      case 0 -> "hopopt";
      case 1 -> "icmp";
      case 2 -> "igmp";
      case 4 -> "ipv4";
      case 6 -> "tcp";
      case 8 -> "egp";
      case 9 -> "igp";
      case 17 -> "udp";
      case 27 -> "rdp";
      case 33 -> "dccp";
      case 41 -> "ipv6";
      case 46 -> "rsvp";
      case 47 -> "gre";
      case 50 -> "esp";
      case 51 -> "ah";
      case 54 -> "narp";
      case 58 -> "ipv6-icmp";
      case 59 -> "ipv6-nonxt";
      case 88 -> "eigrp";
      case 89 -> "ospfigp";
      case 94 -> "ipip";
      case 97 -> "etherip";
      case 98 -> "encap";
      case 103 -> "pim";
      case 108 -> "ipcomp";
      case 112 -> "vrrp";
      case 115 -> "l2tp";
      case 124 -> "isis over ipv4";
      case 132 -> "sctp";
      case 136 -> "udplite";
      case 137 -> "mpls-in-ip";
      default -> Integer.toString(number);
    };
  }

  /** Whether packets of this protocol have ports. */
  public static boolean hasPorts(int number) {
    return switch (number) {
      case 6, 17, 33, 132, 136 -> true;
      default -> false;
    };
  }
}
