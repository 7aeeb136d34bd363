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
    fields(p, offset);
    p.payloadAt(offset + header, length - header);
    return Reason.NONE;
  }

  /** What stands at fixed places of the header. */
  static void fields(DecodedPacket p, int offset) {
    byte[] b = p.buffer;
    p.sourcePort = Bytes.u16(b, offset);
    p.destinationPort = Bytes.u16(b, offset + 2);
    p.sequence = Bytes.i32(b, offset + 4);
    p.acknowledgement = Bytes.i32(b, offset + 8);
    p.flags = Bytes.u8(b, offset + 13);
  }
}
