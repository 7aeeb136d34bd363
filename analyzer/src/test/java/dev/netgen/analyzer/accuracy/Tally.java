package dev.netgen.analyzer.accuracy;

import java.util.EnumMap;

/** Outcomes counted. */
final class Tally {
  private final EnumMap<Outcome, Integer> counts = new EnumMap<>(Outcome.class);

  void add(Outcome outcome) {
    counts.merge(outcome, 1, Integer::sum);
  }

  int count(Outcome outcome) {
    return counts.getOrDefault(outcome, 0);
  }

  int all() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Share of an outcome; 0 where there is nothing. */
  double share(Outcome outcome) {
    return all() == 0 ? 0 : (double) count(outcome) / all();
  }
}
