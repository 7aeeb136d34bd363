package dev.netgen.cli;

import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Files on their way to the disk: each is staged beside its place, what stood there is kept, then
 * all are renamed. Unless committed, closing brings back what was there and takes away everything
 * that was made, folders included.
 */
final class Replacement implements AutoCloseable {
  private static final int MOST_NAMES = 100;

  private final Map<Path, Path> staged = new HashMap<>();
  private final Map<Path, Path> kept = new HashMap<>();

  /** Everything made beside its place that is still there. */
  private final Set<Path> asides = new LinkedHashSet<>();

  private final Set<Path> present = new HashSet<>();
  private final Deque<Path> folders = new ArrayDeque<>();
  private final Deque<Path> changed = new ArrayDeque<>();
  private final List<StagedTree> trees = new ArrayList<>();
  private boolean committed;

  interface Step {
    void run() throws IOException;
  }

  /** Writes the bytes beside the file's place; the folders on the way are made. */
  void stage(Path file, byte[] bytes) {
    attempt(
        file,
        () -> {
          Path parent = file.toAbsolutePath().getParent();
          if (parent != null) {
            folder(parent);
          }
          staged.put(file, aside(file, "new", bytes));
        });
  }

  /**
   * Writes these files below a folder that is not there, beside the folder's place; the folders on
   * the way to it are made.
   */
  void stage(Path root, Map<Path, String> files) {
    if (files.isEmpty()) {
      return;
    }
    Path first = files.keySet().iterator().next();
    attempt(
        first,
        () -> {
          Path parent = root.getParent();
          if (parent != null) {
            folder(parent);
          }
          trees.add(StagedTree.beside(root));
        });
    trees.get(trees.size() - 1).write(files);
  }

  /** Renames the folders that were staged as a whole into place. */
  void replaceTrees() {
    trees.forEach(tree -> attempt(tree.root(), tree::place));
  }

  /** Keeps what stands at the file's place, if anything, until all is done. */
  void keep(Path file) {
    attempt(
        file,
        () -> {
          if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            Path aside = aside(file, "old", new byte[0]);
            kept.put(file, aside);
            Files.copy(
                file,
                aside,
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES,
                LinkOption.NOFOLLOW_LINKS);
          }
        });
  }

  /** Renames a staged file into place. */
  void replace(Path file) {
    Path aside = staged.get(file);
    if (aside == null) {
      throw new IllegalStateException("not staged");
    }
    attempt(file, () -> rename(aside, file));
    asides.remove(aside);
    changed.push(file);
  }

  /** Takes a file away. */
  void remove(Path file) {
    attempt(file, () -> Files.deleteIfExists(file));
    changed.push(file);
  }

  /** All is as wanted: closing only cleans up. */
  void commit() {
    committed = true;
  }

  @Override
  public void close() {
    if (!committed) {
      changed.forEach(this::restore);
    }
    asides.forEach(Replacement::discard);
    if (!committed) {
      trees.forEach(StagedTree::discard);
      folders.forEach(Replacement::discard);
    }
  }

  private void restore(Path file) {
    Path old = kept.get(file);
    try {
      if (old == null) {
        Files.deleteIfExists(file);
      } else {
        rename(old, file);
        asides.remove(old);
      }
    } catch (IOException e) {
      asides.remove(old); // stays beside its place: better two files than none
    }
  }

  private static void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private void folder(Path folder) throws IOException {
    if (present.contains(folder)) {
      return;
    }
    present.add(folder);
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      folder(parent);
    }
    Files.createDirectory(folder);
    folders.push(folder);
  }

  /**
   * A new file beside another, hidden, so that nothing takes it for one of the set. It is opened
   * once: some file systems write a file that is opened again and cut to nothing at once.
   */
  private Path aside(Path file, String why, byte[] bytes) throws IOException {
    for (int i = 0; ; i++) {
      Path aside = file.resolveSibling("." + file.getFileName() + ".netgen-" + why + i);
      try (OutputStream out =
          Files.newOutputStream(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        asides.add(aside);
        out.write(bytes);
        return aside;
      } catch (FileAlreadyExistsException e) {
        if (i == MOST_NAMES) {
          throw e;
        }
      }
    }
  }

  static void discard(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // It is gone already, or it is a folder that others use now.
      return;
    }
  }

  static void attempt(Path file, Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw problem(file, e);
    }
  }

  /** What a file that cannot be written means to people. */
  static ProblemException problem(Path file, IOException e) {
    return ProblemException.environment(
        "cannot write (" + reason(e) + ")",
        file.toString(),
        "check the path, its permissions and the space left",
        e);
  }

  private static String reason(IOException e) {
    if (e instanceof FileAlreadyExistsException) {
      return "a file is where a folder must be";
    }
    if (e instanceof AccessDeniedException) {
      return "no permission";
    }
    return e instanceof FileSystemException system && system.getReason() != null
        ? system.getReason()
        : e.getClass().getSimpleName();
  }
}
