package dev.netgen.analyzer.fold;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which aggregates hold conversations that may be the same as another's. Bounded; of pairs beyond
 * it nothing is known, counted.
 */
final class Doubles {
  /** Pairs of aggregates known at most. */
  static final int MOST = 1 << 14;

  /** Takes a pair of aggregates. */
  @FunctionalInterface
  interface Sink {
    void accept(int one, int other);
  }

  /** The aggregate of the first conversation with a number, until the second comes. */
  private final Map<Long, Integer> open = new HashMap<>();

  private final TreeMap<Integer, Set<Integer>> pairs = new TreeMap<>();
  private int size;
  private long beyond;

  /**
   * Takes a conversation with these numbers, which is of this aggregate, or of none if negative.
   */
  void take(Set<Long> doubts, int aggregate) {
    for (Long number : doubts) {
      Integer other = open.remove(number);
      if (other == null) {
        open.put(number, aggregate);
      } else if (other >= 0 && aggregate >= 0) {
        pair(Math.min(other, aggregate), Math.max(other, aggregate));
      }
    }
  }

  private void pair(int one, int other) {
    Set<Integer> known = pairs.getOrDefault(one, Set.of());
    if (known.contains(other)) {
      return;
    }
    if (size == MOST) {
      beyond++;
      return;
    }
    pairs.computeIfAbsent(one, absent -> new TreeSet<>()).add(other);
    size++;
  }

  void forEach(Sink sink) {
    pairs.forEach((one, others) -> others.forEach(other -> sink.accept(one, other)));
  }

  /** Conversations whose pair is not known. */
  long beyond() {
    return beyond;
  }
}
