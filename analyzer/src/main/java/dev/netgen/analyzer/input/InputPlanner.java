package dev.netgen.analyzer.input;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.format.RecordingYaml;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.model.recording.CaptureSource;
import dev.netgen.model.recording.RecordingManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Turns the paths a user gives into sources: recordings, directories of captures, files. */
final class InputPlanner {
  private static final String PACKETS = "packets";
  private static final int MAX_FILES = 100_000;

  private final List<SourcePlan> sources = new ArrayList<>();
  private final List<RecordingInput> recordings = new ArrayList<>();
  private final List<InputNote> notes = new ArrayList<>();

  private InputPlanner() {}

  static InputPlan plan(List<Path> inputs) {
    InputPlanner planner = new InputPlanner();
    inputs.forEach(planner::input);
    return new InputPlan(
        ImmutableList.copyOf(planner.sources),
        ImmutableList.copyOf(planner.recordings),
        ImmutableList.copyOf(planner.notes));
  }

  private void input(Path path) {
    if (path.toString().equals("-")) {
      sources.add(single(path, path.toString(), true));
    } else if (Files.isDirectory(path)) {
      directory(path);
    } else if (Files.exists(path)) {
      sources.add(single(path, path.toString(), true));
    } else {
      throw ProblemException.input(
          "no such file", path.toString(), "give a recording, a capture file or a directory");
    }
  }

  private void directory(Path directory) {
    int before = sources.size();
    if (Files.exists(directory.resolve(RecordingYaml.FILE_NAME))) {
      recording(directory);
    } else if (Files.isDirectory(directory.resolve(PACKETS))) {
      orphans(directory, captures(directory.resolve(PACKETS)));
    } else {
      Rotations.of(captures(directory)).forEach(pieces -> sources.add(pieces(pieces)));
    }
    if (sources.size() == before) {
      throw ProblemException.input(
          "no capture in the directory",
          directory.toString(),
          "give a recording, or a directory that holds pcap or pcapng files");
    }
  }

  private static SourcePlan single(Path path, String shown, boolean alone) {
    return new SourcePlan(
        shown,
        Optional.empty(),
        Optional.empty(),
        alone,
        false,
        ImmutableList.of(new SourcePlan.File(path, shown)));
  }

  /** Pieces of one capture, named for the first. */
  private static SourcePlan pieces(ImmutableList<Path> files) {
    ImmutableList.Builder<SourcePlan.File> list = ImmutableList.builder();
    files.forEach(file -> list.add(new SourcePlan.File(file, file.toString())));
    return new SourcePlan(
        files.get(0).toString(), Optional.empty(), Optional.empty(), false, false, list.build());
  }

  /** A recording: each source's files in the order told, then rotations it did not live to tell. */
  private void recording(Path directory) {
    RecordingManifest manifest = RecordingYaml.read(directory.resolve(RecordingYaml.FILE_NAME));
    recordings.add(new RecordingInput(directory, manifest));
    Path packets = directory.resolve(PACKETS);
    List<Path> unlisted =
        new ArrayList<>(Files.isDirectory(packets) ? captures(packets) : List.of());
    for (CaptureSource source : manifest.sources()) {
      ImmutableList.Builder<SourcePlan.File> files = ImmutableList.builder();
      for (String name : source.files()) {
        listed(directory, name, files);
        unlisted.remove(directory.resolve(name));
      }
      for (Path file : rotations(source, unlisted)) {
        files.add(new SourcePlan.File(file, shown(directory, file)));
        unlisted.remove(file);
      }
      add(directory, source.name(), Optional.of(source), files.build());
    }
    orphans(directory, unlisted);
  }

  private void listed(Path directory, String name, ImmutableList.Builder<SourcePlan.File> files) {
    Path file = directory.resolve(name);
    if (Files.isRegularFile(file)) {
      files.add(new SourcePlan.File(file, name));
    } else {
      notes.add(
          new InputNote(
              InputNote.Kind.DAMAGED, file.toString(), -1, 0, "listed in recording.yaml, missing"));
    }
  }

  private static List<Path> rotations(CaptureSource source, List<Path> unlisted) {
    List<Path> found = new ArrayList<>();
    for (Path file : unlisted) {
      String base = CaptureNames.base(file);
      boolean sameBase =
          source.files().stream().anyMatch(name -> CaptureNames.base(Path.of(name)).equals(base));
      if (sameBase) {
        found.add(file);
      }
    }
    return found;
  }

  /** Capture files of a recording that no manifest knows: one source for each base name. */
  private void orphans(Path directory, List<Path> files) {
    Map<String, ImmutableList.Builder<SourcePlan.File>> byBase = new TreeMap<>();
    for (Path file : files) {
      byBase
          .computeIfAbsent(CaptureNames.base(file), base -> ImmutableList.builder())
          .add(new SourcePlan.File(file, shown(directory, file)));
    }
    byBase.forEach((base, list) -> add(directory, base, Optional.empty(), list.build()));
  }

  private void add(
      Path directory,
      String name,
      Optional<CaptureSource> manifest,
      ImmutableList<SourcePlan.File> files) {
    if (!files.isEmpty()) {
      sources.add(new SourcePlan(name, Optional.of(directory), manifest, false, true, files));
    }
  }

  private static String shown(Path directory, Path file) {
    return directory.relativize(file).toString().replace('\\', '/');
  }

  /** The captures directly inside, by name; other files are noted. */
  private List<Path> captures(Path directory) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (found.size() == MAX_FILES) {
          throw ProblemException.input(
              "more than " + MAX_FILES + " files", directory.toString(), "give fewer at once");
        }
        if (Files.isRegularFile(entry) && isCapture(entry)) {
          found.add(entry);
        }
      }
    } catch (IOException e) {
      throw unreadable(directory, e);
    }
    Collections.sort(found);
    return found;
  }

  private boolean isCapture(Path file) {
    if (CaptureNames.isCapture(file)) {
      return true;
    }
    try (InputStream in = Files.newInputStream(file)) {
      if (CaptureOpener.looksLikeCapture(in, file.toString())) {
        return true;
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    notes.add(
        new InputNote(InputNote.Kind.IGNORED, file.toString(), -1, 0, "not a capture, not read"));
    return false;
  }

  static ProblemException unreadable(Path path, IOException cause) {
    return cause instanceof AccessDeniedException
        ? ProblemException.environment(
            "no permission to read", path.toString(), "run as a user who may read it", cause)
        : ProblemException.environment(
            "cannot be read (" + cause.getMessage() + ")",
            path.toString(),
            "check the disk and the path",
            cause);
  }
}
