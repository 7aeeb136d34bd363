package dev.netgen.analyzer.decode;

/**
 * TCP, RFC 9293 section 3.1.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------------------------------+-------------------------------+
 * |          Source Port          |       Destination Port        |  0
 * +-------------------------------+-------------------------------+
 * |                        Sequence Number                        |  4
 * +---------------------------------------------------------------+
 * |                    Acknowledgment Number                      |  8
 * +-------+-------+-+-+-+-+-+-+-+-+-------------------------------+
 * | Data  | Rsrvd |C|E|U|A|P|R|S|F|            Window             | 12
 * | Offset|       |W|C|R|C|S|S|Y|I|                               |
 * +-------+-------+-+-+-+-+-+-+-+-+-------------------------------+
 * |           Checksum            |         Urgent Pointer        | 16
 * +-------------------------------+-------------------------------+
 * |                  Options, (Data Offset - 5) words             | 20
 * +---------------------------------------------------------------+
 * </pre>
 *
 * A header whose options were cut off by the snap length still tells everything needed here.
 */
final class Tcp {
  private static final int HEADER = 20;

  private Tcp() {}

  static Reason decode(DecodedPacket p, int offset, int length) {
    if (!p.has(offset, HEADER)) {
      return Reason.TRUNCATED_TCP;
    }
    int header = (Bytes.u8(p.buffer, offset + 12) >> 4) * 4;
    if (header < HEADER || header > length) {
      return Reason.BAD_TCP_HEADER_LENGTH;
    }
    int ports = Bytes.i32(p.buffer, offset);
    p.sourcePort = ports >>> 16;
    p.destinationPort = ports & 0xFFFF;
    p.sequence = Bytes.i32(p.buffer, offset + 4);
    p.acknowledgement = Bytes.i32(p.buffer, offset + 8);
    p.flags = Bytes.u8(p.buffer, offset + 13);
    p.payloadAt(offset + header, length - header);
    return Reason.NONE;
  }
}
