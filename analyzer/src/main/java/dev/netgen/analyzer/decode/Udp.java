package dev.netgen.analyzer.decode;

/**
 * UDP, RFC 768.
 *
 * <pre>
 *  0      7 8     15 16    23 24    31
 * +-----------------+-----------------+
 * |   Source Port   | Destination Port|  0
 * +-----------------+-----------------+
 * |     Length      |    Checksum     |  4
 * +-----------------+-----------------+
 * </pre>
 *
 * The length may exceed the IP payload (first fragment) and is 0 in jumbograms.
 */
final class Udp {
  private static final int HEADER = 8;

  private Udp() {}

  /** UDP-Lite, RFC 3828: the length field is the checksum's coverage. */
  static Reason lite(DecodedPacket p, int offset, int length) {
    if (!p.has(offset, HEADER)) {
      return Reason.TRUNCATED_UDP;
    }
    Ip.plain(p, offset + HEADER, length - HEADER);
    p.sourcePort = Bytes.u16(p.buffer, offset);
    p.destinationPort = Bytes.u16(p.buffer, offset + 2);
    return Reason.NONE;
  }

  static Reason decode(DecodedPacket p, int offset, int length) {
    if (!p.has(offset, HEADER)) {
      return Reason.TRUNCATED_UDP;
    }
    int said = Bytes.u16(p.buffer, offset + 4);
    if ((said != 0 && said < HEADER) || length < HEADER) {
      return Reason.BAD_UDP_LENGTH;
    }
    int ports = Bytes.i32(p.buffer, offset);
    p.sourcePort = ports >>> 16;
    p.destinationPort = ports & 0xFFFF;
    p.payloadAt(offset + HEADER, (said == 0 ? length : Math.min(said, length)) - HEADER);
    int kind = p.tunnels.kind(p.sourcePort, p.destinationPort);
    return kind == 0 ? Reason.NONE : p.tunnels.decode(p, kind);
  }
}
