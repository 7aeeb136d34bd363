package dev.netgen.analyzer.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.netgen.analyzer.accuracy.Label.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The goals of docs/ACCURACY.md over labelled captures of others, where they are present. */
@TestInstance(Lifecycle.PER_CLASS)
final class AccuracyCorpusTest {
  @TempDir static Path folder;
  private List<Measured> measured = List.of();

  @BeforeAll
  void measure() throws IOException {
    assumeTrue(Corpus.present(), "no labelled captures: NETGEN_CORPUS names none");
    Measurement corpus = new Measurement(Corpus.read(), folder, List.of());
    measured = List.of(corpus.recorded(), corpus.after(Metamorphoses.NO_HANDSHAKES));
  }

  static List<Goal> goals() {
    return Goal.all().stream().filter(goal -> goal.suite().equals(Corpus.NAME)).toList();
  }

  static List<RecognitionGoal> recognitionGoals() {
    return RecognitionGoal.all();
  }

  @ParameterizedTest
  @MethodSource("recognitionGoals")
  void recognitionIsReached(RecognitionGoal goal) {
    List<Judged> judged =
        measured.stream()
            .filter(each -> each.name().equals(goal.metamorphosis()))
            .flatMap(each -> each.judged().stream())
            .toList();
    RecognitionGoal.Reached reached = goal.reached(judged);
    assertThat(reached.all()).isGreaterThan(300);
    assertThat(goal.met(reached))
        .as("%s: %s, asked %s", goal.text(), reached, goal.asked())
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("goals")
  void isReached(Goal goal) {
    Tally tally = new Tally();
    measured.stream()
        .filter(each -> each.name().equals(goal.metamorphosis()))
        .flatMap(each -> each.judged().stream())
        .filter(judged -> judged.label().trust() == Trust.YES)
        .forEach(judged -> tally.add(judged.direction().outcome()));
    assertThat(tally.all()).isGreaterThan(400);
    assertThat(goal.met(tally))
        .as("%s: %s, asked %s", goal.text(), goal.value(tally), goal.asked())
        .isTrue();
  }
}
