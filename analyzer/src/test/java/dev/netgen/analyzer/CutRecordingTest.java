package dev.netgen.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Spans of a real recording, cut at any moment: a link found in a span says the same as over the
 * whole, so that recordings of one behaviour do not differ by where they were cut.
 */
final class CutRecordingTest {
  private static final Path SAMPLES = Path.of("..", "samples");
  private static final int FILE_HEADER = 24;
  private static final int RECORD_HEADER = 16;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"shop/recording", "shop-kubernetes/recording"})
  void cutsChangeNoLink(String name) throws IOException {
    Path whole = SAMPLES.resolve(name);
    CommunicationGraph full = graph(whole);
    long[] span = span(whole);
    int found = 0;
    for (int i = 0; i < 12; i++) {
      long from = span[0] + (span[1] - span[0]) * i * 53 / 1000;
      long until = from + (span[1] - span[0]) * (3 + i % 4) / 10;
      Path cut = cut(whole, directory.resolve(name.replace('/', '-') + i), from, until);
      for (Map.Entry<LinkKey, Link> entry : graph(cut).links().entrySet()) {
        assertThat(entry.getValue()).isEqualTo(full.links().get(entry.getKey()));
        found++;
      }
    }
    assertThat(found).isGreaterThan(60);
  }

  private static CommunicationGraph graph(Path recording) {
    return Analyzer.analyze(List.of(recording), List.of(), AnalyzerOptions.defaults()).graph();
  }

  private static List<Path> captures(Path recording) throws IOException {
    try (Stream<Path> files = Files.list(recording.resolve("packets"))) {
      return files.sorted().toList();
    }
  }

  /** Times of the first and the last packet, in microseconds since 1970. */
  private static long[] span(Path recording) throws IOException {
    long[] span = {Long.MAX_VALUE, 0};
    for (Path file : captures(recording)) {
      ByteBuffer bytes = open(file);
      while (bytes.remaining() >= RECORD_HEADER) {
        long time = time(bytes);
        span[0] = Math.min(span[0], time);
        span[1] = Math.max(span[1], time);
        skip(bytes);
      }
    }
    return span;
  }

  private static Path cut(Path recording, Path target, long from, long until) throws IOException {
    Files.createDirectories(target.resolve("packets"));
    Files.createDirectories(target.resolve("inventory"));
    Files.copy(recording.resolve("recording.yaml"), target.resolve("recording.yaml"));
    try (Stream<Path> snapshots = Files.list(recording.resolve("inventory"))) {
      for (Path file : snapshots.toList()) {
        Files.copy(file, target.resolve("inventory").resolve(file.getFileName()));
      }
    }
    for (Path file : captures(recording)) {
      ByteBuffer bytes = open(file);
      ByteArrayOutputStream kept = new ByteArrayOutputStream();
      kept.write(bytes.array(), bytes.arrayOffset(), FILE_HEADER);
      while (bytes.remaining() >= RECORD_HEADER) {
        int start = bytes.position();
        boolean inside = time(bytes) >= from && time(bytes) <= until;
        skip(bytes);
        if (inside) {
          kept.write(bytes.array(), bytes.arrayOffset() + start, bytes.position() - start);
        }
      }
      Files.write(target.resolve("packets").resolve(file.getFileName()), kept.toByteArray());
    }
    return target;
  }

  private static ByteBuffer open(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.getInt(0)).isIn(0xA1B2C3D4, 0xA1B23C4D);
    return bytes.position(FILE_HEADER);
  }

  private static long time(ByteBuffer bytes) {
    int at = bytes.position();
    long fraction = bytes.getInt(at + 4);
    boolean nanoseconds = bytes.getInt(0) == 0xA1B23C4D;
    return bytes.getInt(at) * 1_000_000L + (nanoseconds ? fraction / 1000 : fraction);
  }

  private static void skip(ByteBuffer bytes) {
    bytes.position(bytes.position() + RECORD_HEADER + bytes.getInt(bytes.position() + 8));
  }
}
