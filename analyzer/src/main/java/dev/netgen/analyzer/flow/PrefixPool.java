package dev.netgen.analyzer.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Buffers for payload prefixes in five sizes, reused, within a budget of bytes.
 *
 * <p>A request that would exceed the budget is refused and counted; the prefix then stops growing.
 */
final class PrefixPool {
  /** The greatest size, and with it the most bytes kept of a direction. */
  static final int LARGEST = 32_768;

  private static final int SMALLEST = 128;
  private static final int STEP = 4;
  private static final int KEEP_BYTES = 16 << 20;

  private static final byte[] NOTHING = new byte[0];
  private static final int[] NO_ENDS = {};

  private final long budget;
  private final long plenty;
  private final List<ArrayDeque<byte[]>> free = new ArrayList<>();
  private long lent;
  private long idle;
  private long refused;

  PrefixPool(long budget) {
    this.budget = budget;
    this.plenty = budget - budget / 4;
    for (int size = SMALLEST; size <= LARGEST; size *= STEP) {
      free.add(new ArrayDeque<>());
    }
  }

  /** The ends of no messages. */
  static int[] noEnds() {
    return NO_ENDS;
  }

  /** What is kept where nothing is. */
  static byte[] nothing() {
    return NOTHING;
  }

  /** A buffer of at least so many bytes, at most {@link #LARGEST}; null when over the budget. */
  byte @Nullable [] take(int bytes) {
    int size = SMALLEST;
    int rank = 0;
    while (size < bytes) {
      size *= STEP;
      rank++;
    }
    if (lent + size > budget) {
      refused++;
      return null;
    }
    lent += size;
    byte[] buffer = free.get(rank).pollLast();
    if (buffer == null) {
      return new byte[size];
    }
    idle -= size;
    return buffer;
  }

  /** Takes a buffer back. */
  void release(byte[] buffer) {
    lent -= buffer.length;
    if (idle + buffer.length <= KEEP_BYTES) {
      idle += buffer.length;
      int rank = 0;
      for (int size = SMALLEST; size < buffer.length; size *= STEP) {
        rank++;
      }
      free.get(rank).addLast(buffer);
    }
  }

  /** Whether three quarters of the budget are lent. */
  boolean scarce() {
    return lent > plenty;
  }

  /** How often a prefix was refused room. */
  long refused() {
    return refused;
  }
}
