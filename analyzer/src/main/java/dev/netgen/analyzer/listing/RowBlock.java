package dev.netgen.analyzer.listing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows in memory, one behind the other, in pieces that never move: nothing is copied when there are
 * more. A row is known by its number; times stand in an array of their own, to be sorted by.
 */
final class RowBlock {
  /** What stands before a row: its key and its length. */
  static final int HEADER = RowStore.KEY + Integer.BYTES;

  private static final int BITS = 17;
  private static final int PIECE = 1 << BITS;
  private static final int FIRST = 1024;

  private final List<byte[]> pieces = new ArrayList<>();
  private byte[] last = new byte[0];
  private int used;
  private long held;
  private long[] times = new long[FIRST];
  private int[] places = new int[FIRST];
  private int rows;

  /** Adds a row; a longer one than a piece has a piece of its own. */
  void add(long nanos, long frame, int file, RowBytes row) {
    int size = HEADER + row.length();
    if (last.length - used < size || used >= PIECE) {
      last = new byte[Math.max(size, PIECE)];
      used = 0;
      pieces.add(last);
    }
    if (rows == places.length) {
      places = Arrays.copyOf(places, 2 * rows);
      times = Arrays.copyOf(times, 2 * rows);
    }
    times[rows] = nanos;
    places[rows++] = (pieces.size() - 1) << BITS | used;
    RowKey.write(last, used, nanos, frame, file, row.length());
    System.arraycopy(row.bytes(), 0, last, used + HEADER, row.length());
    used += size;
    held += size;
  }

  /** Bytes that these rows and one more of so many take. */
  long heldWith(int more) {
    return held + HEADER + more + (long) (Integer.BYTES + Long.BYTES) * rows;
  }

  int rows() {
    return rows;
  }

  long time(int row) {
    return times[row];
  }

  /** What holds the row, from {@link #start} on. */
  byte[] bytes(int row) {
    return pieces.get(places[row] >>> BITS);
  }

  int start(int row) {
    return places[row] & (PIECE - 1);
  }

  void clear() {
    pieces.clear();
    last = new byte[0];
    used = 0;
    held = 0;
    rows = 0;
  }
}
