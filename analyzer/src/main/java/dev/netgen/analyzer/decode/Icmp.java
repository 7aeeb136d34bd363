package dev.netgen.analyzer.decode;

/**
 * ICMP, RFC 792, and ICMPv6, RFC 4443: only the errors that refuse a packet are looked into.
 *
 * <pre>
 *  0         1         2                   4                   8
 * +---------+---------+-------------------+-------------------+---------------------------
 * | Type    | Code    | Checksum          | unused            | the packet it is about ...
 * +---------+---------+-------------------+-------------------+---------------------------
 * </pre>
 *
 * "Refuses" means a decision of the addressee or of a firewall (RFC 1122 section 3.2.2.1, RFC 1812
 * section 5.2.7.1), not an address that happens to be out of reach.
 */
final class Icmp {
  private static final int HEADER = 8;
  private static final int UNREACHABLE_V4 = 3;
  private static final int UNREACHABLE_V6 = 1;
  private static final int PORTS = 4;

  private Icmp() {}

  static Reason decodeV4(DecodedPacket p, int offset) {
    if (p.has(offset, HEADER) && Bytes.u8(p.buffer, offset) == UNREACHABLE_V4) {
      p.refusal =
          switch (Bytes.u8(p.buffer, offset + 1)) {
            case 2, 3, 9, 10, 13 -> Ipv4.quoted(p, offset + HEADER);
            default -> false;
          };
    }
    return Reason.ICMP;
  }

  static Reason decodeV6(DecodedPacket p, int offset) {
    if (p.has(offset, HEADER) && Bytes.u8(p.buffer, offset) == UNREACHABLE_V6) {
      p.refusal =
          switch (Bytes.u8(p.buffer, offset + 1)) {
            case 1, 4, 6 -> Ipv6.quoted(p, offset + HEADER);
            default -> false;
          };
    }
    return Reason.ICMPV6;
  }

  /** The ports of the quoted packet; false where the quotation has none. */
  static boolean quotedPorts(DecodedPacket p, int offset) {
    if ((p.protocol != 6 && p.protocol != 17) || !p.has(offset, PORTS)) {
      return false;
    }
    p.sourcePort = Bytes.u16(p.buffer, offset);
    p.destinationPort = Bytes.u16(p.buffer, offset + 2);
    return true;
  }
}
