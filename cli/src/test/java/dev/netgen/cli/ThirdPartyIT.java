package dev.netgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSortedSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** THIRD-PARTY.md names exactly the jars that the packaged command runs with. */
class ThirdPartyIT {
  private static final Pattern ROW =
      Pattern.compile("\\| [\\w.-]+:([\\w.-]+) \\| ([\\w.-]+) \\| \\S.*\\|");

  private final Path root = Path.of("").toAbsolutePath().getParent();

  @Test
  void everyJarHasARowWithItsLicence() throws IOException {
    assertThat(rows()).isEqualTo(jars()).hasSizeGreaterThan(20);
  }

  private ImmutableSortedSet<String> rows() throws IOException {
    return Files.readAllLines(root.resolve("THIRD-PARTY.md")).stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(row -> row.group(1) + "-" + row.group(2) + ".jar")
        .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
  }

  private ImmutableSortedSet<String> jars() throws IOException {
    Path netgen = root.resolve("cli/target/netgen/lib/netgen.jar");
    try (JarFile jar = new JarFile(netgen.toFile())) {
      String classPath = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return Splitter.on(' ')
          .splitToStream(classPath)
          .filter(name -> !name.startsWith("netgen-"))
          .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
    }
  }
}
