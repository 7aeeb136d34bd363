package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.decode.DecodedPacket;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Entries by key, and until when each may be left alone.
 *
 * <p>Implementation note: open addressing with linear probing, at most half full, deletion by
 * shifting back; nothing is allocated but by growth. Hashes and times stand in arrays of their own,
 * so that neither a search nor a sweep touches entries it is not about.
 */
final class FlowSlots {
  /** Left alone until no time: looked at by every sweep. */
  static final long NEVER = Long.MIN_VALUE;

  /** A time at which none is left alone. */
  static final long ALWAYS = Long.MAX_VALUE;

  private static final int MIN_CAPACITY = 1 << 12;

  /** Until when an empty slot may be left alone: no time is later. */
  private static final long EMPTY = Long.MAX_VALUE;

  private @Nullable FlowEntry[] slots = new FlowEntry[MIN_CAPACITY];
  private int[] hashes = new int[MIN_CAPACITY]; // 0 where the slot is empty
  private long[] quietUntil = quiet(MIN_CAPACITY);

  /** No entry is to be looked at sooner. */
  private long soonest = EMPTY;

  private int size;

  private static long[] quiet(int capacity) {
    long[] quiet = new long[capacity];
    Arrays.fill(quiet, EMPTY);
    return quiet;
  }

  int size() {
    return size;
  }

  /** The entry of the packet's flow; hashes are never 0. */
  @Nullable FlowEntry find(int hash, int observer, DecodedPacket p) {
    int[] known = hashes;
    int mask = known.length - 1;
    for (int i = hash & mask; ; i = (i + 1) & mask) {
      int there = known[i];
      if (there == 0) {
        return null;
      }
      if (there == hash) {
        FlowEntry entry = slots[i];
        if (entry != null && entry.isFor(observer, p)) {
          return entry;
        }
      }
    }
  }

  void forEach(Consumer<FlowEntry> consumer) {
    for (FlowEntry entry : slots) {
      if (entry != null) {
        consumer.accept(entry);
      }
    }
  }

  /**
   * Looks at the entries that are not to be left alone at this time.
   *
   * @param look tells until when the entry may be left alone
   */
  void sweep(long now, ToLongFunction<FlowEntry> look) {
    if (now <= soonest) {
      return;
    }
    soonest = EMPTY;
    long[] quiet = quietUntil;
    for (int i = 0; i < quiet.length; i++) {
      if (quiet[i] < now) {
        FlowEntry entry = slots[i];
        quiet[i] = entry == null ? NEVER : look.applyAsLong(entry);
      }
      soonest = Math.min(soonest, quiet[i]);
    }
  }

  /** Adds an entry that may be left alone until then. */
  void add(FlowEntry entry, long quiet) {
    if (2 * (size + 1) > slots.length) {
      grow();
    }
    insert(entry, quiet);
    size++;
  }

  private void insert(FlowEntry entry, long quiet) {
    int mask = slots.length - 1;
    int i = entry.hash & mask;
    while (hashes[i] != 0) {
      i = (i + 1) & mask;
    }
    put(i, entry, quiet);
  }

  private void put(int slot, FlowEntry entry, long quiet) {
    slots[slot] = entry;
    hashes[slot] = entry.hash;
    quietUntil[slot] = quiet;
    soonest = Math.min(soonest, quiet);
  }

  private void grow() {
    @Nullable FlowEntry[] old = slots;
    long[] quiet = quietUntil;
    slots = new FlowEntry[2 * old.length];
    hashes = new int[slots.length];
    quietUntil = quiet(slots.length);
    for (int i = 0; i < old.length; i++) {
      FlowEntry entry = old[i];
      if (entry != null) {
        insert(entry, quiet[i]);
      }
    }
  }

  private int place(FlowEntry entry) {
    int mask = slots.length - 1;
    int i = entry.hash & mask;
    while (slots[i] != entry) {
      i = (i + 1) & mask;
    }
    return i;
  }

  /** Puts another entry of the same key, or this one for another flow, in the place of one. */
  void replace(FlowEntry entry, FlowEntry other) {
    put(place(entry), other, NEVER);
  }

  void remove(FlowEntry entry) {
    int mask = slots.length - 1;
    int hole = place(entry);
    for (int i = (hole + 1) & mask; ; i = (i + 1) & mask) {
      FlowEntry other = slots[i];
      if (other == null) {
        break;
      }
      if (((i - other.hash) & mask) >= ((i - hole) & mask)) {
        put(hole, other, quietUntil[i]);
        hole = i;
      }
    }
    slots[hole] = null;
    hashes[hole] = 0;
    quietUntil[hole] = EMPTY;
    size--;
  }

  void clear() {
    Arrays.fill(slots, null);
    Arrays.fill(hashes, 0);
    Arrays.fill(quietUntil, EMPTY);
    size = 0;
  }
}
