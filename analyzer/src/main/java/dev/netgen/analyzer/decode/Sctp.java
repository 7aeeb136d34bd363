package dev.netgen.analyzer.decode;

/**
 * SCTP, RFC 9260 section 3, I-DATA of RFC 8260.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------------------------------+-------------------------------+
 * |          Source Port          |       Destination Port        |  0
 * +-------------------------------+-------------------------------+
 * |                       Verification Tag                        |  4
 * +---------------------------------------------------------------+
 * |                           Checksum                            |  8
 * +---------------+---------------+-------------------------------+
 * |  Chunk Type   |     Flags     |  Length, without padding      | 12
 * +---------------+---------------+-------------------------------+
 * DATA:   | TSN | stream id, sequence | payload protocol | user data
 * I-DATA: | TSN | stream id, reserved | message id | payload protocol | user data
 * INIT:   | initiate tag | ...
 * </pre>
 *
 * The verification tag becomes the packet's sequence number, the initiate tag its acknowledgement
 * number, the chunks its flags. The payload is the first chunk's user data; bytes on the wire are
 * those of all.
 */
final class Sctp {
  private static final int HEADER = 12;
  private static final int CHUNK = 4;
  private static final int DATA = 0;
  private static final int DATA_HEADER = 16;
  private static final int I_DATA = 64;
  private static final int I_DATA_HEADER = 20;
  private static final int TYPES_WITH_BITS = 16;

  private Sctp() {}

  static Reason decode(DecodedPacket p, int offset, int length) {
    if (!p.has(offset, HEADER)) {
      return Reason.TRUNCATED_SCTP;
    }
    Ip.plain(p, offset + HEADER, 0);
    p.sourcePort = Bytes.u16(p.buffer, offset);
    p.destinationPort = Bytes.u16(p.buffer, offset + 2);
    p.sequence = Bytes.i32(p.buffer, offset + 4);
    int end = offset + length;
    int at = offset + HEADER;
    while (at + CHUNK <= end && p.has(at, CHUNK)) {
      int size = Bytes.u16(p.buffer, at + 2);
      chunk(p, at, Math.min(size, end - at));
      at += Math.max(CHUNK, (size + 3) & ~3);
    }
    return Reason.NONE;
  }

  private static void chunk(DecodedPacket p, int at, int size) {
    int type = Bytes.u8(p.buffer, at);
    switch (type) {
      case DATA -> data(p, at, DATA_HEADER, size);
      case I_DATA -> data(p, at, I_DATA_HEADER, size);
      default -> p.flags |= type < TYPES_WITH_BITS ? 1 << type : SctpChunks.OTHER;
    }
    boolean init = type == 1 || type == 2;
    if (init && p.has(at, 2 * CHUNK)) {
      p.acknowledgement = Bytes.i32(p.buffer, at + CHUNK);
    }
  }

  private static void data(DecodedPacket p, int at, int header, int size) {
    int bytes = Math.max(0, size - header);
    if ((p.flags & SctpChunks.DATA) == 0) {
      p.payloadAt(at + header, bytes);
    } else {
      p.payloadWire += bytes;
    }
    p.flags |= SctpChunks.DATA;
  }
}
