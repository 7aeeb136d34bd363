package dev.netgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Expected outputs, compared byte for byte. {@code mvn test -pl cli -am -Dnetgen.golden.write=true}
 * writes them anew, for a person to review in the diff.
 */
final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/dev/netgen/cli");

  private Golden() {}

  static void check(String name, String actual) throws IOException {
    Path file = FOLDER.resolve(name);
    if (Boolean.getBoolean("netgen.golden.write")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, actual);
    }
    assertThat(actual).as(name).isEqualTo(Files.readString(file));
  }
}
