package dev.netgen.analyzer.accuracy;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.accuracy.Label.Trust;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** docs/ACCURACY.md: the same measurements give the same bytes. */
final class AccuracyDocument {
  private static final int MOST_LISTED = 120;

  private final StringBuilder text = new StringBuilder();
  private final ImmutableList<Measured> measured;
  private final List<String> suites;

  /** A document of these, the first being as recorded. */
  AccuracyDocument(List<Measured> measured) {
    this.measured = ImmutableList.copyOf(measured);
    this.suites = measured.get(0).judged().stream().map(Judged::suite).distinct().sorted().toList();
  }

  /** The Markdown text. */
  String write() {
    introduction();
    goals();
    recorded();
    text.append(new RecognitionSection(measured, suites).write());
    families();
    metamorphoses();
    familiesAfter();
    rivals();
    faults();
    return text.toString();
  }

  private void introduction() {
    line("# Accuracy");
    line("");
    line(
        "Written by `scripts/accuracy`: netgen over labelled captures. `NETGEN_CORPUS=FOLDER` names");
    line("labelled captures of others; without it only the project's own recordings are measured.");
    line("");
    line("- **project**: samples/scenarios, samples/shop, samples/shop-kubernetes: real traffic,");
    line("  recorded by scripts; truth written by hand from the programs that made it.");
    line(
        suites.contains("corpus")
            ? "- **corpus**: measured; labels of others. Where the direction is another tool's word it"
                + " stands in rows of its own."
            : "- **corpus**: not measured, there was none.");
    line(
        "- *right*, *wrong*, *undecided* (netgen says that it cannot tell), *missing* (no row of these");
    line(
        "  ends, though packets of them are there). Of several rows for one label a wrong one counts.");
    line(
        "- *marked*: wrong ones that netgen marks as by port numbers only, or that are no link, such as");
    line("  datagrams never answered; they count as wrong.");
    line(
        "- Verdict: cleartext is `plaintext`; encrypted is `encrypted` or `upgraded`; `opaque` and");
    line("  `none` are undecided.");
    line("");
  }

  private void goals() {
    line("## Goals");
    line("");
    line("| goal | asked | reached | |");
    line("|---|---|---|---|");
    for (Goal goal : Goal.all()) {
      Tally tally = measured(goal.metamorphosis(), judged -> judged.suite().equals(goal.suite()));
      if (tally.all() > 0) {
        line(
            String.format(
                Locale.ROOT,
                "| %s | %s | %s of %d | %s |",
                goal.text(),
                goal.asked(),
                percent(goal.value(tally)),
                tally.all(),
                goal.met(tally) ? "met" : "**not met**"));
      }
    }
    line("");
  }

  private Tally measured(String name, Predicate<Judged> which) {
    Tally tally = new Tally();
    measured.stream()
        .filter(each -> each.name().equals(name))
        .flatMap(each -> each.judged().stream())
        .filter(judged -> judged.label().trust() == Trust.YES)
        .filter(which)
        .forEach(judged -> tally.add(judged.direction().outcome()));
    return tally;
  }

  private void recorded() {
    Measured first = measured.get(0);
    line("## As recorded");
    line("");
    line("Labels that the packets contradict, not scored: " + first.mistaken() + ".");
    line("");
    line("| | what | right | wrong | undecided | missing | right of all |");
    line("|---|---|---|---|---|---|---|");
    for (String suite : suites) {
      row(suite, "direction", first, suite, Trust.YES);
      row(suite, "direction by another tool's word", first, suite, Trust.TOOL);
      Tally verdicts = new Tally();
      of(first, suite).flatMap(judged -> judged.verdict().stream()).forEach(verdicts::add);
      line("| " + suite + " | encryption | " + cells(verdicts) + " |");
    }
    line("");
    captures(first);
  }

  private void row(String title, String what, Measured of, String suite, Trust trust) {
    Tally tally = new Tally();
    of(of, suite)
        .filter(judged -> judged.label().trust() == trust)
        .forEach(judged -> tally.add(judged.direction().outcome()));
    if (tally.all() > 0) {
      line("| " + title + " | " + what + " | " + cells(tally) + " |");
    }
  }

  private static Stream<Judged> of(Measured measured, String suite) {
    return measured.judged().stream().filter(judged -> judged.suite().equals(suite));
  }

  /** A capture counts by the worst that happened in it. */
  private void captures(Measured first) {
    line("Per capture, each counted once by the worst in it:");
    line("");
    line("| | what | all right | some wrong | some undecided | some missing | right of all |");
    line("|---|---|---|---|---|---|---|");
    for (String suite : suites) {
      List<Judged> sure =
          of(first, suite).filter(judged -> judged.label().trust() == Trust.YES).toList();
      worst(suite, "direction", sure.stream(), judged -> judged.direction().outcome());
      worst(
          suite,
          "encryption",
          of(first, suite).filter(judged -> judged.verdict().isPresent()),
          judged -> judged.verdict().orElseThrow());
    }
    line("");
  }

  private void worst(
      String suite, String what, Stream<Judged> all, Function<Judged, Outcome> outcome) {
    Map<String, Outcome> worst = new TreeMap<>();
    all.forEach(
        judged ->
            worst.merge(judged.label().capture(), outcome.apply(judged), AccuracyDocument::worse));
    Tally tally = new Tally();
    worst.values().forEach(tally::add);
    line("| " + suite + " | " + what + " | " + cells(tally) + " |");
  }

  private static Outcome worse(Outcome one, Outcome other) {
    List<Outcome> order = List.of(Outcome.WRONG, Outcome.MISSING, Outcome.UNDECIDED, Outcome.RIGHT);
    return order.indexOf(one) < order.indexOf(other) ? one : other;
  }

  private void families() {
    line("## By family");
    line("");
    line("Right / wrong / undecided / missing.");
    line("");
    line("| family | direction | by another tool's word | encryption |");
    line("|---|---|---|---|");
    byFamily(measured.get(0))
        .forEach(
            (family, judged) ->
                line(
                    "| "
                        + family
                        + " | "
                        + directions(judged, Trust.YES)
                        + " | "
                        + directions(judged, Trust.TOOL)
                        + " | "
                        + brief(judged.stream().flatMap(each -> each.verdict().stream()))
                        + " |"));
    line("");
  }

  private static Map<String, List<Judged>> byFamily(Measured measured) {
    Map<String, List<Judged>> families = new TreeMap<>();
    for (Judged judged : measured.judged()) {
      families.computeIfAbsent(judged.label().family(), family -> new ArrayList<>()).add(judged);
    }
    return families;
  }

  private static String directions(List<Judged> judged, Trust trust) {
    return brief(
        judged.stream()
            .filter(each -> each.label().trust() == trust)
            .map(each -> each.direction().outcome()));
  }

  private void metamorphoses() {
    line("## After metamorphosis");
    line("");
    line("The same captures changed; the direction must stay or become undecided. *gone*: labels");
    line("without a packet left. Labels inside of tunnels and unreadable captures take no part.");
    line("");
    line(
        "| metamorphosis | suite | right | wrong | undecided | missing | right of all | marked | gone |");
    line("|---|---|---|---|---|---|---|---|---|");
    for (Measured each : measured.subList(1, measured.size())) {
      for (String suite : suites) {
        Tally tally = measured(each.name(), judged -> judged.suite().equals(suite));
        String gone = suite.equals(suites.get(0)) ? String.valueOf(each.gone()) : "";
        String counts = cells(tally) + " | " + marked(each, suite);
        line("| " + each.name() + " | " + suite + " | " + counts + " | " + gone + " |");
      }
    }
    line("");
    for (Metamorphosis each : Metamorphoses.ALL) {
      line("- **" + each.name() + "**: " + each.meaning() + ".");
    }
    line("");
  }

  private static long marked(Measured measured, String suite) {
    return of(measured, suite)
        .filter(judged -> judged.label().trust() == Trust.YES)
        .filter(judged -> judged.direction().outcome() == Outcome.WRONG && !judged.wrongLink())
        .count();
  }

  private void familiesAfter() {
    line("### By family after metamorphosis");
    line("");
    line(
        "Direction, right / wrong / undecided / missing; families in which all is right are left out.");
    line("");
    line("| metamorphosis | family | |");
    line("|---|---|---|");
    for (Measured each : measured.subList(1, measured.size())) {
      byFamily(each)
          .forEach(
              (family, judged) -> {
                String counts = directions(judged, Trust.YES);
                if (!counts.isEmpty() && !counts.endsWith(" / 0 / 0 / 0")) {
                  line("| " + each.name() + " | " + family + " | " + counts + " |");
                }
              });
    }
    line("");
  }

  private void rivals() {
    if (measured.get(0).others().isEmpty()) {
      return;
    }
    line("## Beside others");
    line("");
    line(
        "Direction, in the same run, over the same packet files and labels. *Ratio*: wrong by netgen");
    line("to wrong by the other.");
    line("");
    line("| packets | who | right | wrong | undecided | missing | right of all | ratio |");
    line("|---|---|---|---|---|---|---|---|");
    for (Measured each : measured) {
      if (!each.others().isEmpty()) {
        beside(each);
      }
    }
    line("");
  }

  private void beside(Measured each) {
    Tally own = measured(each.name(), judged -> true);
    line("| " + each.name() + " | netgen | " + cells(own) + " | |");
    for (Rival.Score score : each.others()) {
      int theirs = score.tally().count(Outcome.WRONG);
      String ratio =
          theirs == 0
              ? own.count(Outcome.WRONG) + " : 0"
              : String.format(Locale.ROOT, "%.3f", (double) own.count(Outcome.WRONG) / theirs);
      line("| | " + score.name() + " | " + cells(score.tally()) + " | " + ratio + " |");
    }
  }

  private void faults() {
    line("## Every fault");
    line("");
    line("Wrong and missing directions, and wrong verdicts.");
    line("");
    for (Measured each : measured) {
      List<String> faults =
          each.judged().stream()
              .filter(judged -> judged.label().trust() != Trust.NO)
              .sorted(Comparator.comparing(judged -> judged.label().capture()))
              .flatMap(judged -> fault(judged, each.name().equals(Measurement.RECORDED)))
              .distinct()
              .toList();
      if (!faults.isEmpty()) {
        line("### " + each.name() + ": " + faults.size());
        line("");
        faults.stream().limit(MOST_LISTED).forEach(this::line);
        if (faults.size() > MOST_LISTED) {
          line("- and " + (faults.size() - MOST_LISTED) + " more");
        }
        line("");
      }
    }
  }

  private static Stream<String> fault(Judged judged, boolean verdicts) {
    Judge.Direction said = judged.direction();
    String where = " `" + judged.label().capture() + "` " + judged.label().tuple();
    String tool = judged.label().trust() == Trust.TOOL ? " (label: another tool's word)" : "";
    Stream.Builder<String> faults = Stream.builder();
    if (said.outcome() == Outcome.WRONG) {
      faults.add("- direction wrong:" + where + ", by " + said.basis() + tool);
    } else if (said.outcome() == Outcome.MISSING) {
      faults.add("- missing:" + where + tool);
    }
    if (verdicts && judged.verdict().filter(Outcome.WRONG::equals).isPresent()) {
      faults.add("- encryption wrong:" + where);
    }
    return faults.build();
  }

  private static String brief(Stream<Outcome> outcomes) {
    Tally tally = new Tally();
    outcomes.forEach(tally::add);
    return tally.all() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "%d / %d / %d / %d",
            tally.count(Outcome.RIGHT),
            tally.count(Outcome.WRONG),
            tally.count(Outcome.UNDECIDED),
            tally.count(Outcome.MISSING));
  }

  private static String cells(Tally tally) {
    return String.format(
        Locale.ROOT,
        "%d | %d | %d | %d | %s",
        tally.count(Outcome.RIGHT),
        tally.count(Outcome.WRONG),
        tally.count(Outcome.UNDECIDED),
        tally.count(Outcome.MISSING),
        percent(tally.share(Outcome.RIGHT)));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
