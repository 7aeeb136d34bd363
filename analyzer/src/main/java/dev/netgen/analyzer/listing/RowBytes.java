package dev.netgen.analyzer.listing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A row while it is written, or read back: numbers and texts one after another. */
final class RowBytes {
  private byte[] bytes;
  private int at;
  private int limit;

  RowBytes() {
    bytes = new byte[256];
  }

  /** Goes back to an empty row. */
  void clear() {
    at = 0;
    limit = 0;
  }

  /** Reads what stands in these bytes. */
  void read(byte[] from, int offset, int length) {
    bytes = from;
    at = offset;
    limit = offset + length;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Bytes written. */
  int length() {
    return at;
  }

  private void room(int more) {
    if (bytes.length - at < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, at + more));
    }
  }

  /** Seven bits a byte, lowest first, the eighth says that more follow; negative ones take ten. */
  void number(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
  }

  /** All 64 bits, as they are. */
  void fixed(long value) {
    room(Long.BYTES);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[at++] = (byte) (value >>> shift);
    }
  }

  void text(String value) {
    byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
    number(encoded.length);
    room(encoded.length);
    System.arraycopy(encoded, 0, bytes, at, encoded.length);
    at += encoded.length;
  }

  long number() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes[at++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  long fixed() {
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = value << 8 | (bytes[at++] & 0xFF);
    }
    return value;
  }

  String text() {
    int length = (int) number();
    at += length;
    return new String(bytes, at - length, length, StandardCharsets.UTF_8);
  }

  /** Whether everything was read. */
  boolean isRead() {
    return at == limit;
  }
}
