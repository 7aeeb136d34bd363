package dev.netgen.cli;

import com.google.common.collect.ImmutableList;
import dev.netgen.capture.CaptureObserver;
import dev.netgen.capture.StopLatch;
import dev.netgen.model.recording.CaptureSource;
import dev.netgen.model.recording.RecordingManifest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** Runs a capture until a signal, with its notes, live line and summary on standard error. */
final class CaptureRun implements CaptureObserver {
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean terminal;

  /** What records: one of the library's captures. */
  interface Capture {
    RecordingManifest run(StopLatch stop, CaptureObserver observer);
  }

  private CaptureRun(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  static CaptureRun of(CommandSpec spec) {
    return new CaptureRun(spec.commandLine().getErr(), isTerminal());
  }

  private static boolean isTerminal() {
    try {
      Path target = Path.of("/proc/self/fd/2").toRealPath();
      return target.startsWith("/dev/pts") || target.startsWith("/dev/tty");
    } catch (IOException e) {
      return false;
    }
  }

  /** Records; the exit code is 0 however it was asked to end. */
  int of(Capture capture) {
    StopLatch stop = new StopLatch();
    StopSignals.install(stop);
    RecordingManifest manifest = capture.run(stop, this);
    clearLine();
    for (CaptureSource source : manifest.sources()) {
      err.println("netgen: " + summary(source));
    }
    err.println("netgen: recording ended (" + manifest.stopped() + ")");
    return 0;
  }

  private static String summary(CaptureSource source) {
    return String.format(
        Locale.ROOT,
        "%s: %d received, %d dropped by the kernel, %d by the interface, %d truncated",
        source.name(),
        source.received(),
        source.droppedByKernel(),
        source.droppedByInterface(),
        source.truncated());
  }

  @Override
  public void note(String line) {
    clearLine();
    err.println("netgen: " + line.replaceAll("\\p{Cntrl}+", " "));
    err.flush();
  }

  @Override
  public void progress(ImmutableList<CaptureSource> sources) {
    if (terminal) {
      long received = sources.stream().mapToLong(CaptureSource::received).sum();
      long dropped =
          sources.stream().mapToLong(s -> s.droppedByKernel() + s.droppedByInterface()).sum();
      clearLine();
      err.print(sources.size() + " sources, " + received + " received, " + dropped + " dropped");
      err.flush();
    }
  }

  private void clearLine() {
    if (terminal) {
      err.print(CLEAR_LINE);
    }
  }
}
