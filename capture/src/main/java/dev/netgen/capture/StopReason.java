package dev.netgen.capture;

import java.util.Locale;

/** Why a recording ended. */
public enum StopReason {
  /** Its time was over. */
  DURATION,
  /** Ctrl-C. */
  INTERRUPTED,
  /** SIGTERM or SIGHUP. */
  TERMINATED,
  /** It reached its greatest size, or the disk is nearly full. */
  SIZE,
  /** No source was left to record. */
  SOURCES,
  /** A file could not be written. */
  FAILED;

  /** The word in {@code recording.yaml}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
