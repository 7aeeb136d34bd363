package dev.netgen.analyzer.accuracy;

import com.google.common.collect.ImmutableList;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is asked of encryption verdicts and application names, over conversations with payload whose
 * truth is known.
 *
 * @param text for people
 * @param metamorphosis after which
 * @param bound the share that is asked
 * @param least whether it is a least share; else a greatest
 * @param of which of the judged take part
 * @param counts which of those count
 */
record RecognitionGoal(
    String text,
    String metamorphosis,
    double bound,
    boolean least,
    Predicate<Judged> of,
    Predicate<Judged> counts) {
  private static final String STRIPPED = Metamorphoses.NO_HANDSHAKES.name();

  /** A share and of how many. */
  record Reached(double share, long all) {}

  static ImmutableList<RecognitionGoal> all() {
    return ImmutableList.of(
        goal("verdict right, of those decided", false, 0.99, true, RecognitionGoal::decided)
            .counting(judged -> verdict(judged, Outcome.RIGHT)),
        goal("cleartext called encrypted or upgraded", false, 0, false, RecognitionGoal::clear)
            .counting(judged -> verdict(judged, Outcome.WRONG)),
        goal("opaque", false, 0.04, false, RecognitionGoal::scored)
            .counting(judged -> verdict(judged, Outcome.UNDECIDED)),
        goal("application right", false, 0.97, true, RecognitionGoal::named)
            .counting(judged -> judged.application().equals(Optional.of(Outcome.RIGHT))),
        goal("cleartext called encrypted or upgraded", true, 0, false, RecognitionGoal::clear)
            .counting(judged -> verdict(judged, Outcome.WRONG)),
        goal("opaque", true, 0.25, false, RecognitionGoal::scored)
            .counting(judged -> verdict(judged, Outcome.UNDECIDED)));
  }

  private static RecognitionGoal goal(
      String what, boolean stripped, double bound, boolean least, Predicate<Judged> of) {
    String text = (stripped ? "handshakes stripped, " : "as recorded, ") + what;
    String name = stripped ? STRIPPED : Measurement.RECORDED;
    return new RecognitionGoal(text, name, bound, least, of, of);
  }

  private RecognitionGoal counting(Predicate<Judged> counted) {
    return new RecognitionGoal(text, metamorphosis, bound, least, of, counted);
  }

  private static boolean verdict(Judged judged, Outcome outcome) {
    return judged.verdict().equals(Optional.of(outcome));
  }

  /** Payload seen, and what it is is known. */
  static boolean scored(Judged judged) {
    return decided(judged)
        || (verdict(judged, Outcome.UNDECIDED) && !Families.isDisputed(judged.label()));
  }

  private static boolean decided(Judged judged) {
    return (verdict(judged, Outcome.RIGHT) || verdict(judged, Outcome.WRONG))
        && !Families.isDisputed(judged.label());
  }

  private static boolean clear(Judged judged) {
    return scored(judged)
        && judged.label().protection().equals(Optional.of(Label.Protection.CLEARTEXT));
  }

  private static boolean named(Judged judged) {
    return scored(judged) && judged.application().isPresent();
  }

  Reached reached(List<Judged> judged) {
    long asked = judged.stream().filter(of).count();
    long counted = judged.stream().filter(of).filter(counts).count();
    return new Reached(asked == 0 ? 0 : (double) counted / asked, asked);
  }

  boolean met(Reached reached) {
    return least ? reached.share() >= bound : reached.share() <= bound;
  }

  String asked() {
    String percent =
        BigDecimal.valueOf(bound).movePointRight(2).stripTrailingZeros().toPlainString();
    return String.format(Locale.ROOT, "%s %s %%", least ? "at least" : "at most", percent);
  }
}
