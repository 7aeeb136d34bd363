package dev.netgen.analyzer.detect.api;

import java.nio.charset.StandardCharsets;

/**
 * A view of the kept bytes of one direction. Reads in network byte order; callers ask {@link #has}
 * before they read.
 */
public final class Bytes {
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  /** Random bytes hold such a run once in ten milliards of places. */
  private static final int TEXT_RUN = 24;

  private static final int COUNTED_TOGETHER = 64;

  /** Fewer say nothing about which bytes are frequent. */
  private static final int FEW = 64;

  private final byte[] array;
  private final int start;
  private final int length;

  /** A view of all of this array, which nobody may modify afterwards. */
  public Bytes(byte[] array) {
    this(array, 0, array.length);
  }

  /** A view of the first bytes of an array, which nobody may modify while it is read. */
  Bytes(byte[] array, int length) {
    this(array, 0, length);
  }

  private Bytes(byte[] array, int start, int length) {
    this.array = array;
    this.start = start;
    this.length = length;
  }

  public int length() {
    return length;
  }

  /** The first byte, or -1 where there is none. */
  public int first() {
    return length == 0 ? -1 : array[start] & 0xFF;
  }

  public boolean isEmpty() {
    return length == 0;
  }

  /** Whether these many bytes stand at this offset; false for negative arguments. */
  public boolean has(long offset, long count) {
    return offset >= 0 && count >= 0 && offset + count <= length;
  }

  public int u8(int offset) {
    if (offset < 0 || offset >= length) {
      throw new IndexOutOfBoundsException(offset);
    }
    return array[start + offset] & 0xFF;
  }

  public int u16(int offset) {
    return (u8(offset) << 8) | u8(offset + 1);
  }

  public int u24(int offset) {
    return (u16(offset) << 8) | u8(offset + 2);
  }

  public long u32(int offset) {
    return ((long) u16(offset) << 16) | u16(offset + 2);
  }

  /** Sixteen bits, the least significant byte first. */
  public int u16Le(int offset) {
    return u8(offset) | (u8(offset + 1) << 8);
  }

  /** Twenty-four bits, the least significant byte first. */
  public int u24Le(int offset) {
    return u16Le(offset) | (u8(offset + 2) << 16);
  }

  /** Thirty-two bits, the least significant byte first. */
  public long u32Le(int offset) {
    return u16Le(offset) | ((long) u16Le(offset + 2) << 16);
  }

  /** The first place of this byte value from this offset on and before the limit, or -1. */
  public int indexOf(int value, int offset, int limit) {
    int end = Math.min(limit, length);
    for (int i = Math.max(offset, 0); i < end; i++) {
      if ((array[start + i] & 0xFF) == value) {
        return i;
      }
    }
    return -1;
  }

  /** Whether these many bytes stand at this offset and are printable ASCII, the space included. */
  public boolean isPrintable(int offset, int count) {
    if (!has(offset, count)) {
      return false;
    }
    for (int i = offset; i < offset + count; i++) {
      int c = u8(i);
      if (c < 0x20 || c >= 0x7F) {
        return false;
      }
    }
    return true;
  }

  /** The rest from this offset, empty when the offset lies at the end or beyond. */
  public Bytes from(int offset) {
    return offset >= length ? EMPTY : slice(offset, length - offset);
  }

  public Bytes slice(int offset, int count) {
    if (!has(offset, count)) {
      throw new IndexOutOfBoundsException(offset + "+" + count);
    }
    return new Bytes(array, start + offset, count);
  }

  /** Whether the text (ASCII) stands at this offset. */
  public boolean at(int offset, String text) {
    return has(offset, text.length()) && same(start + offset, text, text.length());
  }

  private boolean same(int from, String text, int count) {
    for (int i = 0; i < count; i++) {
      if ((array[from + i] & 0xFF) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  public boolean startsWith(String text) {
    return at(0, text);
  }

  /**
   * Whether what is here is a beginning of the text, or the text a beginning of what is here: the
   * view may still become one that starts with the text.
   */
  public boolean mayStartWith(String text) {
    return same(start, text, Math.min(text.length(), length));
  }

  /** The first place of the text (ASCII) from this offset on and before the limit, or -1. */
  public int find(String text, int offset, int limit) {
    byte[] in = array;
    int last = start + Math.min(limit, length) - text.length();
    byte first = (byte) text.charAt(0);
    for (int i = start + offset; i <= last; i++) {
      if (in[i] == first && same(i, text, text.length())) {
        return i - start;
      }
    }
    return -1;
  }

  /** The bytes as ISO 8859-1 text, one char a byte. */
  public String text(int offset, int count) {
    return slice(offset, count).text();
  }

  public String text() {
    return new String(array, start, length, StandardCharsets.ISO_8859_1);
  }

  /** A copy of the bytes. */
  public byte[] copy() {
    byte[] copy = new byte[length];
    System.arraycopy(array, start, copy, 0, length);
    return copy;
  }

  /**
   * Whether no cipher made these bytes: a run of readable text longer than chance lets stand among
   * random ones, or hardly any byte of the upper half.
   */
  public boolean looksClear() {
    return hasText() || (length >= FEW && hardlyUpper());
  }

  private boolean hasText() {
    int end = start + length;
    int from = start;
    for (int last = from + TEXT_RUN - 1; last < end; last = from + TEXT_RUN - 1) {
      int at = last;
      while (at >= from && isText(array[at])) {
        at--;
      }
      if (at < from) {
        return true;
      }
      from = at + 1;
    }
    return false;
  }

  /**
   * Counts hardly further than what decides, which of random bytes are a third, and does not branch
   * by them, since no processor foresees random branches.
   */
  private boolean hardlyUpper() {
    int most = (length - 1) / 6;
    int count = 0;
    int end = start + length;
    for (int at = start; at < end && count <= most; ) {
      int stop = Math.min(at + COUNTED_TOGETHER, end);
      for (; at < stop; at++) {
        count += array[at] >>> 31;
      }
    }
    return count <= most;
  }

  private static boolean isText(byte b) {
    return (b >= 0x20 && b != 0x7F) || b == '\t' || b == '\r' || b == '\n';
  }

  /** These bytes and the others behind them, copied. */
  public Bytes with(Bytes others) {
    byte[] both = new byte[length + others.length];
    System.arraycopy(array, start, both, 0, length);
    System.arraycopy(others.array, others.start, both, length, others.length);
    return new Bytes(both);
  }

  /** How many of the bytes are printable ASCII, tab, carriage return or line feed. */
  public int printable() {
    int count = 0;
    int end = start + length;
    for (int i = start; i < end; i++) {
      count += isText(array[i]) ? 1 : 0;
    }
    return count;
  }
}
