package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.decode.DecodedPacket;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Entries by key.
 *
 * <p>Implementation note: open addressing with linear probing, at most half full, deletion by
 * shifting back; nothing is allocated but by growth.
 */
final class FlowSlots {
  private static final int MIN_CAPACITY = 1 << 12;

  private @Nullable FlowEntry[] slots = new FlowEntry[MIN_CAPACITY];
  private int size;

  int size() {
    return size;
  }

  @Nullable FlowEntry find(int hash, int observer, DecodedPacket p) {
    int mask = slots.length - 1;
    for (int i = hash & mask; ; i = (i + 1) & mask) {
      FlowEntry entry = slots[i];
      if (entry == null || entry.isFor(hash, observer, p)) {
        return entry;
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

  void add(FlowEntry entry) {
    if (2 * (size + 1) > slots.length) {
      grow();
    }
    insert(entry);
    size++;
  }

  private void insert(FlowEntry entry) {
    int mask = slots.length - 1;
    int i = entry.hash & mask;
    while (slots[i] != null) {
      i = (i + 1) & mask;
    }
    slots[i] = entry;
  }

  private void grow() {
    @Nullable FlowEntry[] old = slots;
    slots = new FlowEntry[2 * old.length];
    for (FlowEntry entry : old) {
      if (entry != null) {
        insert(entry);
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

  /** Puts another entry of the same key in the place of one. */
  void replace(FlowEntry entry, FlowEntry other) {
    slots[place(entry)] = other;
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
        slots[hole] = other;
        hole = i;
      }
    }
    slots[hole] = null;
    size--;
  }

  void clear() {
    Arrays.fill(slots, null);
    size = 0;
  }
}
