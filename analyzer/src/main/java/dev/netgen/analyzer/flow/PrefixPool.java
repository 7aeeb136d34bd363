package dev.netgen.analyzer.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Buffers for payload prefixes, reused, within a budget of bytes. Their sizes are powers of two and
 * what lies halfway between, so that little of one is left unused; where none of a size is idle,
 * one of the next few is taken.
 *
 * <p>A request that would exceed the budget is refused and counted; the prefix then stops growing.
 */
final class PrefixPool {
  /** The greatest size, and with it the most bytes kept of a direction. */
  static final int LARGEST = 32_768;

  private static final int SMALLEST = 128;
  private static final int SMALLEST_POWER = 7;
  private static final int RANKS = 17;
  private static final int RANKS_ABOVE = 2;
  private static final int MOST_UNUSED = 1 << 16;
  private static final int KEEP_BYTES = 16 << 20;

  private static final byte[] NOTHING = new byte[0];
  private static final int[] NO_ENDS = {};

  private final long budget;
  private final long plenty;
  private final List<ArrayDeque<byte[]>> free = new ArrayList<>();
  private final ArrayDeque<Prefix> unused = new ArrayDeque<>();
  private long lent;
  private long idle;
  private long refused;

  private final @Nullable SpentPrefixes spent;

  PrefixPool(long budget) {
    this(budget, null);
  }

  /**
   * Within this budget of bytes.
   *
   * @param spent where buffers come back that flows were handed out in, if they do
   */
  PrefixPool(long budget, @Nullable SpentPrefixes spent) {
    this.spent = spent;
    this.budget = budget;
    this.plenty = budget - budget / 4;
    for (int rank = 0; rank < RANKS; rank++) {
      free.add(new ArrayDeque<>());
    }
  }

  /** Of the smallest size that holds so many bytes. */
  private static int rank(int bytes) {
    if (bytes <= SMALLEST) {
      return 0;
    }
    int power = Integer.SIZE - Integer.numberOfLeadingZeros(bytes - 1);
    int rank = 2 * (power - SMALLEST_POWER);
    return bytes <= 3 << (power - 2) ? rank - 1 : rank;
  }

  private static int size(int rank) {
    int whole = SMALLEST << (rank >> 1);
    return (rank & 1) == 0 ? whole : whole + whole / 2;
  }

  /** The ends of no messages. */
  static int[] noEnds() {
    return NO_ENDS;
  }

  /** What is kept where nothing is. */
  static byte[] nothing() {
    return NOTHING;
  }

  /** An empty prefix. */
  Prefix prefix() {
    Prefix prefix = unused.pollLast();
    return prefix == null ? new Prefix(this) : prefix;
  }

  /** Takes a prefix back that nobody uses any more, with its buffer. */
  void release(Prefix prefix) {
    prefix.clear();
    if (unused.size() < MOST_UNUSED) {
      unused.addLast(prefix);
    }
  }

  /** A buffer of at least so many bytes, at most {@link #LARGEST}; null when over the budget. */
  byte @Nullable [] take(int bytes) {
    int rank = rank(bytes);
    int size = size(rank);
    if (lent + size > budget) {
      refused++;
      return null;
    }
    byte[] buffer = idle(rank);
    if (buffer == null && spent != null) {
      spent.takeAll(this::keep);
      buffer = idle(rank);
    }
    if (buffer == null) {
      lent += size;
      return new byte[size];
    }
    lent += buffer.length;
    idle -= buffer.length;
    return buffer;
  }

  private byte @Nullable [] idle(int rank) {
    byte[] buffer = null;
    int last = Math.min(rank + RANKS_ABOVE, RANKS - 1);
    for (int at = rank; buffer == null && at <= last && lent + size(at) <= budget; at++) {
      buffer = free.get(at).pollLast();
    }
    return buffer;
  }

  /** Takes a buffer back. */
  void release(byte[] buffer) {
    lent -= buffer.length;
    keep(buffer);
  }

  /** A buffer goes away with the flow it belongs to; it may come back as spent. */
  void part(byte[] buffer) {
    lent -= buffer.length;
  }

  private void keep(byte[] buffer) {
    int rank = rank(buffer.length);
    if (idle + buffer.length <= KEEP_BYTES && size(rank) == buffer.length) {
      idle += buffer.length;
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
