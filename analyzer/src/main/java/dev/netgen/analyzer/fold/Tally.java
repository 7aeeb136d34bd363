package dev.netgen.analyzer.fold;

import dev.netgen.analyzer.settle.Traffic;
import java.util.Map;

/** Counters of flows as one observer saw them. */
final class Tally {
  /** So many distinct reasons are told apart; the rest is counted together. */
  static final int MOST_REASONS = 32;

  private long flows;
  private long packetsUp;
  private long packetsDown;
  private long bytesUp;
  private long bytesDown;
  private final Counts states = new Counts(Integer.MAX_VALUE);
  private final Counts bases = new Counts(Integer.MAX_VALUE);
  private final Counts reasons = new Counts(MOST_REASONS);
  private final Counts verdicts = new Counts(MOST_REASONS);

  /** By volume, then by content, so that equal observers give equal evidence. */
  static int byVolume(Tally one, Tally other) {
    int order = Long.compare(one.flows, other.flows);
    if (order == 0) {
      order = Long.compare(one.traffic().packets(), other.traffic().packets());
    }
    if (order == 0) {
      order = Long.compare(one.traffic().bytes(), other.traffic().bytes());
    }
    return order == 0 ? one.content().compareTo(other.content()) : order;
  }

  private String content() {
    return states() + " " + bases() + " " + reasons();
  }

  void add(Traffic more, String state, String basis, String reason, String verdict) {
    flows++;
    addPart(more);
    states.add(state, 1);
    bases.add(basis, 1);
    reasons.add(reason, 1);
    verdicts.add(verdict, 1);
  }

  /** Adds traffic that belongs to flows counted elsewhere. */
  void addPart(Traffic more) {
    packetsUp += more.packetsUp();
    packetsDown += more.packetsDown();
    bytesUp += more.bytesUp();
    bytesDown += more.bytesDown();
  }

  void absorb(Tally other) {
    flows += other.flows;
    addPart(other.traffic());
    states.addAll(other.states);
    bases.addAll(other.bases);
    reasons.addAll(other.reasons);
    verdicts.addAll(other.verdicts);
  }

  /** The same flows after their direction was found: this basis for all, roles as told. */
  Tally decided(String basis, boolean swapped) {
    Tally result = new Tally();
    result.flows = flows;
    result.addPart(swapped ? traffic().swapped() : traffic());
    result.states.addAll(states);
    result.bases.add(basis, flows);
    result.reasons.addAll(reasons);
    result.verdicts.addAll(verdicts);
    return result;
  }

  long flows() {
    return flows;
  }

  Traffic traffic() {
    return new Traffic(packetsUp, packetsDown, bytesUp, bytesDown);
  }

  Map<String, Long> states() {
    return states.map();
  }

  Map<String, Long> bases() {
    return bases.map();
  }

  Map<String, Long> reasons() {
    return reasons.map();
  }

  /** By {@link Spoken.Key#label}. */
  Map<String, Long> verdicts() {
    return verdicts.map();
  }
}
