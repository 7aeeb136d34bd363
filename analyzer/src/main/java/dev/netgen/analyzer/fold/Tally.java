package dev.netgen.analyzer.fold;

import dev.netgen.analyzer.settle.Traffic;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** Counters of flows as one observer saw them. */
final class Tally {
  /** So many distinct reasons are told apart; the rest is counted together. */
  static final int MOST_REASONS = 32;

  private static final String OTHER = "other";

  /** By volume, then by content, so that equal observers give equal evidence. */
  static final Comparator<Tally> BY_VOLUME =
      Comparator.comparingLong((Tally tally) -> tally.flows)
          .thenComparingLong(tally -> tally.traffic.packets())
          .thenComparingLong(tally -> tally.traffic.bytes())
          .thenComparing(tally -> tally.states + " " + tally.bases + " " + tally.reasons);

  private long flows;
  private Traffic traffic = Traffic.NONE;
  private final TreeMap<String, Long> states = new TreeMap<>();
  private final TreeMap<String, Long> bases = new TreeMap<>();
  private final TreeMap<String, Long> reasons = new TreeMap<>();

  void add(Traffic more, String state, String basis, String reason) {
    flows++;
    traffic = traffic.plus(more);
    states.merge(state, 1L, Long::sum);
    bases.merge(basis, 1L, Long::sum);
    addReason(reason, 1);
  }

  /** Adds traffic that belongs to flows counted elsewhere. */
  void addPart(Traffic more) {
    traffic = traffic.plus(more);
  }

  private void addReason(String reason, long count) {
    boolean room = reasons.size() < MOST_REASONS || reasons.containsKey(reason);
    reasons.merge(room ? reason : OTHER, count, Long::sum);
  }

  void absorb(Tally other) {
    flows += other.flows;
    traffic = traffic.plus(other.traffic);
    other.states.forEach((word, count) -> states.merge(word, count, Long::sum));
    other.bases.forEach((word, count) -> bases.merge(word, count, Long::sum));
    for (Map.Entry<String, Long> entry : other.reasons.entrySet()) {
      addReason(entry.getKey(), entry.getValue());
    }
  }

  /** The same flows after their direction was found: this basis for all, roles as told. */
  Tally decided(String basis, boolean swapped) {
    Tally result = new Tally();
    result.absorb(this);
    result.traffic = swapped ? traffic.swapped() : traffic;
    result.bases.clear();
    result.bases.put(basis, flows);
    return result;
  }

  long flows() {
    return flows;
  }

  Traffic traffic() {
    return traffic;
  }

  Map<String, Long> states() {
    return states;
  }

  Map<String, Long> bases() {
    return bases;
  }

  Map<String, Long> reasons() {
    return reasons;
  }
}
