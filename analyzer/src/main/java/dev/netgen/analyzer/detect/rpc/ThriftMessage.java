package dev.netgen.analyzer.detect.rpc;

import dev.netgen.analyzer.detect.api.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The head of a Thrift message (Thrift specification, "Binary protocol" and "Compact protocol"),
 * behind the length of its frame where the transport is framed.
 *
 * <pre>
 * binary   80 01 00 type 8 | length 32, name | sequence 32
 * compact  82 | type 3, version 5 = 1 | sequence varint | length varint, name
 * </pre>
 *
 * @param form {@code binary} or {@code compact}, {@code framed} or not
 */
record ThriftMessage(String form, int type, String name, long sequence) {
  static final int CALL = 1;
  static final int REPLY = 2;
  static final int EXCEPTION = 3;
  static final int ONE_WAY = 4;

  private static final int LONGEST_NAME = 128;
  private static final long LONGEST_FRAME = 1 << 27;

  /** Whether the first bytes may be a head: cheap. */
  static boolean begins(Bytes bytes) {
    return bytes.has(0, 6) && (magic(bytes, 0) || (frame(bytes) && magic(bytes, 4)));
  }

  private static boolean frame(Bytes bytes) {
    return bytes.u32(0) >= 4 && bytes.u32(0) <= LONGEST_FRAME;
  }

  private static boolean magic(Bytes bytes, int at) {
    int first = bytes.u16(at);
    return first == 0x8001 || (first >>> 8 == 0x82 && (first & 0x1F) == 1);
  }

  /** The head; null where there is none or it is cut. */
  static @Nullable ThriftMessage read(Bytes bytes) {
    if (!begins(bytes)) {
      return null;
    }
    boolean framed = !magic(bytes, 0);
    int at = framed ? 4 : 0;
    return bytes.u8(at) == 0x80 ? binary(bytes, at, framed) : compact(bytes, at, framed);
  }

  private static @Nullable ThriftMessage binary(Bytes bytes, int at, boolean framed) {
    if (!bytes.has(at, 8) || bytes.u8(at + 2) != 0 || bytes.u32(at + 4) > LONGEST_NAME) {
      return null;
    }
    int length = (int) bytes.u32(at + 4);
    boolean whole = isName(bytes, at + 8, length) && bytes.has(at + 8 + length, 4);
    return whole
        ? new ThriftMessage(
            framed ? "binary, framed" : "binary",
            bytes.u8(at + 3),
            bytes.text(at + 8, length),
            bytes.u32(at + 8 + length))
        : null;
  }

  private static @Nullable ThriftMessage compact(Bytes bytes, int at, boolean framed) {
    long sequence = 0;
    int next = at + 2;
    for (int shift = 0; shift < 35 && bytes.has(next, 1); shift += 7) {
      int digit = bytes.u8(next++);
      sequence |= (long) (digit & 0x7F) << shift;
      if (digit < 0x80) {
        break;
      }
    }
    int length = bytes.has(next, 1) ? bytes.u8(next) : 0;
    return isName(bytes, next + 1, length)
        ? new ThriftMessage(
            framed ? "compact, framed" : "compact",
            bytes.u8(at + 1) >> 5,
            bytes.text(next + 1, length),
            sequence)
        : null;
  }

  private static boolean isName(Bytes bytes, int at, int length) {
    return length > 0 && length <= LONGEST_NAME && bytes.isPrintable(at, length);
  }
}
