package dev.netgen.analyzer.listing;

import java.util.Arrays;

/** What stands before a row: the packet it is ordered by, and its length. */
final class RowKey {
  private RowKey() {}

  static void write(byte[] to, int at, long nanos, long frame, int file, int length) {
    put(to, at, nanos ^ Long.MIN_VALUE, Long.BYTES);
    put(to, at + 8, frame, Long.BYTES);
    put(to, at + 16, file, Integer.BYTES);
    put(to, at + RowStore.KEY, length, Integer.BYTES);
  }

  private static void put(byte[] to, int at, long value, int size) {
    for (int i = 0; i < size; i++) {
      to[at + i] = (byte) (value >>> (8 * (size - 1 - i)));
    }
  }

  static int compare(byte[] one, int oneAt, byte[] other, int otherAt) {
    return Arrays.compareUnsigned(
        one, oneAt, oneAt + RowStore.KEY, other, otherAt, otherAt + RowStore.KEY);
  }

  static int length(byte[] in, int at) {
    int from = at + RowStore.KEY;
    return (in[from] & 0xFF) << 24
        | (in[from + 1] & 0xFF) << 16
        | (in[from + 2] & 0xFF) << 8
        | (in[from + 3] & 0xFF);
  }
}
