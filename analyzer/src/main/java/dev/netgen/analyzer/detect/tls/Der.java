package dev.netgen.analyzer.detect.tls;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * One value in the Distinguished Encoding Rules (ITU-T X.690): a tag of one byte, a length, the
 * content. Nothing is trusted: a length that goes beyond what holds it ends the reading.
 *
 * @param tag identifier octet
 * @param content content octets
 * @param size bytes of all three
 */
record Der(int tag, Bytes content, int size) {
  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  static final int OID = 0x06;
  static final int UTC_TIME = 0x17;
  static final int GENERALIZED_TIME = 0x18;
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;

  private static final int MOST_CHILDREN = 128;
  private static final int HIGH_TAG = 0x1F;

  /** The value at this offset, or null where none is whole. */
  static @Nullable Der at(Bytes bytes, int offset) {
    if (!bytes.has(offset, 2) || (bytes.u8(offset) & HIGH_TAG) == HIGH_TAG) {
      return null;
    }
    int length = bytes.u8(offset + 1);
    int header = 2;
    if (length > 0x80 && length <= 0x83) {
      int octets = length & 0x7F;
      if (!bytes.has(offset + 2, octets)) {
        return null;
      }
      header += octets;
      length = 0;
      for (int i = 2; i < header; i++) {
        length = (length << 8) | bytes.u8(offset + i);
      }
    } else if (length >= 0x80) {
      return null;
    }
    return bytes.has(offset + header, length)
        ? new Der(bytes.u8(offset), bytes.slice(offset + header, length), header + length)
        : null;
  }

  /** The values inside, none where they do not fill the content exactly. */
  ImmutableList<Der> children() {
    ImmutableList.Builder<Der> children = ImmutableList.builder();
    int at = 0;
    for (int count = 0; at < content.length(); count++) {
      Der child = at(content, at);
      if (child == null || count == MOST_CHILDREN) {
        return ImmutableList.of();
      }
      children.add(child);
      at += child.size;
    }
    return children.build();
  }

  /** The child of this index if it has this tag, or null. */
  @Nullable Der child(int index, int wanted) {
    ImmutableList<Der> children = children();
    return index < children.size() && children.get(index).tag == wanted
        ? children.get(index)
        : null;
  }

  /** An object identifier in dotted form; empty of anything else. */
  String oid() {
    if (tag != OID || content.isEmpty() || content.length() > 32) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    long arc = 0;
    for (int i = 0; i < content.length(); i++) {
      arc = ((arc & 0xFF_FFFFL) << 7) | (content.u8(i) & 0x7F);
      if (content.u8(i) < 0x80) {
        if (text.isEmpty()) {
          long first = Math.min(arc / 40, 2);
          text.append(first).append('.').append(arc - 40 * first);
        } else {
          text.append('.').append(arc);
        }
        arc = 0;
      }
    }
    return text.toString();
  }

  /** Bits of an unsigned integer. */
  int bits() {
    int zeros = 0;
    while (zeros < content.length() && content.u8(zeros) == 0) {
      zeros++;
    }
    int left = content.length() - zeros;
    return left == 0 ? 0 : 8 * left - (Integer.numberOfLeadingZeros(content.u8(zeros)) - 24);
  }
}
