package dev.netgen.analyzer.resolve;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A place in a DNS message (RFC 1035 section 4), which moves on as names and numbers are read.
 * Names are bounded in length and in the pointers they follow.
 */
final class DnsCursor {
  private static final int MOST_JUMPS = 32;
  private static final int MOST_NAME = 253;
  private static final int MOST_LABEL = 63;
  private static final int POINTER = 0xC0;

  private final byte[] bytes;
  private final int start;
  private final int end;

  /** Index of the next byte to read. */
  int at;

  /** At the first of so many bytes. */
  DnsCursor(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.start = offset;
    this.end = offset + length;
    this.at = offset;
  }

  /** Whether so many bytes are left. */
  boolean has(int count) {
    return count <= end - at;
  }

  /** The name at the cursor, lower-cased, which then stands behind it; null where it is damaged. */
  @Nullable String name() {
    StringBuilder name = new StringBuilder();
    int cursor = at;
    int jumps = 0;
    boolean jumped = false;
    while (cursor < end) {
      int length = bytes[cursor] & 0xFF;
      if (length >= POINTER) {
        if (cursor + 1 >= end || ++jumps > MOST_JUMPS) {
          return null;
        }
        at = jumped ? at : cursor + 2;
        jumped = true;
        cursor = start + (((length & 0x3F) << 8) | (bytes[cursor + 1] & 0xFF));
      } else if (length == 0) {
        at = jumped ? at : cursor + 1;
        return name.toString().toLowerCase(Locale.ROOT);
      } else if (length > MOST_LABEL || !label(name, cursor + 1, length)) {
        return null;
      } else {
        cursor += 1 + length;
      }
    }
    return null;
  }

  private boolean label(StringBuilder name, int from, int length) {
    if (from + length > end || name.length() + length + 1 > MOST_NAME) {
      return false;
    }
    if (!name.isEmpty()) {
      name.append('.');
    }
    name.append(new String(bytes, from, length, StandardCharsets.ISO_8859_1));
    return true;
  }

  /** The next 16 bits, which must be there. */
  int u16() {
    int value = ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
    at += 2;
    return value;
  }

  /** The next 32 bits, which must be there. */
  long u32() {
    long high = u16();
    return (high << 16) | u16();
  }

  /** The next 64 bits, which must be there. */
  long u64() {
    long high = u32();
    return (high << 32) | u32();
  }
}
