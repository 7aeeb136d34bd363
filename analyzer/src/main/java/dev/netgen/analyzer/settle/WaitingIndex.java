package dev.netgen.analyzer.settle;

import com.google.common.primitives.ImmutableLongArray;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Which waiting conversations have a key; of one key the latest few. */
final class WaitingIndex {
  /** So many of one key are looked at: the views of one conversation are fewer. */
  static final int MOST_OF_KEY = 16;

  private static final int FIRST_PLACES = 64;

  /** A key of a conversation; of one place the latest first. */
  private static final class Entry {
    final long key;
    final Gathering gathering;
    @Nullable Entry older;

    Entry(long key, Gathering gathering, @Nullable Entry older) {
      this.key = key;
      this.gathering = gathering;
      this.older = older;
    }
  }

  /** So that nobody can write a capture whose keys share a place; no result depends on it. */
  private final long seed = new SplittableRandom().nextLong();

  private @Nullable Entry[] places = new Entry[FIRST_PLACES];
  private int size;

  void add(Gathering gathering) {
    for (ImmutableLongArray keys : gathering.keys()) {
      for (int k = 0; k < keys.length(); k++) {
        add(keys.get(k), gathering);
      }
    }
  }

  private void add(long key, Gathering gathering) {
    if (size > places.length) {
      grow();
    }
    int place = place(key);
    Entry top = new Entry(key, gathering, places[place]);
    places[place] = top;
    size++;
    int same = 0;
    for (Entry before = top, at = top.older; at != null; at = at.older) {
      if (at.key == key && ++same == MOST_OF_KEY) {
        before.older = at.older;
        size--;
        return;
      }
      before = at;
    }
  }

  private int place(long key) {
    long hash = (key ^ seed) * 0x9FB2_1C65_1E98_DF25L;
    hash = (hash ^ (hash >>> 29)) * 0x9E37_79B9_7F4A_7C15L;
    return (int) (hash >>> 32) & (places.length - 1);
  }

  /** Twice the places; each chain keeps its order. */
  private void grow() {
    @Nullable Entry[] old = places;
    places = new Entry[2 * old.length];
    for (Entry chain : old) {
      Entry reversed = null;
      while (chain != null) {
        Entry next = chain.older;
        chain.older = reversed;
        reversed = chain;
        chain = next;
      }
      while (reversed != null) {
        Entry next = reversed.older;
        int place = place(reversed.key);
        reversed.older = places[place];
        places[place] = reversed;
        reversed = next;
      }
    }
  }

  void remove(Gathering gathering) {
    for (ImmutableLongArray keys : gathering.keys()) {
      for (int k = 0; k < keys.length(); k++) {
        remove(keys.get(k), gathering);
      }
    }
  }

  private void remove(long key, Gathering gathering) {
    int place = place(key);
    Entry before = null;
    for (Entry at = places[place]; at != null; at = at.older) {
      if (at.key != key || at.gathering != gathering) {
        before = at;
        continue;
      }
      size--;
      if (before == null) {
        places[place] = at.older;
      } else {
        before.older = at.older;
      }
    }
  }

  Set<Gathering> candidates(ImmutableLongArray keys) {
    Set<Gathering> found = Set.of();
    for (int k = 0; k < keys.length(); k++) {
      long key = keys.get(k);
      for (Entry entry = places[place(key)]; entry != null; entry = entry.older) {
        if (entry.key == key) {
          found = found.isEmpty() ? new LinkedHashSet<>() : found;
          found.add(entry.gathering);
        }
      }
    }
    return found;
  }

  void clear() {
    places = new Entry[FIRST_PLACES];
    size = 0;
  }
}
