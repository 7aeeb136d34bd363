package dev.netgen.analyzer.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.netgen.analyzer.accuracy.Label.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The project's own recordings, changed: who is client and who is server stays, or becomes
 * undecided or marked as weak. The lots are the same every time.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class MetamorphosisTest {
  /** Faults there still are, as metamorphosis and capture. One that is mended must leave here. */
  private static final ImmutableSet<String> NOT_YET = ImmutableSet.of();

  @TempDir static Path folder;
  private List<LabelledCapture> captures = List.of();

  @SuppressWarnings("NullAway.Init") // by the method that runs before all
  private Measurement measurement;

  @SuppressWarnings("NullAway.Init")
  private Measured recorded;

  @BeforeAll
  void read() throws IOException {
    captures = OwnSuite.read();
    measurement = new Measurement(captures, folder, List.of());
    recorded = measurement.recorded();
  }

  static List<Metamorphosis> all() {
    return Metamorphoses.ALL;
  }

  @ParameterizedTest
  @MethodSource("all")
  void noneIsTurnedRoundOrLost(Metamorphosis metamorphosis) throws IOException {
    Measured measured = measurement.after(metamorphosis);
    assertThat(measured.judged()).hasSizeGreaterThan(200);
    assertThat(faults(measured)).isEqualTo(expected(metamorphosis.name()));
  }

  private static ImmutableSet<String> faults(Measured measured) {
    return measured.judged().stream()
        .filter(judged -> judged.wrongLink() || !judged.found())
        .map(judged -> measured.name() + " " + judged.label().capture())
        .sorted()
        .collect(ImmutableSet.toImmutableSet());
  }

  private static ImmutableSet<String> expected(String metamorphosis) {
    return NOT_YET.stream()
        .filter(fault -> fault.startsWith(metamorphosis))
        .collect(ImmutableSet.toImmutableSet());
  }

  @Test
  void asRecordedNothingIsWrongOrMissing() {
    assertThat(recorded.judged()).hasSizeGreaterThan(800);
    assertThat(faults(recorded)).isEmpty();
    assertThat(recorded.judged()).noneMatch(judged -> wrongVerdict(judged));
  }

  /** However the bytes of a stream come, it speaks the same. */
  @Test
  void splitsOfThePayloadChangeNoVerdict() throws IOException {
    for (LabelledCapture capture : captures) {
      for (Path file : OwnSuite.files(capture.inputs())) {
        CaptureFile read = CaptureFile.read(file);
        Subject subject =
            new Subject(
                read, ImmutableList.of(), Optional.empty(), new Random(file.toString().hashCode()));
        Path whole = folder.resolve("observer.pcap");
        read.write(whole);
        List<String> spoken = spoken(whole);
        Metamorphoses.SEGMENTS.apply(subject).get(0).write(whole);
        assertThat(spoken(whole)).as(file.toString()).isEqualTo(spoken);
      }
    }
  }

  private static List<String> spoken(Path file) {
    return Rows.of(List.of(file)).stream()
        .map(
            row ->
                String.join(
                    " ",
                    String.valueOf(row.clientPort()),
                    String.valueOf(row.serverPort()),
                    row.application(),
                    row.encryption().word(),
                    row.encryptionBasis()))
        .sorted()
        .toList();
  }

  private static boolean wrongVerdict(Judged judged) {
    return judged.verdict().filter(Outcome.WRONG::equals).isPresent();
  }

  /** A truth turned round must show as wrong, so that a right one means something. */
  @Test
  void aWrongTruthIsNoticed() {
    Label label =
        recorded.judged().stream()
            .filter(judged -> judged.direction().outcome() == Outcome.RIGHT)
            .map(Judged::label)
            .filter(each -> each.conversation().isPresent())
            .findFirst()
            .orElseThrow();
    LabelledCapture capture =
        captures.stream()
            .filter(each -> each.name().equals(label.capture()))
            .findFirst()
            .orElseThrow();
    Label turned = label.reversed().orElseThrow();
    assertThat(turned.trust()).isEqualTo(Trust.YES);
    assertThat(Judge.direction(turned, Rows.of(capture.inputs())).outcome())
        .isEqualTo(Outcome.WRONG);
  }
}
