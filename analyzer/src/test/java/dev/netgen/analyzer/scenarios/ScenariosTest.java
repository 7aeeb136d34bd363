package dev.netgen.analyzer.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import dev.netgen.analyzer.Analysis;
import dev.netgen.analyzer.Analyzer;
import dev.netgen.analyzer.AnalyzerOptions;
import dev.netgen.analyzer.scenarios.Truth.Expected;
import dev.netgen.model.graph.GraphEvidence;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.net.Port;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scenario of samples/scenarios: no link that is none, none missing, each counted once. */
@TestInstance(Lifecycle.PER_CLASS)
final class ScenariosTest {
  private static final Path SUITE = Path.of("..", "samples", "scenarios");
  private static final String MANIFEST = "recording.yaml";

  /** Scenarios that are not judged rightly yet. One that begins to be must leave this list. */
  private static final ImmutableSet<String> NOT_YET = ImmutableSet.of();

  /** A scenario's truth and what the analysis of its recording made of it. */
  private record Played(Truth truth, Analysis analysis, Judgement judgement) {}

  private ImmutableSortedMap<String, Played> suite = ImmutableSortedMap.of();

  static List<String> names() throws IOException {
    return below(SUITE, "truth.yaml").stream().map(dir -> dir.getFileName().toString()).toList();
  }

  /** The directories directly below that hold this file, sorted. */
  private static List<Path> below(Path directory, String file) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(entry -> Files.exists(entry.resolve(file))).sorted().toList();
    }
  }

  @BeforeAll
  void analyzeAll() throws IOException {
    TreeMap<String, Played> all = new TreeMap<>();
    for (String name : names()) {
      Path scenario = SUITE.resolve(name);
      Truth truth = Truth.read(scenario.resolve("truth.yaml"));
      Analysis analysis = analyze(scenario.resolve("recording"));
      all.put(name, new Played(truth, analysis, Judgement.of(truth, analysis)));
    }
    suite = ImmutableSortedMap.copyOf(all);
  }

  /** A recording, or one for each host in a directory of its own: all of them together. */
  private static Analysis analyze(Path recording) {
    try {
      boolean single = Files.exists(recording.resolve(MANIFEST));
      List<Path> inputs = single ? List.of(recording) : below(recording, MANIFEST);
      return Analyzer.analyze(inputs, List.of(), AnalyzerOptions.defaults());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Played played(String name) {
    Played played = suite.get(name);
    assertThat(played).as(name).isNotNull();
    return played;
  }

  @ParameterizedTest
  @MethodSource("names")
  void theLinksAreTheTrueOnes(String name) {
    Judgement judgement = played(name).judgement();
    if (NOT_YET.contains(name)) {
      assertThat(judgement.right()).as(name + " is right now: take it from NOT_YET").isFalse();
      return;
    }
    assertThat(judgement.falseAllows()).as("false allows of " + name).isEmpty();
    assertThat(judgement.falseDenies()).as("false denies of " + name).isEmpty();
    assertThat(judgement.otherFaults()).as("other faults of " + name).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("names")
  void theAccountAddsUp(String name) {
    GraphEvidence evidence = played(name).analysis().evidence();
    long read = evidence.account().getOrDefault("packets read", 0L);
    long sum = evidence.account().values().stream().mapToLong(Long::longValue).sum();
    assertThat(read).isPositive().isEqualTo(sum - read);
  }

  /** A link taken from a truth must show as a false allow, one put in as a false deny. */
  @ParameterizedTest
  @MethodSource("names")
  void aWrongTruthIsNoticed(String name) {
    Played played = played(name);
    Truth truth = played.truth();
    List<Expected> links = new ArrayList<>(truth.expected());
    Expected link = links.get(0);
    LinkKey right = link.key();
    Port port = new Port(1, right.port().transport());
    Expected moved = link.of(new LinkKey(right.from(), right.to(), port));
    links.set(0, moved);
    Judgement judgement = Judgement.of(truth, links, played.analysis());
    assertThat(judgement.falseDenies()).contains(moved.key());
    if (!NOT_YET.contains(name)) {
      assertThat(judgement.falseAllows()).containsExactly(right);
    }
  }

  @Test
  void noneIsMissing(TestReporter reporter) throws IOException {
    assertThat(suite.keySet()).containsAll(NOT_YET).hasSizeGreaterThanOrEqualTo(42);
    for (Path scenario : below(SUITE, "play.sh")) {
      assertThat(scenario.resolve("truth.yaml")).exists();
      assertThat(scenario.resolve("README.md")).exists();
    }
    reporter.publishEntry("scenarios", table());
  }

  private String table() {
    StringBuilder table = new StringBuilder("\n");
    String row = "%-28s %5s %13s %13s  %s%n";
    table.append(
        String.format(Locale.ROOT, row, "scenario", "links", "false allows", "false denies", ""));
    suite.forEach(
        (name, played) -> {
          Judgement judgement = played.judgement();
          table.append(
              String.format(
                  Locale.ROOT,
                  row,
                  name,
                  played.truth().expected().size(),
                  judgement.falseAllows().size(),
                  judgement.falseDenies().size(),
                  judgement.right() ? "" : "not yet: " + judgement));
        });
    return table.toString();
  }
}
