package dev.netgen.analyzer.detect.directory;

import dev.netgen.analyzer.detect.api.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * One element of ASN.1's basic encoding (X.690) with a definite length and a tag of one byte.
 *
 * @param tag the identifier octet
 * @param start the offset of its contents
 * @param length of its contents, which may exceed what was kept
 */
record Ber(int tag, int start, long length) {
  static final int INTEGER = 0x02;
  static final int OCTETS = 0x04;
  static final int OBJECT = 0x06;
  static final int ENUMERATED = 0x0A;
  static final int SEQUENCE = 0x30;

  /** The element whose header stands at this offset; null if it is cut or none. */
  static @Nullable Ber at(Bytes bytes, long offset) {
    if (!bytes.has(offset, 2)) {
      return null;
    }
    int at = (int) offset;
    int tag = bytes.u8(at);
    int first = bytes.u8(at + 1);
    if ((tag & 0x1F) == 0x1F) {
      return null;
    }
    if (first < 0x80) {
      return new Ber(tag, at + 2, first);
    }
    int octets = first & 0x7F;
    if (octets == 0 || octets > 4 || !bytes.has(offset + 2, octets)) {
      return null;
    }
    long length = 0;
    for (int i = 0; i < octets; i++) {
      length = (length << 8) | bytes.u8(at + 2 + i);
    }
    return new Ber(tag, at + 2 + octets, length);
  }

  /** Its first element; null without one. */
  static @Nullable Ber inside(Bytes bytes, Ber outer) {
    return outer.length() < 2 ? null : at(bytes, outer.start());
  }

  /** The offset behind it. */
  long end() {
    return start + length;
  }

  /** Whether all of it is here. */
  boolean whole(Bytes bytes) {
    return end() <= bytes.length();
  }

  /** The number it holds, of at most four bytes; -1 where it is longer, empty or cut. */
  long number(Bytes bytes) {
    if (length < 1 || length > 4 || !whole(bytes)) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = (value << 8) | bytes.u8(start + i);
    }
    return value;
  }

  /** Its contents as text, empty where they are cut. */
  String text(Bytes bytes) {
    return whole(bytes) ? bytes.text(start, (int) length) : "";
  }
}
