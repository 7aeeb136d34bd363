package dev.netgen.analyzer.accuracy;

import com.google.common.collect.ImmutableList;
import java.math.BigDecimal;

/**
 * What is asked of the directions of labels that are sure.
 *
 * @param text for people
 * @param suite of the captures
 * @param metamorphosis after which
 * @param outcome whose share is bounded
 * @param least whether the bound is a least share; else a share that must not be reached
 * @param bound the share
 */
record Goal(
    String text, String suite, String metamorphosis, Outcome outcome, boolean least, double bound) {
  private static final String STRIPPED = Metamorphoses.NO_HANDSHAKES.name();

  static ImmutableList<Goal> all() {
    ImmutableList.Builder<Goal> goals = ImmutableList.builder();
    for (String suite : ImmutableList.of(OwnSuite.NAME, Corpus.NAME)) {
      goals.add(of(suite, "as recorded, right", Measurement.RECORDED, Outcome.RIGHT, true, 0.995));
      goals.add(of(suite, "handshakes stripped, right", STRIPPED, Outcome.RIGHT, true, 0.97));
      goals.add(of(suite, "handshakes stripped, wrong", STRIPPED, Outcome.WRONG, false, 0.01));
    }
    return goals.build();
  }

  private static Goal of(
      String suite, String what, String name, Outcome outcome, boolean least, double bound) {
    return new Goal(suite + ", " + what, suite, name, outcome, least, bound);
  }

  double value(Tally tally) {
    return tally.share(outcome);
  }

  boolean met(Tally tally) {
    return least ? value(tally) >= bound : value(tally) < bound;
  }

  String asked() {
    String percent =
        BigDecimal.valueOf(bound).movePointRight(2).stripTrailingZeros().toPlainString();
    return (least ? "at least " : "less than ") + percent + " %";
  }
}
