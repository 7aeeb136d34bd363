package dev.netgen.capture;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.recording.CaptureSource;

/** Is told how a capture goes; called from several threads, one at a time. */
public interface CaptureObserver {
  /** One line a person should know. */
  void note(String line);

  /** About once a second: every source with its counts so far. */
  default void progress(ImmutableList<CaptureSource> sources) {}
}
