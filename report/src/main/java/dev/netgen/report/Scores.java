package dev.netgen.report;

import dev.netgen.model.proof.Proof;
import java.util.Locale;

/** How much policies allow for what was observed. */
final class Scores {
  private Scores() {}

  /** {@code 14 / 12 = 1.17}; without the quotient where nothing was observed. */
  static String of(Proof proof) {
    long granted = proof.grantedCount();
    long observed = proof.observedCount();
    String both = granted + " / " + observed;
    return observed == 0
        ? both
        : both + String.format(Locale.ROOT, " = %.2f", (double) granted / observed);
  }
}
