package dev.netgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Passwords that were recorded stand in no output, neither as they are nor encoded. */
final class SecretsTest {
  private static final Path SUITE = Path.of("..", "samples", "scenarios");

  /** What the scenarios of protocols log in with. */
  private static final ImmutableList<String> SECRETS =
      ImmutableList.of(
          "not-a-real", "wrong-secret", "changeit", "shop:not-a-real", "\0shop\0not-a-real");

  static List<Path> recordings() throws IOException {
    try (Stream<Path> entries = Files.list(SUITE)) {
      return entries
          .filter(path -> path.getFileName().toString().startsWith("protocol-"))
          .map(path -> path.resolve("recording"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void standInNoOutput(Path recording, @TempDir Path folder) throws IOException {
    Path graph = folder.resolve("graph.yaml");
    List<Invocation> runs = new ArrayList<>();
    for (String format : List.of("table", "tsv", "json")) {
      runs.add(Invocation.netgen("flows", "--format", format, recording));
    }
    runs.add(Invocation.netgen("analyze", "-o", graph, recording));
    runs.add(Invocation.netgen("show", graph));
    runs.add(Invocation.netgen("diff", graph, graph));
    assertThat(runs).allSatisfy(run -> assertThat(run.code()).as(run.err()).isLessThan(2));
    assertThat(graph).isNotEmptyFile();
    for (Invocation run : runs) {
      assertWithout(run.out());
      assertWithout(run.err());
    }
    assertWithout(Files.readString(graph));
  }

  private static void assertWithout(String output) {
    String lower = output.toLowerCase(Locale.ROOT);
    for (String secret : SECRETS) {
      byte[] bytes = secret.getBytes(StandardCharsets.US_ASCII);
      assertThat(lower).doesNotContain(secret).doesNotContain(HexFormat.of().formatHex(bytes));
      // The characters that depend on this text alone, wherever it stands among others.
      for (int shift = 0; shift < 3; shift++) {
        byte[] shifted = new byte[shift + bytes.length];
        System.arraycopy(bytes, 0, shifted, shift, bytes.length);
        String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        int from = (shift * 8 + 5) / 6;
        assertThat(output).doesNotContain(text.substring(from, shifted.length * 8 / 6));
      }
    }
  }
}
