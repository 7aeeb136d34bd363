package dev.netgen.analyzer.decode;

/**
 * IP Authentication Header, RFC 4302 section 2: what follows is readable.
 *
 * <pre>
 *  0              8              16                            31
 * +--------------+--------------+------------------------------+
 * | Next Header  | Length in 4  | Reserved                     |  0
 * |              | bytes, less 2|                              |
 * +--------------+--------------+------------------------------+
 * | Security Parameters Index                                  |  4
 * +------------------------------------------------------------+
 * | Sequence Number                                            |  8
 * +------------------------------------------------------------+
 * | Integrity Check Value (variable)                           | 12
 * +------------------------------------------------------------+
 * </pre>
 *
 * Over IPv6 it is one of the extension headers.
 */
final class Ah {
  static final int PROTOCOL = 51;

  private static final int HEADER = 12;

  private Ah() {}

  static Reason decode(DecodedPacket p, int offset, int length) {
    if (!p.has(offset, HEADER)) {
      return Reason.TRUNCATED_AH;
    }
    if (!p.enter(Layer.AH, 0)) {
      return Reason.TUNNELS_TOO_DEEP;
    }
    int size = size(Bytes.u8(p.buffer, offset + 1));
    return Ip.protocol(p, offset + size, length - size, Bytes.u8(p.buffer, offset));
  }

  /** What an ICMP error quotes of what is protected. */
  static boolean quoted(DecodedPacket p, int offset) {
    return p.has(offset, 2)
        && Icmp.quotedTransport(
            p, offset + size(Bytes.u8(p.buffer, offset + 1)), Bytes.u8(p.buffer, offset));
  }

  /** Bytes of the header, by its length field. */
  static int size(int field) {
    return Math.max(HEADER, (field + 2) * 4);
  }
}
