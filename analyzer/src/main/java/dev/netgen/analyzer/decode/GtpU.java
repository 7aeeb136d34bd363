package dev.netgen.analyzer.decode;

/**
 * GTP-U, 3GPP TS 29.281 section 5.
 *
 * <pre>
 *  0       3    4   5   6   7    8              16               31
 * +-------+----+---+---+---+----+--------------+-----------------+
 * | Ver 1 | PT | 0 | E | S | PN | Message type | Length          |  0
 * +-------+----+---+---+---+----+--------------+-----------------+
 * | Tunnel endpoint identifier                                   |  4
 * +-----------------------------+--------------+-----------------+
 * | with E, S or PN: sequence (16), N-PDU (8), next extension (8)|  8
 * +--------------------------------------------------------------+
 * extension: | length in 4 bytes (8) | content | next extension (8) |
 * </pre>
 *
 * Only message type 255 (G-PDU) holds a user's packet; signalling stays the tunnel's own, and GTP'
 * (PT 0) is something else.
 */
final class GtpU {
  private static final int HEADER = 8;
  private static final int OPTIONAL = 4;
  private static final int FIXED_BITS = 0xF8;
  private static final int VERSION_1 = 0x30;
  private static final int HAS_OPTIONAL = 0x07;
  private static final int HAS_EXTENSION = 0x04;
  private static final int G_PDU = 255;
  private static final int MAX_EXTENSIONS = 8;

  private GtpU() {}

  static Reason decode(DecodedPacket p, int offset) {
    if (!p.has(offset, HEADER)) {
      return Reason.NONE;
    }
    int flags = Bytes.u8(p.buffer, offset);
    boolean user =
        (flags & FIXED_BITS) == VERSION_1
            && Bytes.u8(p.buffer, offset + 1) == G_PDU
            && p.onWire(offset + HEADER, Bytes.u16(p.buffer, offset + 2));
    int inner = user ? inner(p, offset + HEADER, flags) : -1;
    if (inner < 0 || !Ip.credible(p, inner)) {
      return Reason.NONE;
    }
    return p.carry(Layer.GTPU, 0, p.destinationPort, p.payloadWire)
        ? Ip.decode(p, inner)
        : Reason.TUNNELS_TOO_DEEP;
  }

  /** Where the user's packet begins; negative where the extension headers do not end. */
  private static int inner(DecodedPacket p, int offset, int flags) {
    if ((flags & HAS_OPTIONAL) == 0) {
      return offset;
    }
    int at = offset + OPTIONAL;
    if ((flags & HAS_EXTENSION) == 0) {
      return at;
    }
    for (int count = 0; count <= MAX_EXTENSIONS && p.has(at - 1, 2); count++) {
      if (Bytes.u8(p.buffer, at - 1) == 0) {
        return at;
      }
      int length = Bytes.u8(p.buffer, at) * 4;
      if (length == 0) {
        return -1;
      }
      at += length;
    }
    return -1;
  }
}
