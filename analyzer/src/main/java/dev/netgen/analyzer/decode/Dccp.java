package dev.netgen.analyzer.decode;

/**
 * DCCP, RFC 4340 section 5.1: the ports, and where the data begin.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------------------------------+-------------------------------+
 * |          Source Port          |       Destination Port        |  0
 * +---------------+-------+-------+-------------------------------+
 * |  Data Offset  | CCVal | CsCov |           Checksum            |  4
 * +---------------+-------+-------+-------------------------------+
 * | type, sequence number, options, Data Offset words in all      |  8
 * +---------------------------------------------------------------+
 * </pre>
 */
final class Dccp {
  private static final int HEADER = 12;

  private Dccp() {}

  static Reason decode(DecodedPacket p, int offset, int length) {
    if (!p.has(offset, HEADER)) {
      return Reason.TRUNCATED_DCCP;
    }
    int header = Math.max(HEADER, Bytes.u8(p.buffer, offset + 4) * 4);
    Ip.plain(p, offset + header, length - header);
    p.sourcePort = Bytes.u16(p.buffer, offset);
    p.destinationPort = Bytes.u16(p.buffer, offset + 2);
    return Reason.NONE;
  }
}
