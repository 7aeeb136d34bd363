package dev.netgen.cli;

import dev.netgen.model.problem.ProblemException;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Standard output that remembers why it could not be written, since the writers above it swallow
 * that: a reader that went away ({@code netgen show ... | head}) is silence, a full disk is an
 * error.
 */
final class StandardOutput extends FilterOutputStream {
  private @Nullable IOException failure;

  StandardOutput(OutputStream sink) {
    super(new BufferedOutputStream(sink, 1 << 16));
  }

  @Override
  public void write(int b) {
    attempt(() -> out.write(b));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    attempt(() -> out.write(bytes, offset, length));
  }

  @Override
  public void flush() {
    attempt(out::flush);
  }

  /** Flushes; returns {@code code}, or that of an output which could not be written. */
  int close(int code, ErrorReporter errors) {
    flush();
    IOException cause = failure;
    if (cause == null || isReaderGone(cause)) {
      return code;
    }
    return errors.problem(
        ProblemException.environment(
            "cannot write", "standard output", "check where it leads and the space left", cause),
        false);
  }

  private void attempt(Write write) {
    if (failure != null) {
      return;
    }
    try {
      write.run();
    } catch (IOException e) {
      failure = e;
    }
  }

  private static boolean isReaderGone(IOException e) {
    return String.valueOf(e.getMessage()).contains("Broken pipe");
  }

  private interface Write {
    void run() throws IOException;
  }
}
