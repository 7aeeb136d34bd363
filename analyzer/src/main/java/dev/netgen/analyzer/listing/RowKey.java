package dev.netgen.analyzer.listing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** What stands before a row: the packet it is ordered by, and its length. */
final class RowKey {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private RowKey() {}

  static void write(byte[] to, int at, long nanos, long frame, int file, int length) {
    LONGS.set(to, at, nanos);
    LONGS.set(to, at + 8, frame);
    INTS.set(to, at + 16, file);
    INTS.set(to, at + RowStore.KEY, length);
  }

  static int compare(byte[] one, int oneAt, byte[] other, int otherAt) {
    int order = Long.compare((long) LONGS.get(one, oneAt), (long) LONGS.get(other, otherAt));
    if (order == 0) {
      order = Long.compare((long) LONGS.get(one, oneAt + 8), (long) LONGS.get(other, otherAt + 8));
    }
    return order == 0
        ? Integer.compare((int) INTS.get(one, oneAt + 16), (int) INTS.get(other, otherAt + 16))
        : order;
  }

  static int length(byte[] in, int at) {
    return (int) INTS.get(in, at + RowStore.KEY);
  }
}
