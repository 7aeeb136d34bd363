package dev.netgen.analyzer.listing;

/**
 * Sorts rows by their keys.
 *
 * <p>Implementation note: a merge sort over numbers of rows, bottom up, that leaves neighbours
 * alone which are in order already, as flows of one file mostly are.
 */
final class RowOrder {
  private RowOrder() {}

  /** The numbers of all rows in the order of their keys. */
  static int[] of(RowBlock block) {
    int[] from = new int[block.rows()];
    for (int i = 0; i < from.length; i++) {
      from[i] = i;
    }
    int[] to = new int[from.length];
    for (int width = 1; width < from.length; width *= 2) {
      for (int low = 0; low < from.length; low += 2 * width) {
        int middle = Math.min(low + width, from.length);
        merge(block, from, to, low, middle, Math.min(middle + width, from.length));
      }
      int[] done = to;
      to = from;
      from = done;
    }
    return from;
  }

  private static void merge(RowBlock block, int[] from, int[] to, int low, int middle, int high) {
    if (middle >= high || !after(block, from[middle - 1], from[middle])) {
      System.arraycopy(from, low, to, low, high - low);
      return;
    }
    int one = low;
    int other = middle;
    for (int i = low; i < high; i++) {
      boolean second = one == middle || (other < high && after(block, from[one], from[other]));
      to[i] = second ? from[other++] : from[one++];
    }
  }

  private static boolean after(RowBlock block, int one, int other) {
    long time = block.time(one);
    long otherTime = block.time(other);
    return time == otherTime ? afterAtOneTime(block, one, other) : time > otherTime;
  }

  private static boolean afterAtOneTime(RowBlock block, int one, int other) {
    int order =
        RowKey.compare(block.bytes(one), block.start(one), block.bytes(other), block.start(other));
    return order > 0;
  }
}
