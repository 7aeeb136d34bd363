package dev.netgen.analyzer.decode;

/**
 * IPv6, RFC 8200 section 3, and its extension headers, section 4.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------+---------------+---------------------------------------+
 * |Version| Traffic Class |             Flow Label                |  0
 * +-------+---------------+-------+---------------+---------------+
 * |         Payload Length        |  Next Header  |   Hop Limit   |  4
 * +-------------------------------+---------------+---------------+
 * |                    Source Address (16 bytes)                  |  8
 * +---------------------------------------------------------------+
 * |                  Destination Address (16 bytes)               | 24
 * +---------------------------------------------------------------+
 * extension header:  | Next Header | Length in 8 bytes, less 1 | ...
 * fragment header:   | Next Header | Reserved | 13 offset, 2 res, 1 more | Identification |
 * </pre>
 *
 * Payload length 0 comes with jumbograms (RFC 2675) and offload: the frame's own length holds.
 */
final class Ipv6 {
  private static final int HEADER = 40;
  private static final int EXTENSION = 8;
  private static final int MAX_EXTENSIONS = 16;
  private static final int FRAGMENT_OFFSET = 0xFFF8;

  private static final int HOP_BY_HOP = 0;
  private static final int ROUTING = 43;
  private static final int FRAGMENT = 44;
  private static final int NO_NEXT_HEADER = 59;
  private static final int DESTINATION_OPTIONS = 60;
  private static final int MOBILITY = 135;
  private static final int HIP = 139;
  private static final int SHIM6 = 140;

  private Ipv6() {}

  static Reason decode(DecodedPacket p, int offset) {
    if (!p.has(offset, HEADER)) {
      return Reason.TRUNCATED_IPV6;
    }
    if (Bytes.u8(p.buffer, offset) >> 4 != 6) {
      return Reason.BAD_IPV6_VERSION;
    }
    int length = Bytes.u16(p.buffer, offset + 4);
    if (length == 0) {
      length = p.wireEnd - offset - HEADER;
    }
    length = Math.max(0, Math.min(length, p.bound - offset - HEADER));
    p.end = Math.min(p.end, offset + HEADER + length); // the rest is link-layer padding
    p.wireEnd = Math.max(p.end, Math.min(p.wireEnd, offset + HEADER + length));
    addresses(p, offset);
    return extensions(p, offset + HEADER, length, Bytes.u8(p.buffer, offset + 6));
  }

  /** Whether such a header may stand here: nothing captured contradicts. */
  static boolean credible(DecodedPacket p, int offset) {
    if (!p.onWire(offset, HEADER)) {
      return false;
    }
    if (!p.has(offset, 6)) {
      return !p.has(offset, 1) || Bytes.u8(p.buffer, offset) >> 4 == 6;
    }
    return Bytes.u8(p.buffer, offset) >> 4 == 6
        && p.onWire(offset, HEADER + Bytes.u16(p.buffer, offset + 4));
  }

  private static void addresses(DecodedPacket p, int offset) {
    p.v6 = true;
    p.sourceHigh = Bytes.i64(p.buffer, offset + 8);
    p.sourceLow = Bytes.i64(p.buffer, offset + 16);
    p.destinationHigh = Bytes.i64(p.buffer, offset + 24);
    p.destinationLow = Bytes.i64(p.buffer, offset + 32);
  }

  /** Goes on with the header of this number, which may be an extension header. */
  static Reason extensions(DecodedPacket p, int offset, int length, int firstHeader) {
    int next = firstHeader;
    int at = offset;
    for (int count = 0; count <= MAX_EXTENSIONS; count++) {
      if (!isExtension(next)) {
        return next == NO_NEXT_HEADER
            ? Reason.IPV6_NO_NEXT_HEADER
            : Ip.protocol(p, at, length - (at - offset), next);
      }
      if (!p.has(at, EXTENSION)) {
        return Reason.TRUNCATED_IPV6_EXTENSION;
      }
      if (next == FRAGMENT && (Bytes.u16(p.buffer, at + 2) & (FRAGMENT_OFFSET | 1)) != 0) {
        int word = Bytes.u16(p.buffer, at + 2);
        int id = Bytes.i32(p.buffer, at + 4);
        int rest = length - (at + EXTENSION - offset);
        return Fragments.v6(p, at + EXTENSION, rest, word, id, Bytes.u8(p.buffer, at));
      }
      int size = size(next, Bytes.u8(p.buffer, at + 1));
      if (next == Ah.PROTOCOL && !p.enter(Layer.AH, 0)) {
        return Reason.TUNNELS_TOO_DEEP;
      }
      next = Bytes.u8(p.buffer, at);
      at += size;
    }
    return Reason.IPV6_EXTENSIONS_TOO_MANY;
  }

  private static int size(int header, int length) {
    return switch (header) {
      case FRAGMENT -> EXTENSION;
      case Ah.PROTOCOL -> Ah.size(length);
      default -> (length + 1) * 8;
    };
  }

  private static boolean isExtension(int header) {
    return switch (header) {
      case HOP_BY_HOP, ROUTING, FRAGMENT, DESTINATION_OPTIONS, MOBILITY, HIP, SHIM6 -> true;
      case Ah.PROTOCOL -> true;
      default -> false;
    };
  }

  /** The packet that an ICMPv6 error quotes: addresses, protocol, ports; false where unreadable. */
  static boolean quoted(DecodedPacket p, int offset) {
    if (!p.has(offset, HEADER) || Bytes.u8(p.buffer, offset) >> 4 != 6) {
      return false;
    }
    addresses(p, offset);
    int next = Bytes.u8(p.buffer, offset + 6);
    int at = offset + HEADER;
    for (int count = 0; count <= MAX_EXTENSIONS; count++) {
      if (!isExtension(next)) {
        return Icmp.quotedTransport(p, at, next);
      }
      if (!p.has(at, EXTENSION)
          || (next == FRAGMENT && (Bytes.u16(p.buffer, at + 2) & FRAGMENT_OFFSET) != 0)) {
        return false;
      }
      int size = size(next, Bytes.u8(p.buffer, at + 1));
      next = Bytes.u8(p.buffer, at);
      at += size;
    }
    return false;
  }
}
