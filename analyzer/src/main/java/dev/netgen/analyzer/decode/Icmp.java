package dev.netgen.analyzer.decode;

/**
 * ICMP, RFC 792 and 1812, and ICMPv6, RFC 4443: errors are read for the packet they quote; all else
 * is a packet of a flow without ports.
 *
 * <pre>
 *  0         1         2                   4                   8
 * +---------+---------+-------------------+-------------------+---------------------------
 * | Type    | Code    | Checksum          | by type           | the packet it is about ...
 * +---------+---------+-------------------+-------------------+---------------------------
 * </pre>
 *
 * "Refused" is the addressee's word (RFC 1122 section 3.2.2.1), "prohibited" a filter's (RFC 1812
 * section 5.2.7.1); neither is an address that happens to be out of reach.
 */
final class Icmp {
  private static final int HEADER = 8;
  private static final int PORTS = 4;
  private static final int PORTS_AND_SEQUENCE = 8;
  private static final int FIRST_INFORMATIONAL_V6 = 128;
  private static final int TCP = 6;

  private Icmp() {}

  static Reason decodeV4(DecodedPacket p, int offset, int length) {
    if (!p.has(offset, HEADER)) {
      return Reason.TRUNCATED_ICMP;
    }
    IcmpError error = errorV4(Bytes.u8(p.buffer, offset), Bytes.u8(p.buffer, offset + 1));
    return error == IcmpError.NONE
        ? Ip.plain(p, offset, length)
        : quotation(p, error, Ipv4.quoted(p, offset + HEADER));
  }

  static Reason decodeV6(DecodedPacket p, int offset, int length) {
    if (!p.has(offset, HEADER)) {
      return Reason.TRUNCATED_ICMP;
    }
    IcmpError error = errorV6(Bytes.u8(p.buffer, offset), Bytes.u8(p.buffer, offset + 1));
    return error == IcmpError.NONE
        ? Ip.plain(p, offset, length)
        : quotation(p, error, Ipv6.quoted(p, offset + HEADER));
  }

  private static IcmpError errorV4(int type, int code) {
    return switch (type) {
      case 3 ->
          switch (code) {
            case 2, 3 -> IcmpError.REFUSED;
            case 4 -> IcmpError.TOO_BIG;
            case 9, 10, 13, 14, 15 -> IcmpError.PROHIBITED;
            default -> IcmpError.UNREACHABLE;
          };
      case 11 -> IcmpError.TIME_EXCEEDED;
      case 4, 5, 12 -> IcmpError.OTHER;
      default -> IcmpError.NONE;
    };
  }

  private static IcmpError errorV6(int type, int code) {
    return switch (type) {
      case 1 ->
          switch (code) {
            case 1, 5, 6 -> IcmpError.PROHIBITED;
            case 4 -> IcmpError.REFUSED;
            default -> IcmpError.UNREACHABLE;
          };
      case 2 -> IcmpError.TOO_BIG;
      case 3 -> IcmpError.TIME_EXCEEDED;
      case 4 -> code == 1 ? IcmpError.REFUSED : IcmpError.OTHER; // 1: next header not known
      default -> type < FIRST_INFORMATIONAL_V6 ? IcmpError.OTHER : IcmpError.NONE;
    };
  }

  private static Reason quotation(DecodedPacket p, IcmpError error, boolean read) {
    if (!read) {
      return Reason.ICMP_UNREADABLE;
    }
    p.icmpError = error;
    return switch (error) {
      case NONE -> Reason.NONE;
      case REFUSED -> Reason.ICMP_REFUSED;
      case PROHIBITED -> Reason.ICMP_PROHIBITED;
      case UNREACHABLE -> Reason.ICMP_UNREACHABLE;
      case TOO_BIG -> Reason.ICMP_TOO_BIG;
      case TIME_EXCEEDED -> Reason.ICMP_TIME_EXCEEDED;
      case OTHER -> Reason.ICMP_OTHER;
    };
  }

  /** The ports of the quoted packet; false where it has some and the quotation does not show. */
  static boolean quotedTransport(DecodedPacket p, int offset, int protocol) {
    p.protocol = protocol;
    p.sourcePort = 0;
    p.destinationPort = 0;
    p.sequence = 0;
    if (!Ip.hasPorts(protocol)) {
      return true;
    }
    if (!p.has(offset, PORTS)) {
      return false;
    }
    p.sourcePort = Bytes.u16(p.buffer, offset);
    p.destinationPort = Bytes.u16(p.buffer, offset + 2);
    if (protocol == TCP && p.has(offset, PORTS_AND_SEQUENCE)) {
      p.sequence = Bytes.i32(p.buffer, offset + 4);
    }
    return true;
  }
}
