package dev.netgen.analyzer.settle;

import com.google.common.primitives.ImmutableLongArray;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which waiting conversations have a key; of one key the latest few. */
final class WaitingIndex {
  /** So many of one key are looked at: the views of one conversation are fewer. */
  static final int MOST_OF_KEY = 16;

  private record Entry(Gathering gathering, @Nullable Entry older) {}

  private final Map<Long, Entry> byKey = new HashMap<>();

  void add(Gathering gathering) {
    for (ImmutableLongArray keys : gathering.keys()) {
      keys.forEach(
          key ->
              byKey.compute(
                  key, (same, older) -> new Entry(gathering, newest(older, MOST_OF_KEY - 1))));
    }
  }

  /** The first few of a chain, so that no number of equal keys makes it long. */
  private static @Nullable Entry newest(@Nullable Entry entry, int most) {
    if (entry == null || most == 0) {
      return null;
    }
    Entry older = newest(entry.older(), most - 1);
    boolean same = older == null ? entry.older() == null : older.equals(entry.older());
    return same ? entry : new Entry(entry.gathering(), older);
  }

  void remove(Gathering gathering) {
    for (ImmutableLongArray keys : gathering.keys()) {
      keys.forEach(key -> byKey.computeIfPresent(key, (same, top) -> without(top, gathering)));
    }
  }

  private static @Nullable Entry without(@Nullable Entry entry, Gathering gathering) {
    if (entry == null) {
      return null;
    }
    Entry older = without(entry.older(), gathering);
    if (entry.gathering().equals(gathering)) {
      return older;
    }
    return new Entry(entry.gathering(), older);
  }

  Set<Gathering> candidates(ImmutableLongArray keys) {
    Set<Gathering> found = Set.of();
    for (int k = 0; k < keys.length(); k++) {
      Entry entry = byKey.get(keys.get(k));
      for (; entry != null; entry = entry.older()) {
        found = found.isEmpty() ? new LinkedHashSet<>() : found;
        found.add(entry.gathering());
      }
    }
    return found;
  }

  void clear() {
    byKey.clear();
  }
}
