package dev.netgen.analyzer.decode;

/**
 * PPPoE session packets, RFC 2516 section 4.
 *
 * <pre>
 *  0       4       8              16                           31
 * +-------+-------+--------------+-----------------------------+
 * | Ver 1 | Type 1| Code 0       | Session id                  |  0
 * +-------+-------+--------------+-----------------------------+
 * | Length                       | PPP protocol                |  4
 * +------------------------------+-----------------------------+
 * </pre>
 */
final class Pppoe {
  private static final int HEADER = 6;

  private Pppoe() {}

  static Reason session(DecodedPacket p, int offset) {
    if (!p.has(offset, HEADER)) {
      return Reason.TRUNCATED_PPPOE;
    }
    if (Bytes.u16(p.buffer, offset) != 0x1100) {
      return Reason.PPPOE_DISCOVERY;
    }
    int length = Bytes.u16(p.buffer, offset + 4);
    if (length > 0) { // 0 where a segment is longer than it can tell
      p.bound = Math.min(p.bound, offset + HEADER + length);
    }
    return p.enter(Layer.PPPOE, 0) ? Ppp.decode(p, offset + HEADER) : Reason.TUNNELS_TOO_DEEP;
  }
}
