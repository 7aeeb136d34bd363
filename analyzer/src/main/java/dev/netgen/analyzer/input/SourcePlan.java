package dev.netgen.analyzer.input;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.recording.CaptureSource;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One source to be read: its files belong together and follow one another.
 *
 * @param name the source's name, or the file's
 * @param recording the recording directory, if any
 * @param manifest what recording.yaml says about it, if anything
 * @param alone whether the user named this one file: then what cannot be read is a problem, where
 *     otherwise it is noted
 * @param oneObserver whether all interfaces of its files are one capture point
 * @param files in order, at least one
 */
record SourcePlan(
    String name,
    Optional<Path> recording,
    Optional<CaptureSource> manifest,
    boolean alone,
    boolean oneObserver,
    ImmutableList<File> files) {

  /** What standard input is called. */
  static final String STANDARD_INPUT = "standard input";

  /**
   * One file.
   *
   * @param path where it is; empty path for standard input
   * @param shown its name relative to the recording, or as given
   */
  record File(Path path, String shown) {
    boolean standardInput() {
      return path.toString().equals("-");
    }

    /** The name for messages. */
    String where() {
      return standardInput() ? STANDARD_INPUT : path.toString();
    }
  }
}
