package dev.netgen.analyzer.settle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Which waiting conversations have a key; of one key the latest few.
 *
 * <p>Implementation note: chains of entries in one array, two numbers each: the key; and in the
 * upper half whose it is, in the lower the next older entry of the chain. So a hundred thousand
 * entries are nothing a collector has to follow or to move.
 */
final class WaitingIndex {
  /** So many of one key are looked at: the views of one conversation are fewer. */
  static final int MOST_OF_KEY = 16;

  private static final int FIRST_PLACES = 256;
  private static final int NONE = -1;
  private static final long LOWER = 0xFFFF_FFFFL;

  /** So that nobody can write a capture whose keys share a place; no result depends on it. */
  private final long seed = new SplittableRandom().nextLong();

  private final List<Gathering> found = new ArrayList<>();

  private int[] chains = emptyChains(FIRST_PLACES);
  private long[] entries = new long[2 * FIRST_PLACES];
  private int used;
  private int freeEntry = NONE;
  private int size;

  private @Nullable Gathering[] waiting = new Gathering[FIRST_PLACES];
  private int[] freePlaces = new int[FIRST_PLACES];
  private int places;
  private int free;

  private static int[] emptyChains(int length) {
    int[] chains = new int[length];
    Arrays.fill(chains, NONE);
    return chains;
  }

  void add(Gathering gathering) {
    gathering.place = free > 0 ? freePlaces[--free] : newPlace();
    waiting[gathering.place] = gathering;
    for (long key : gathering.keys()) {
      add(key, gathering.place);
    }
  }

  private int newPlace() {
    if (places == waiting.length) {
      waiting = Arrays.copyOf(waiting, 2 * places);
      freePlaces = Arrays.copyOf(freePlaces, 2 * places);
    }
    return places++;
  }

  private void add(long key, int whose) {
    if (size > chains.length) {
      grow();
    }
    int chain = chain(key);
    int entry = newEntry();
    entries[2 * entry] = key;
    entries[2 * entry + 1] = entry(whose, chains[chain]);
    chains[chain] = entry;
    size++;
    int same = 0;
    for (int before = entry, at = older(entry); at != NONE; at = older(at)) {
      if (entries[2 * at] == key && ++same == MOST_OF_KEY) {
        cut(chain, before, at);
        return;
      }
      before = at;
    }
  }

  private int newEntry() {
    if (freeEntry != NONE) {
      int entry = freeEntry;
      freeEntry = older(entry);
      return entry;
    }
    if (2 * used == entries.length) {
      entries = Arrays.copyOf(entries, 2 * entries.length);
    }
    return used++;
  }

  private static long entry(int whose, int older) {
    return (long) whose << 32 | (older & LOWER);
  }

  private int older(int entry) {
    return (int) entries[2 * entry + 1];
  }

  private int whose(int entry) {
    return (int) (entries[2 * entry + 1] >> 32);
  }

  /**
   * Takes an entry out of its chain, behind the one before it or, without one, at its beginning.
   */
  private void cut(int chain, int before, int entry) {
    int older = older(entry);
    if (before == NONE) {
      chains[chain] = older;
    } else {
      entries[2 * before + 1] = entry(whose(before), older);
    }
    entries[2 * entry + 1] = entry(NONE, freeEntry);
    freeEntry = entry;
    size--;
  }

  private int chain(long key) {
    long hash = (key ^ seed) * 0x9FB2_1C65_1E98_DF25L;
    hash = (hash ^ (hash >>> 29)) * 0x9E37_79B9_7F4A_7C15L;
    return (int) (hash >>> 32) & (chains.length - 1);
  }

  /** Twice the chains; in each the order stays. */
  private void grow() {
    int[] old = chains;
    chains = emptyChains(2 * old.length);
    for (int chain : old) {
      int reversed = NONE;
      for (int at = chain; at != NONE; ) {
        int next = older(at);
        entries[2 * at + 1] = entry(whose(at), reversed);
        reversed = at;
        at = next;
      }
      for (int at = reversed; at != NONE; ) {
        int next = older(at);
        int place = chain(entries[2 * at]);
        entries[2 * at + 1] = entry(whose(at), chains[place]);
        chains[place] = at;
        at = next;
      }
    }
  }

  void remove(Gathering gathering) {
    for (long key : gathering.keys()) {
      remove(key, gathering.place);
    }
    waiting[gathering.place] = null;
    freePlaces[free++] = gathering.place;
    gathering.place = NONE;
  }

  private void remove(long key, int whose) {
    int chain = chain(key);
    int before = NONE;
    for (int at = chains[chain]; at != NONE; ) {
      int next = older(at);
      if (entries[2 * at] == key && whose(at) == whose) {
        cut(chain, before, at);
      } else {
        before = at;
      }
      at = next;
    }
  }

  /** Who waits with one of these keys; valid until the next call. */
  List<Gathering> candidates(Keys ofFlow) {
    found.clear();
    for (int k = 0; k < ofFlow.count(); k++) {
      long key = ofFlow.get(k);
      for (int at = chains[chain(key)]; at != NONE; at = older(at)) {
        if (entries[2 * at] == key) {
          find(waiting[whose(at)]);
        }
      }
    }
    return found;
  }

  private void find(@Nullable Gathering gathering) {
    if (gathering != null && !found.contains(gathering)) {
      found.add(gathering);
    }
  }
}
