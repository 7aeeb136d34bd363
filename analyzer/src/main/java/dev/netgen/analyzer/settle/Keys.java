package dev.netgen.analyzer.settle;

import java.util.Arrays;
import java.util.function.LongConsumer;

/** Numbers that a flow has in common with others of its conversation, used again and again. */
final class Keys implements LongConsumer {
  private long[] values = new long[8];
  private int count;

  @Override
  public void accept(long key) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = key;
  }

  void clear() {
    count = 0;
  }

  int count() {
    return count;
  }

  long[] toArray() {
    return Arrays.copyOf(values, count);
  }

  long get(int index) {
    return values[index];
  }
}
