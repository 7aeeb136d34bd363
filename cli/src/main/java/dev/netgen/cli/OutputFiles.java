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
import org.jspecify.annotations.Nullable;

/**
 * A set of files to be written as one: all of them, or none. A file that stands in the way and was
 * not written by netgen is left alone unless forced.
 */
final class OutputFiles {
  private static final int HEAD = 512;

  private final boolean force;
  private final Map<Path, String> texts = new LinkedHashMap<>();
  private final TreeSet<Path> stale = new TreeSet<>();
  private @Nullable Path whole;

  OutputFiles(boolean force) {
    this.force = force;
  }

  /**
   * Plans a file.
   *
   * @param ours whether the text of a file that is already there shows that netgen wrote it
   */
  OutputFiles add(Path file, String text, Predicate<String> ours) {
    if (!isBelowWhole(file)) {
      refuseForeign(file, ours);
    }
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

  /** Makes this folder, where it is not there yet, at once with all files below it. */
  OutputFiles whole(Path folder) {
    whole = StagedTree.plain(folder).filter(StagedTree::fits).orElse(null);
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

  private boolean isBelowWhole(Path file) {
    Path folder = whole;
    return folder != null
        && StagedTree.plain(file).filter(path -> path.startsWith(folder)).isPresent();
  }

  /** Writes everything, or nothing. */
  void write() {
    Map<Path, String> below = new LinkedHashMap<>();
    Map<Path, String> single = new LinkedHashMap<>();
    texts.forEach(
        (file, text) -> {
          if (isBelowWhole(file)) {
            below.put(file, text);
          } else {
            single.put(file, text);
          }
        });
    try (Replacement replacement = new Replacement()) {
      single.forEach((file, text) -> stage(replacement, file, text));
      Path folder = whole;
      if (folder != null && StagedTree.fits(folder)) {
        replacement.stage(folder, below);
      } else {
        below.forEach((file, text) -> stage(replacement, file, text));
        single.putAll(below);
      }
      single.keySet().forEach(replacement::keep);
      stale.forEach(replacement::keep);
      replacement.replaceTrees();
      single.keySet().forEach(replacement::replace);
      stale.forEach(replacement::remove);
      replacement.commit();
    }
  }

  private static void stage(Replacement replacement, Path file, String text) {
    replacement.stage(file, text.getBytes(StandardCharsets.UTF_8));
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
