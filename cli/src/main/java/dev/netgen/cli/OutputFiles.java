package dev.netgen.cli;

import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A set of files to be written as one: all of them, or none. A file that stands in the way and was
 * not written by netgen is left alone unless forced.
 */
final class OutputFiles {
  private static final int HEAD = 512;

  private final boolean force;
  private final Map<Path, String> texts = new LinkedHashMap<>();
  private final TreeSet<Path> stale = new TreeSet<>();

  OutputFiles(boolean force) {
    this.force = force;
  }

  /**
   * Plans a file.
   *
   * @param ours whether the text of a file that is already there shows that netgen wrote it
   */
  OutputFiles add(Path file, String text, Predicate<String> ours) {
    refuseForeign(file, ours);
    if (texts.put(file, text) != null) {
      throw ProblemException.usage(
          "two outputs would be the same file", file.toString(), "give them different paths");
    }
    return this;
  }

  /** Refuses a path where something stands that netgen did not write. */
  void refuseForeign(Path file, Predicate<String> ours) {
    boolean present = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    if (present && !Files.isRegularFile(file)) {
      throw ProblemException.usage(
          "the output exists and is no file", file.toString(), "give another path");
    }
    if (present && !force && !ours.test(head(file))) {
      throw ProblemException.usage(
          "a file that netgen did not write stands in the way",
          file.toString(),
          "move it, give another path, or overwrite it with --force");
    }
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
    try (Replacement replacement = new Replacement()) {
      for (Map.Entry<Path, String> entry : texts.entrySet()) {
        replacement.stage(entry.getKey(), entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
      texts.keySet().forEach(replacement::keep);
      stale.forEach(replacement::keep);
      texts.keySet().forEach(replacement::replace);
      stale.forEach(replacement::remove);
      replacement.commit();
    }
  }

  /** The beginning of a file, enough to know it by; empty when it cannot be read. */
  static String head(Path file) {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(HEAD), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
