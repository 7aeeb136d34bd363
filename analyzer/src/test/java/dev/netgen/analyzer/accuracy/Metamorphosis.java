package dev.netgen.analyzer.accuracy;

import com.google.common.collect.ImmutableList;

/**
 * A change to a capture after which the settled conversations must be the same or honestly
 * undecided. Adding one: one class or lambda, one line in {@link Metamorphoses}, and its row
 * appears in the test and the document.
 *
 * @param name for tables
 * @param meaning what is done
 * @param lossy whether conversations may vanish from the capture with it
 * @param change the doing
 */
record Metamorphosis(String name, String meaning, boolean lossy, Change change) {

  /** What it makes of a capture. */
  @FunctionalInterface
  interface Change {
    /** What each observer then has; empty where it cannot be applied. */
    ImmutableList<CaptureFile> of(Subject subject);
  }

  /** The captures after it, one for each observer; empty where it cannot be applied. */
  ImmutableList<CaptureFile> apply(Subject subject) {
    return change.of(subject);
  }
}
