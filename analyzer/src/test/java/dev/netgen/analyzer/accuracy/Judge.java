package dev.netgen.analyzer.accuracy;

import dev.netgen.analyzer.accuracy.Label.Protection;
import dev.netgen.model.flow.SettledFlow;
import dev.netgen.model.graph.Encryption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Rows against labels. Of several rows of one label a wrong one counts before a right one, and that
 * before an undecided one: nothing wrong is hidden by what is right beside it.
 */
final class Judge {
  private static final String UNDECIDED = "undecided";

  private Judge() {}

  /**
   * What the rows say of a label's direction.
   *
   * @param basis of the row that decided
   * @param state of that row
   */
  record Direction(Outcome outcome, String basis, String state) {}

  static Direction direction(Label label, List<SettledFlow> rows) {
    return rows.stream()
        .filter(row -> label.fits(row) || label.fitsReversed(row))
        .map(row -> new Direction(outcome(label, row), row.directionBasis(), row.state()))
        .min(Comparator.comparingInt(found -> rank(found.outcome())))
        .orElse(new Direction(Outcome.MISSING, "", ""));
  }

  private static int rank(Outcome outcome) {
    return switch (outcome) {
      case WRONG -> 0;
      case RIGHT -> 1;
      case UNDECIDED -> 2;
      case NOTHING -> 3;
      case MISSING -> 4;
    };
  }

  static Outcome outcome(Label label, SettledFlow row) {
    if (row.directionBasis().equals(UNDECIDED)) {
      return Outcome.UNDECIDED;
    }
    return label.fits(row) ? Outcome.RIGHT : Outcome.WRONG;
  }

  /** What the rows say of a label's encryption. */
  static Outcome verdict(Label label, List<SettledFlow> rows) {
    Optional<Protection> truth = label.protection();
    if (truth.isEmpty()) {
      throw new IllegalArgumentException("no verdict known of " + label);
    }
    return rows.stream()
        .filter(row -> label.fits(row) || label.fitsReversed(row))
        .map(row -> verdict(truth.get(), row))
        .min(Comparator.comparingInt(Judge::rank))
        .orElse(Outcome.MISSING);
  }

  static Outcome verdict(Protection truth, SettledFlow row) {
    return switch (row.encryption()) {
      case ENCRYPTED, UPGRADED -> truth == Protection.ENCRYPTED ? Outcome.RIGHT : Outcome.WRONG;
      case PLAINTEXT -> truth == Protection.CLEARTEXT ? Outcome.RIGHT : Outcome.WRONG;
      case OPAQUE, MIXED -> Outcome.UNDECIDED;
      case NONE -> Outcome.NOTHING;
    };
  }

  /** Whether the rows give the label's family one of the names it may have. */
  static Outcome application(Label label, List<SettledFlow> rows) {
    return rows.stream()
        .filter(row -> label.fits(row) || label.fitsReversed(row))
        .map(row -> application(label.family(), row))
        .min(Comparator.comparingInt(Judge::rank))
        .orElse(Outcome.MISSING);
  }

  private static Outcome application(String family, SettledFlow row) {
    if (row.application().isEmpty()) {
      return row.encryption() == Encryption.NONE ? Outcome.NOTHING : Outcome.UNDECIDED;
    }
    return Families.names(family).contains(row.application()) ? Outcome.RIGHT : Outcome.WRONG;
  }
}
