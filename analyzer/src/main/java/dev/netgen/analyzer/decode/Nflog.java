package dev.netgen.analyzer.decode;

/**
 * Linux netfilter log (LINKTYPE_NFLOG).
 *
 * <pre>
 *  0          8          16                     32
 * +----------+----------+----------------------+---------------------------
 * | family   | version 0| resource id          | attributes ...
 * +----------+----------+----------------------+---------------------------
 * attribute:  | length (16) | type (16) | value | padding to 4 bytes |
 * </pre>
 *
 * Lengths count the attribute's own 4 bytes and, like types, have the byte order of the machine
 * that captured, which the file need not share: the order in which the first length fits is meant.
 * Type 9 (NFULA_PAYLOAD) is the packet, from its IP header on.
 */
final class Nflog {
  private static final int HEADER = 4;
  private static final int ATTRIBUTE = 4;
  private static final int PAYLOAD = 9;
  private static final int MAX_ATTRIBUTES = 64;

  private Nflog() {}

  static Reason decode(DecodedPacket p, int offset) {
    if (!p.has(offset, HEADER + ATTRIBUTE)) {
      return Reason.TRUNCATED_NFLOG;
    }
    boolean swap = Bytes.u16(p.buffer, offset + HEADER) > 0xFF;
    int at = offset + HEADER;
    for (int count = 0; count < MAX_ATTRIBUTES && p.onWire(at, ATTRIBUTE); count++) {
      if (!p.has(at, ATTRIBUTE)) {
        return Reason.TRUNCATED_NFLOG;
      }
      int length = u16(p, at, swap);
      if ((u16(p, at + 2, swap) & 0x7FFF) == PAYLOAD) {
        return packet(p, offset, at + ATTRIBUTE);
      }
      at += Math.max(ATTRIBUTE, (length + 3) & ~3);
    }
    return Reason.NFLOG_WITHOUT_PAYLOAD;
  }

  /** Families: 2 IPv4, 10 IPv6, 7 a bridge, whose payload begins with the IP header as well. */
  private static Reason packet(DecodedPacket p, int offset, int at) {
    int family = Bytes.u8(p.buffer, offset);
    return switch (family) {
      case 2 -> Ipv4.decode(p, at);
      case 10 -> Ipv6.decode(p, at);
      default -> Ip.decode(p, at);
    };
  }

  private static int u16(DecodedPacket p, int at, boolean swap) {
    int value = Bytes.u16(p.buffer, at);
    return swap ? (value & 0xFF) << 8 | value >> 8 : value;
  }
}
