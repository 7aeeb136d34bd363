package dev.netgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Golden files, byte for byte. {@code -Dtest.jvm.args=-Dnetgen.golden.update=true} writes them
 * anew; read the difference before committing it.
 */
final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/dev/netgen/report");

  private Golden() {}

  static void assertSame(String name, String text) {
    Path file = FOLDER.resolve(name);
    try {
      if (Boolean.getBoolean("netgen.golden.update")) {
        Files.writeString(file, text, StandardCharsets.UTF_8);
      }
      assertThat(text.getBytes(StandardCharsets.UTF_8))
          .as("%s is not as written: %s", name, text)
          .isEqualTo(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
