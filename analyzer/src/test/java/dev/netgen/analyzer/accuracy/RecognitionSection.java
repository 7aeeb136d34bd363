package dev.netgen.analyzer.accuracy;

import com.google.common.base.Joiner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The part of docs/ACCURACY.md about encryption verdicts and application names. */
final class RecognitionSection {
  private final List<Measured> measured;
  private final List<String> suites;
  private final StringBuilder text = new StringBuilder();

  RecognitionSection(List<Measured> measured, List<String> suites) {
    this.measured = measured;
    this.suites = suites;
  }

  String write() {
    line("## Encryption and application");
    line("");
    line(
        "Over conversations with payload whose truth is known; *opaque* says that it cannot tell.");
    line("A label's family may have the names of the map below; any other name is wrong.");
    line("");
    line("| suite | goal | asked | reached | |");
    line("|---|---|---|---|---|");
    for (String suite : suites) {
      RecognitionGoal.all().forEach(goal -> goal(suite, goal));
    }
    line("");
    families();
    names();
    disputed();
    return text.toString();
  }

  private void goal(String suite, RecognitionGoal goal) {
    RecognitionGoal.Reached reached = goal.reached(judged(suite, goal.metamorphosis()));
    if (reached.all() > 0) {
      line(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %.1f %% of %d | %s |",
              suite,
              goal.text(),
              goal.asked(),
              100 * reached.share(),
              reached.all(),
              goal.met(reached) ? "met" : "**not met**"));
    }
  }

  private List<Judged> judged(String suite, String name) {
    return measured.stream()
        .filter(each -> each.name().equals(name))
        .flatMap(each -> each.judged().stream())
        .filter(judged -> judged.suite().equals(suite))
        .toList();
  }

  private void families() {
    line("Right / wrong / cannot tell, as recorded and with handshakes stripped:");
    line("");
    line("| suite | family | verdict | application | verdict, stripped | application, stripped |");
    line("|---|---|---|---|---|---|");
    for (String suite : suites) {
      Map<String, List<Judged>> recorded = byFamily(judged(suite, Measurement.RECORDED));
      Map<String, List<Judged>> stripped =
          byFamily(judged(suite, Metamorphoses.NO_HANDSHAKES.name()));
      recorded.forEach(
          (family, judged) ->
              line(
                  Joiner.on(" | ")
                      .join(
                          "| " + suite,
                          family,
                          counts(judged, true),
                          counts(judged, false),
                          counts(stripped.getOrDefault(family, List.of()), true),
                          counts(stripped.getOrDefault(family, List.of()), false) + " |")));
    }
    line("");
  }

  private static Map<String, List<Judged>> byFamily(List<Judged> all) {
    Map<String, List<Judged>> families = new TreeMap<>();
    all.stream()
        .filter(judged -> Families.known(judged.label().family()))
        .filter(RecognitionGoal::scored)
        .forEach(
            judged ->
                families
                    .computeIfAbsent(judged.label().family(), name -> new ArrayList<>())
                    .add(judged));
    return families;
  }

  private static String counts(List<Judged> judged, boolean verdict) {
    Tally tally = new Tally();
    judged.stream()
        .map(each -> verdict ? each.verdict() : each.application())
        .flatMap(Optional::stream)
        .forEach(tally::add);
    return tally.count(Outcome.RIGHT)
        + " / "
        + tally.count(Outcome.WRONG)
        + " / "
        + tally.count(Outcome.UNDECIDED);
  }

  private void names() {
    line("The map of application names; a family that is not in it has its own name alone:");
    line("");
    line("| family | names that are right |");
    line("|---|---|");
    Families.all()
        .forEach((family, names) -> line("| " + family + " | " + String.join(", ", names) + " |"));
    line("");
  }

  private void disputed() {
    line("Labels that their packets contradict, not scored here:");
    line("");
    line("| capture | family | what the packets say |");
    line("|---|---|---|");
    Families.disputed().forEach(row -> line("| " + String.join(" | ", row) + " |"));
    line("");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
