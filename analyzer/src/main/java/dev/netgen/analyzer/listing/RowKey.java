package dev.netgen.analyzer.listing;

/** What stands before a row: the packet it is ordered by, and its length; highest byte first. */
final class RowKey {
  private RowKey() {}

  static void write(byte[] to, int at, long nanos, long frame, int file, int length) {
    i64(to, at, nanos);
    i64(to, at + 8, frame);
    i32(to, at + 16, file);
    i32(to, at + RowStore.KEY, length);
  }

  private static void i64(byte[] to, int at, long value) {
    i32(to, at, (int) (value >>> 32));
    i32(to, at + 4, (int) value);
  }

  private static void i32(byte[] to, int at, int value) {
    to[at] = (byte) (value >>> 24);
    to[at + 1] = (byte) (value >>> 16);
    to[at + 2] = (byte) (value >>> 8);
    to[at + 3] = (byte) value;
  }

  private static long i64(byte[] in, int at) {
    return (long) i32(in, at) << 32 | (i32(in, at + 4) & 0xFFFF_FFFFL);
  }

  private static int i32(byte[] in, int at) {
    return in[at] << 24 | (in[at + 1] & 255) << 16 | (in[at + 2] & 255) << 8 | (in[at + 3] & 255);
  }

  static int compare(byte[] one, int oneAt, byte[] other, int otherAt) {
    int order = Long.compare(i64(one, oneAt), i64(other, otherAt));
    if (order == 0) {
      order = Long.compare(i64(one, oneAt + 8), i64(other, otherAt + 8));
    }
    return order == 0 ? Integer.compare(i32(one, oneAt + 16), i32(other, otherAt + 16)) : order;
  }

  static int length(byte[] in, int at) {
    return i32(in, at + RowStore.KEY);
  }
}
