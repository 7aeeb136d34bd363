package dev.netgen.analyzer.decode;

/**
 * Geneve, RFC 8926 section 3.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---+-----------+-+-+-----------+-------------------------------+
 * |Ver|  Opt Len  |O|C|   Rsvd.   |         Protocol Type         |  0
 * +---+-----------+-+-+-----------+---------------+---------------+
 * |       Virtual Network Identifier (VNI)        |   Reserved    |  4
 * +-----------------------------------------------+---------------+
 * | Options: | class (16) | type (8) | 3 reserved, 5 length | ...  |  8
 * +---------------------------------------------------------------+
 * </pre>
 *
 * Option lengths are in 4-byte words. Control packets (O) are the tunnel's own.
 */
final class Geneve {
  private static final int HEADER = 8;
  private static final int OPTION = 4;
  private static final int CONTROL = 0x0080_0000;
  private static final int RESERVED = 0xC03F_0000;
  private static final int ETHERNET = 0x6558;

  private Geneve() {}

  static Reason decode(DecodedPacket p, int offset) {
    if (!p.has(offset, HEADER) || Bytes.u8(p.buffer, offset + 7) != 0) {
      return Reason.NONE;
    }
    int first = Bytes.i32(p.buffer, offset);
    int inner = offset + HEADER + (first >>> 24 & 0x3F) * 4;
    int type = first & 0xFFFF;
    boolean valid =
        (first & (RESERVED | CONTROL)) == 0
            && optionsFit(p, offset + HEADER, inner)
            && (type == ETHERNET ? Ethernet.credible(p, inner) : ip(p, inner, type));
    if (!valid) {
      return Reason.NONE;
    }
    int vni = Bytes.i32(p.buffer, offset + 4) >>> 8;
    if (!p.carry(Layer.GENEVE, vni, p.destinationPort, p.payloadWire)) {
      return Reason.TUNNELS_TOO_DEEP;
    }
    return type == ETHERNET ? Ethernet.decode(p, inner) : Ethernet.etherType(p, inner, type);
  }

  private static boolean ip(DecodedPacket p, int offset, int type) {
    return type >= 0x0600 && Ethernet.credible(p, offset, type);
  }

  /** Whether the options end where the header says; as far as captured. */
  private static boolean optionsFit(DecodedPacket p, int offset, int end) {
    int at = offset;
    while (at < end && p.has(at, OPTION)) {
      at += OPTION + (Bytes.u8(p.buffer, at + 3) & 0x1F) * 4;
    }
    return at == end || (at < end && p.onWire(at, OPTION));
  }
}
