package dev.netgen.cli;

import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Writes a set of files aside, then renames all of them into place: until every one is on disk
 * nothing of the set is visible. A file that stands in the way and was not written by netgen is
 * left alone unless forced.
 */
final class OutputFiles {
  private static final String ASIDE = ".netgen-new";

  private final boolean force;
  private final Map<Path, String> texts = new TreeMap<>();
  private final List<Path> stale = new ArrayList<>();

  OutputFiles(boolean force) {
    this.force = force;
  }

  /**
   * Plans a file.
   *
   * @param ours whether the text of a file that is already there shows that netgen wrote it
   */
  OutputFiles add(Path file, String text, Predicate<String> ours) {
    boolean present = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    if (present && !Files.isRegularFile(file)) {
      throw ProblemException.usage(
          "the output exists and is no file", file.toString(), "give another path with -o");
    }
    if (present && !force && !ours.test(head(file))) {
      throw ProblemException.usage(
          "a file that netgen did not write stands in the way",
          file.toString(),
          "move it, give another path with -o, or overwrite it with --force");
    }
    texts.put(file, text);
    return this;
  }

  /** Plans the removal of a file netgen wrote in an earlier run. */
  OutputFiles remove(Path file) {
    stale.add(file);
    return this;
  }

  /** Whether a file is planned. */
  boolean plans(Path file) {
    return texts.containsKey(file);
  }

  /** Writes everything, or nothing. */
  void write() {
    List<Path> aside = new ArrayList<>();
    Path current = Path.of("");
    try {
      for (Map.Entry<Path, String> entry : texts.entrySet()) {
        current = entry.getKey();
        Path parent = current.toAbsolutePath().getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        Path temporary = current.resolveSibling(current.getFileName() + ASIDE);
        aside.add(temporary);
        Files.write(temporary, entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
      for (Path file : texts.keySet()) {
        current = file;
        Files.move(
            file.resolveSibling(file.getFileName() + ASIDE),
            file,
            StandardCopyOption.REPLACE_EXISTING,
            StandardCopyOption.ATOMIC_MOVE);
      }
      for (Path file : stale) {
        current = file;
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw ProblemException.environment(
          "cannot write (" + e.getClass().getSimpleName() + ")",
          current.toString(),
          "check the path, its permissions and the space left",
          e);
    } finally {
      aside.forEach(OutputFiles::discard);
    }
  }

  private static void discard(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      // It was renamed into place or could never be made: nothing is left to clean.
      return;
    }
  }

  /** The beginning of a file, enough to know it by; empty when it cannot be read. */
  static String head(Path file) {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(512), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
