package dev.netgen.analyzer.flow;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Flows that closed, in the order in which they did, until they are handed out. Entries are used
 * again; one that holds another flow by now, or whose flow was handed out otherwise, is passed
 * over.
 *
 * <p>Implementation note: a ring that grows; nothing is allocated but by growth.
 */
final class ClosedLine {
  private static final int FIRST_CAPACITY = 1 << 10;

  private @Nullable FlowEntry[] entries = new FlowEntry[FIRST_CAPACITY];

  /** Which flow an entry held when it closed. */
  private long[] ordinals = new long[FIRST_CAPACITY];

  private int head;
  private int size;

  int size() {
    return size;
  }

  /** Puts a flow at the end. */
  void add(FlowEntry entry) {
    if (size == entries.length) {
      grow();
    }
    put(size, entry, entry.ordinal);
    size++;
  }

  private int place(int index) {
    return (head + index) & (entries.length - 1);
  }

  private void put(int index, FlowEntry entry, long ordinal) {
    entries[place(index)] = entry;
    ordinals[place(index)] = ordinal;
  }

  private void grow() {
    int old = entries.length;
    entries = Arrays.copyOf(entries, 2 * old);
    ordinals = Arrays.copyOf(ordinals, 2 * old);
    System.arraycopy(entries, 0, entries, old, head);
    System.arraycopy(ordinals, 0, ordinals, old, head);
  }

  /** The first that was not handed out; null where there is none. */
  @Nullable FlowEntry first() {
    while (size > 0) {
      FlowEntry entry = waiting(0);
      if (entry != null) {
        return entry;
      }
      remove();
    }
    return null;
  }

  private @Nullable FlowEntry waiting(int index) {
    FlowEntry entry = entries[place(index)];
    return entry != null && !entry.reported && entry.ordinal == ordinals[place(index)]
        ? entry
        : null;
  }

  /** Takes the first away. */
  void remove() {
    entries[head] = null;
    head = place(1);
    size--;
  }

  /** Forgets those behind the first, too, that were handed out. */
  void tidy() {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      FlowEntry entry = waiting(i);
      if (entry != null) {
        put(kept++, entry, entry.ordinal);
      }
    }
    for (int i = kept; i < size; i++) {
      entries[place(i)] = null;
    }
    size = kept;
  }

  void clear() {
    Arrays.fill(entries, null);
    size = 0;
  }
}
