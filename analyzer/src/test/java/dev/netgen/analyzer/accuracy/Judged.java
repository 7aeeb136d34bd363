package dev.netgen.analyzer.accuracy;

import com.google.common.collect.ImmutableSet;
import java.util.Optional;

/**
 * A label and what came out.
 *
 * @param suite where its capture belongs
 * @param label what is known
 * @param direction what is said of its direction
 * @param verdict what is said of its encryption, where that is known
 * @param application what is said of its protocol, where that is known
 */
record Judged(
    String suite,
    Label label,
    Judge.Direction direction,
    Optional<Outcome> verdict,
    Optional<Outcome> application) {
  private static final String WEAK = "port numbers only";

  /** States that make links; one-way does for some protocols, unanswered never. */
  private static final ImmutableSet<String> LINKS =
      ImmutableSet.of("established", "mid-stream", "connected-only");

  boolean found() {
    return direction.outcome() != Outcome.MISSING;
  }

  /** Whether it is wrong, netgen does not mark it as weak, and it would be a link. */
  boolean wrongLink() {
    return direction.outcome() == Outcome.WRONG
        && !direction.basis().equals(WEAK)
        && LINKS.contains(direction.state());
  }
}
