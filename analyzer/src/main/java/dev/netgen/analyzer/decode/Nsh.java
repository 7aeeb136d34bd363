package dev.netgen.analyzer.decode;

/**
 * Network Service Header, RFC 8300 section 2, and the protocol numbers it shares with VXLAN-GPE.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---+-+-+-----------+-----------+-------+-------+---------------+
 * |Ver|O|U|    TTL    |  Length   |U U U U|MD Type| Next Protocol |  0
 * +---+-+-+-----------+-----------+-------+-------+---------------+
 * |          Service Path Identifier              | Service Index |  4
 * +-----------------------------------------------+---------------+
 * | context, up to Length 4-byte words in all                     |  8
 * +---------------------------------------------------------------+
 * </pre>
 */
final class Nsh {
  private static final int HEADER = 8;
  private static final int IPV4 = 1;
  private static final int IPV6 = 2;
  private static final int ETHERNET = 3;
  private static final int NSH_IN_GPE = 4;
  private static final int MPLS = 5;

  private Nsh() {}

  static Reason decode(DecodedPacket p, int offset) {
    if (!p.has(offset, HEADER)) {
      return Reason.NSH;
    }
    int first = Bytes.i32(p.buffer, offset);
    int length = (first >>> 16 & 0x3F) * 4;
    int protocol = first & 0xFF;
    if (first >>> 30 != 0 || length < HEADER || protocol == NSH_IN_GPE) {
      return Reason.NSH;
    }
    return next(p, offset + length, protocol);
  }

  /** Goes on with what the protocol number names. */
  static Reason next(DecodedPacket p, int offset, int protocol) {
    return switch (protocol) {
      case IPV4 -> Ipv4.decode(p, offset);
      case IPV6 -> Ipv6.decode(p, offset);
      case ETHERNET -> Ethernet.decode(p, offset);
      case NSH_IN_GPE -> decode(p, offset);
      case MPLS -> Mpls.decode(p, offset);
      default -> Reason.NSH;
    };
  }

  /** Whether that may stand here. */
  static boolean credible(DecodedPacket p, int offset, int protocol) {
    return switch (protocol) {
      case IPV4 -> Ipv4.credible(p, offset);
      case IPV6 -> Ipv6.credible(p, offset);
      case ETHERNET -> Ethernet.credible(p, offset);
      case NSH_IN_GPE ->
          p.onWire(offset, HEADER) && (!p.has(offset, 1) || Bytes.u8(p.buffer, offset) >> 6 == 0);
      case MPLS -> Mpls.credible(p, offset);
      default -> false;
    };
  }
}
