package dev.netgen.analyzer.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes docs/ACCURACY.md; run by scripts/accuracy, not among the tests. */
final class AccuracyReport {
  private static final Set<Metamorphosis> COMPARED =
      Set.of(Metamorphoses.NO_HANDSHAKES, Metamorphoses.MID_STREAM);

  @Test
  void write(@TempDir Path folder) throws IOException {
    List<LabelledCapture> captures = new ArrayList<>(OwnSuite.read());
    if (Corpus.present()) {
      captures.addAll(Corpus.read());
    }
    Measurement compared = new Measurement(captures, folder, rivals());
    Measurement alone = new Measurement(captures, folder, List.of());
    List<Measured> measured = new ArrayList<>();
    measured.add(compared.recorded());
    for (Metamorphosis each : Metamorphoses.ALL) {
      measured.add((COMPARED.contains(each) ? compared : alone).after(each));
    }
    Path document = Path.of(System.getProperty("netgen.accuracy.document", ""));
    assertThat(document.toString()).as("netgen.accuracy.document").isNotEmpty();
    Files.writeString(document, new AccuracyDocument(measured).write());
  }

  private static List<Rival> rivals() {
    List<Rival> rivals = new ArrayList<>();
    rivals.add(new Rival.FirstPacket());
    rivals.add(new Rival.SmallerPort());
    if (Argus.present()) {
      rivals.add(new Argus());
    }
    return rivals;
  }
}
