package dev.netgen.analyzer.decode;

import com.google.common.collect.ImmutableSortedMap;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * Counts packets that are not part of a flow, by reason.
 *
 * <p>Implementation note: counting allocates nothing. Numbers are held in a small open-addressing
 * table with a bound; further distinct ones are counted as "(others)" of their reason.
 */
public final class Account {
  private static final int MAX_DISTINCT = 256;
  private static final int SLOTS = 2 * MAX_DISTINCT;
  private static final Reason[] REASONS = Reason.values();

  private final long[] counts = new long[REASONS.length];
  private final long[] keys = new long[SLOTS];
  private final long[] keyed = new long[SLOTS];
  private int distinct;
  private long total;

  /** A new account without packets. */
  public Account() {
    Arrays.fill(keys, -1);
  }

  /** Counts one packet; the number is looked at only for reasons that have one. */
  public void count(Reason reason, int detail) {
    count(reason, detail, 1);
  }

  /** Counts so many packets. */
  public void count(Reason reason, int detail, int packets) {
    total += packets;
    if (reason.detailed()) {
      countKeyed(reason, detail, packets);
    } else {
      counts[index(reason)] += packets;
    }
  }

  private void countKeyed(Reason reason, int detail, int packets) {
    long key = ((long) index(reason) << 32) | (detail & 0xFFFF_FFFFL);
    int slot = (int) ((key * 0x9E37_79B9_7F4A_7C15L) >>> 55) & (SLOTS - 1);
    while (keys[slot] != key && keys[slot] != -1) {
      slot = (slot + 1) & (SLOTS - 1);
    }
    if (keys[slot] == -1) {
      if (distinct == MAX_DISTINCT) {
        counts[index(reason)] += packets;
        return;
      }
      keys[slot] = key;
      distinct++;
    }
    keyed[slot] += packets;
  }

  @SuppressWarnings("EnumOrdinal") // an index into arrays of this object, never stored
  private static int index(Reason reason) {
    return reason.ordinal();
  }

  /** All packets counted. */
  public long total() {
    return total;
  }

  /** The counts by name, without zeros. */
  public ImmutableSortedMap<String, Long> toMap() {
    TreeMap<String, Long> map = new TreeMap<>();
    for (Reason reason : REASONS) {
      long count = counts[index(reason)];
      if (count > 0) {
        map.put(reason.detailed() ? reason.others() : reason.name(0), count);
      }
    }
    for (int slot = 0; slot < SLOTS; slot++) {
      if (keys[slot] != -1) {
        Reason reason = REASONS[(int) (keys[slot] >>> 32)];
        map.merge(reason.name((int) keys[slot]), keyed[slot], Long::sum);
      }
    }
    return ImmutableSortedMap.copyOf(map);
  }
}
