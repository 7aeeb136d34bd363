package dev.netgen.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder that is not there yet, made beside its place with all that is to be in it, and renamed
 * as a whole: one step for any number of files, before which nothing of them is in place.
 */
final class StagedTree {
  private static final int MOST_NAMES = 100;

  /** A file, its place below the folder, and what is to be in it. */
  private record Planned(Path file, Path below, String text) {}

  private final Path root;

  /** Where the folder is now. */
  private Path now;

  private final List<Planned> files = new ArrayList<>();

  /** Below the folder, those inside others first. */
  private final Deque<Path> folders = new ArrayDeque<>();

  private final Set<Path> known = new HashSet<>();

  private StagedTree(Path root, Path now) {
    this.root = root;
    this.now = now;
  }

  /** The one name of a place, where it is sure to have one: absolute, without dots. */
  static Optional<Path> plain(Path path) {
    for (Path name : path) {
      if (name.toString().equals("..")) {
        return Optional.empty();
      }
    }
    return Optional.of(path.toAbsolutePath().normalize());
  }

  /** Whether nothing is at the place of a folder. */
  static boolean fits(Path root) {
    return !Files.exists(root, LinkOption.NOFOLLOW_LINKS);
  }

  /** An empty folder beside this one's place. */
  static StagedTree beside(Path root) throws IOException {
    for (int i = 0; ; i++) {
      Path aside = root.resolveSibling("." + root.getFileName() + ".netgen-new" + i);
      try {
        return new StagedTree(root, Files.createDirectory(aside));
      } catch (FileAlreadyExistsException e) {
        if (i == MOST_NAMES) {
          throw e;
        }
      }
    }
  }

  /** The folder's place. */
  Path root() {
    return root;
  }

  /** Writes these files, whose places are below the folder's, on all cores. */
  void write(Map<Path, String> texts) {
    texts.forEach(
        (file, text) -> {
          Path below = root.relativize(plain(file).orElse(file));
          Replacement.attempt(file, () -> folder(below.getParent()));
          files.add(new Planned(file, below, text));
        });
    // All have ended before the first problem in order is told.
    List<Optional<IOException>> problems = files.parallelStream().map(this::problem).toList();
    for (int i = 0; i < files.size(); i++) {
      Optional<IOException> problem = problems.get(i);
      if (problem.isPresent()) {
        throw Replacement.problem(files.get(i).file(), problem.get());
      }
    }
  }

  private void folder(@Nullable Path below) throws IOException {
    if (below != null && known.add(below)) {
      folder(below.getParent());
      Files.createDirectory(now.resolve(below));
      folders.push(below);
    }
  }

  private Optional<IOException> problem(Planned each) {
    try (OutputStream out =
        Files.newOutputStream(
            now.resolve(each.below()), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      out.write(each.text().getBytes(StandardCharsets.UTF_8));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  /** Puts the folder in its place. */
  void place() throws IOException {
    Files.move(now, root, StandardCopyOption.ATOMIC_MOVE);
    now = root;
  }

  /** Takes away all that was made; what others put there since stays, and the folders it is in. */
  void discard() {
    files.forEach(each -> Replacement.discard(now.resolve(each.below())));
    folders.forEach(below -> Replacement.discard(now.resolve(below)));
    Replacement.discard(now);
  }
}
