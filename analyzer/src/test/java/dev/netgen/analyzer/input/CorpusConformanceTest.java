package dev.netgen.analyzer.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.netgen.analyzer.testing.Runs;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Captures of other projects, where they are present ({@code NETGEN_CORPUS}, or {@code
 * shared/corpus} beside the checkout): each is read with an account that adds up, or refused with a
 * reason.
 */
class CorpusConformanceTest {
  @Test
  void everyCaptureIsReadOrRefused() throws IOException {
    String given = System.getenv("NETGEN_CORPUS");
    Path corpus = given == null ? Path.of("..", "..", "shared", "corpus") : Path.of(given);
    assumeTrue(Files.isDirectory(corpus), "no corpus beside the checkout");
    List<Path> captures = captures(corpus);
    assertThat(captures).isNotEmpty();
    int refused = 0;
    for (Path capture : captures) {
      refused += read(capture) ? 0 : 1;
    }
    assertThat(refused).isLessThan(captures.size() / 10);
  }

  private static List<Path> captures(Path corpus) throws IOException {
    try (Stream<Path> files = Files.walk(corpus)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(pcap|pcapng|cap|trace)(\\.gz)?"))
          .sorted()
          .toList();
    }
  }

  private static boolean read(Path capture) {
    try {
      Runs.paths(List.of(capture), PipelineOptions.defaults());
      return true;
    } catch (ProblemException e) {
      assertThat(e.kind()).isEqualTo(ProblemException.Kind.INPUT);
      assertThat(e).hasMessageContaining(capture.toString());
      return false;
    }
  }
}
