package dev.netgen.generator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.generator.target.Emission;
import dev.netgen.generator.target.GeneratedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Compares an emission with a directory of {@code src/test/resources/golden}: the same files with
 * the same bytes, and its notes as {@code notes.txt}. Run with {@code -Dnetgen.golden=write} to
 * write the directory anew, then read the difference before committing it.
 */
public final class Golden {
  private static final Path ROOT = Path.of("src/test/resources/golden");

  private Golden() {}

  /** Fails unless the emission equals the directory of this name. */
  public static void check(String name, Emission emission) {
    TreeMap<String, String> actual = new TreeMap<>();
    for (GeneratedFile file : emission.files()) {
      actual.put(file.path(), file.content());
    }
    StringBuilder notes = new StringBuilder();
    emission
        .notes()
        .forEach(
            note -> notes.append(note.attention() ? "! " : "  ").append(note.text()).append('\n'));
    actual.put("notes.txt", notes.toString());
    try {
      if ("write".equals(System.getProperty("netgen.golden"))) {
        write(ROOT.resolve(name), actual);
      }
      assertThat(actual).isEqualTo(read(ROOT.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path root, Map<String, String> files) throws IOException {
    Map<String, String> old = Files.exists(root) ? read(root) : Map.of();
    for (String path : old.keySet()) {
      Files.delete(root.resolve(path));
    }
    for (var file : files.entrySet()) {
      Path path = root.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue(), UTF_8);
    }
  }

  private static Map<String, String> read(Path root) throws IOException {
    TreeMap<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(path).toString(), Files.readString(path, UTF_8));
      }
    }
    return files;
  }
}
