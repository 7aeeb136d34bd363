package dev.netgen.analyzer.detect.network;

import dev.netgen.analyzer.detect.api.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * One element of the Basic Encoding Rules (X.690): tag, definite length, contents.
 *
 * @param tag its single octet
 * @param from offset of the contents
 * @param end offset behind them, maybe beyond what is kept
 */
record Ber(int tag, int from, int end) {
  static final int INTEGER = 0x02;
  static final int OCTETS = 0x04;
  static final int SEQUENCE = 0x30;

  /** The element at this offset; null where its tag or length is cut, or the length too long. */
  static @Nullable Ber read(Bytes bytes, int at) {
    if (!bytes.has(at, 2)) {
      return null;
    }
    int first = bytes.u8(at + 1);
    if (first < 0x80) {
      return new Ber(bytes.u8(at), at + 2, at + 2 + first);
    }
    int octets = first & 0x7F;
    if (octets == 0 || octets > 3 || !bytes.has(at + 2, octets)) {
      return null;
    }
    int length = 0;
    for (int i = 0; i < octets; i++) {
      length = (length << 8) | bytes.u8(at + 2 + i);
    }
    return new Ber(bytes.u8(at), at + 2 + octets, at + 2 + octets + length);
  }

  /** The same, of this tag and ending before this offset, or null. */
  static @Nullable Ber read(Bytes bytes, int at, int tag, int before) {
    Ber element = read(bytes, at);
    return element == null || element.tag() != tag || element.end() > before ? null : element;
  }

  int length() {
    return end - from;
  }
}
