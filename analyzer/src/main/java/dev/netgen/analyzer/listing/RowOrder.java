package dev.netgen.analyzer.listing;

/**
 * Sorts rows by their keys.
 *
 * <p>Implementation note: a merge sort over places, bottom up, that leaves neighbours alone which
 * are in order already, as flows of one file mostly are.
 */
final class RowOrder {
  private RowOrder() {}

  /** These beginnings of rows in the order of their keys; the given array is used up. */
  static int[] sorted(byte[] block, int[] starts) {
    int[] from = starts;
    int[] to = new int[starts.length];
    for (int width = 1; width < starts.length; width *= 2) {
      for (int low = 0; low < starts.length; low += 2 * width) {
        int middle = Math.min(low + width, starts.length);
        merge(block, from, to, low, middle, Math.min(middle + width, starts.length));
      }
      int[] done = to;
      to = from;
      from = done;
    }
    return from;
  }

  private static void merge(byte[] block, int[] from, int[] to, int low, int middle, int high) {
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

  private static boolean after(byte[] block, int one, int other) {
    return RowKey.compare(block, one, block, other) > 0;
  }
}
