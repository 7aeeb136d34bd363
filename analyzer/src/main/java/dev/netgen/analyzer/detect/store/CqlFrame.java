package dev.netgen.analyzer.detect.store;

import dev.netgen.analyzer.detect.api.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A frame of Cassandra's native protocol, versions 1 to 5, and DSE's variants (native_protocol
 * specification, section 2). Versions 1 and 2 have a stream of 8 bits. From version 5 on, frames
 * stand in segments once the connection is set up, with a header of 6 bytes where nothing is
 * compressed.
 *
 * <pre>
 * direction 1, version 7 | flags 8 | stream 16 | opcode 8 | length 32 | body
 * </pre>
 *
 * @param end offset behind it, perhaps behind what is kept
 */
record CqlFrame(boolean response, int version, int stream, int opcode, Bytes body, long end) {
  static final int ERROR = 0x00;
  static final int STARTUP = 0x01;
  static final int READY = 0x02;
  static final int AUTHENTICATE = 0x03;
  static final int OPTIONS = 0x05;
  static final int SUPPORTED = 0x06;
  static final int RESULT = 0x08;
  static final int AUTH_RESPONSE = 0x0F;
  static final int AUTH_SUCCESS = 0x10;

  private static final int SEGMENT_HEADER = 6;
  private static final int SEGMENT_TRAILER = 4;
  private static final int RESPONSE = 0x80;
  private static final int LONGEST = 1 << 28;
  private static final String FROM_CLIENT = "\1\4\5\7\11\12\13\15\17";
  private static final String FROM_SERVER = "\0\2\3\6\10\14\16\20";

  /** The frame at this offset whose header is kept; null where there is none. */
  static @Nullable CqlFrame read(Bytes bytes, int at) {
    if (!bytes.has(at, 1) || !isVersion(bytes.u8(at) & 0x7F)) {
      return null;
    }
    int version = bytes.u8(at) & 0x7F;
    int wide = version <= 2 ? 0 : 1;
    if (!bytes.has(at, 8 + wide)) {
      return null;
    }
    boolean response = (bytes.u8(at) & RESPONSE) != 0;
    int opcode = bytes.u8(at + 3 + wide);
    long length = bytes.u32(at + 4 + wide);
    boolean known = (response ? FROM_SERVER : FROM_CLIENT).indexOf(opcode) >= 0;
    if (!known || length > LONGEST || (bytes.u8(at + 1) & 0xE0) != 0) {
      return null;
    }
    int body = at + 8 + wide;
    Bytes kept = bytes.slice(body, (int) Math.min(length, (long) bytes.length() - body));
    int stream = wide == 0 ? bytes.u8(at + 2) : bytes.u16(at + 2);
    return new CqlFrame(response, version, stream, opcode, kept, body + length);
  }

  /** The same, or the one inside an uncompressed segment. */
  static @Nullable CqlFrame readAny(Bytes bytes, int at) {
    CqlFrame frame = read(bytes, at);
    if (frame != null || !bytes.has(at, SEGMENT_HEADER)) {
      return frame;
    }
    int length = bytes.u24Le(at) & 0x1FFFF;
    CqlFrame inner = read(bytes, at + SEGMENT_HEADER);
    if (inner == null || inner.end() - at - SEGMENT_HEADER > length) {
      return null;
    }
    long end = at + SEGMENT_HEADER + length + (long) SEGMENT_TRAILER;
    return new CqlFrame(
        inner.response(), inner.version(), inner.stream(), inner.opcode(), inner.body(), end);
  }

  private static boolean isVersion(int version) {
    return (version >= 1 && version <= 6) || version == 0x41 || version == 0x42;
  }
}
