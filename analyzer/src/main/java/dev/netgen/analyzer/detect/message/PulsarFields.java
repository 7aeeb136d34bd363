package dev.netgen.analyzer.detect.message;

import dev.netgen.analyzer.detect.api.Bytes;

/** Fields of a Protocol Buffers message (its Encoding), as far as Pulsar's commands need them. */
final class PulsarFields {
  private static final int MOST_FIELDS = 64;
  private static final int VARINT = 0;
  private static final int LENGTH = 2;
  private static final int LONGEST_TEXT = 64;

  private PulsarFields() {}

  /** The length that stands here in up to three bytes of seven bits, lowest first; -1 otherwise. */
  static int length(Bytes bytes, int at) {
    int value = 0;
    for (int i = 0; i < 3 && bytes.has((long) at + i, 1); i++) {
      int next = bytes.u8(at + i);
      value |= (next & 0x7F) << (7 * i);
      if (next < 0x80) {
        return value;
      }
    }
    return -1;
  }

  /** Where what follows such a number begins. */
  static int behindLength(Bytes bytes, int at) {
    int end = at;
    while (bytes.has(end, 1) && bytes.u8(end) >= 0x80) {
      end++;
    }
    return end + 1;
  }

  /** A field's text, or empty. */
  static String text(Bytes message, int number) {
    int at = find(message, number);
    int length = at < 0 ? 0 : Math.min(length(message, at), LONGEST_TEXT);
    int begin = at < 0 ? 0 : behindLength(message, at);
    return length > 0 && message.has(begin, length) ? message.text(begin, length) : "";
  }

  /** Where the length of the field of this number stands, or -1. */
  private static int find(Bytes message, int number) {
    int at = 0;
    for (int i = 0; i < MOST_FIELDS && message.has(at, 2); i++) {
      int tag = message.u8(at);
      if (tag >>> 3 == number && (tag & 7) == LENGTH) {
        return at + 1;
      }
      int behind = behindLength(message, at + 1);
      int length = (tag & 7) == LENGTH ? length(message, at + 1) : 0;
      if (length < 0 || ((tag & 7) != LENGTH && (tag & 7) != VARINT) || tag >= 0x80) {
        return -1;
      }
      at = behind + length;
    }
    return -1;
  }
}
