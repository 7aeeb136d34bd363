package dev.netgen.cli;

import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * How errors look: one line {@code netgen: what: where; advice} on standard error, the exit code of
 * its kind, and a stack trace only when asked for. Knows nothing of the parser of command lines,
 * whose classes would else be loaded with this one.
 */
final class ErrorReporter {
  static final String TRACE_OPTION = "--debug";
  private static final int INTERNAL = 70;

  private final PrintWriter err;

  ErrorReporter(PrintWriter err) {
    this.err = err;
  }

  static boolean wantsTrace(String[] args) {
    return Arrays.asList(args).contains(TRACE_OPTION);
  }

  /**
   * A verb threw: 2, 3 or 4 for what the user can change, 70 for a defect; with a stack trace if so
   * asked.
   */
  int failedRun(Exception e, boolean trace) {
    if (e instanceof ProblemException known) {
      return problem(known, trace);
    }
    if (e instanceof IOException || e instanceof UncheckedIOException) {
      String what = "input or output failed: " + oneLine(String.valueOf(e.getMessage()));
      line(what + "; check the path, its permissions and the space left");
      trace(e, trace);
      return ProblemException.Kind.ENVIRONMENT.exitCode();
    }
    return internal(e, trace);
  }

  /** What was asked for makes no sense; returns the exit code of that. */
  int usage(String text, Exception e, boolean trace) {
    line(oneLine(text));
    trace(e, trace);
    return ProblemException.Kind.USAGE.exitCode();
  }

  /** Prints a problem the user can do something about; returns its exit code. */
  int problem(ProblemException e, boolean trace) {
    line(oneLine(String.valueOf(e.getMessage())));
    trace(e, trace);
    return e.kind().exitCode();
  }

  /** The virtual machine itself gave up. */
  int fatal(Error e, boolean trace) {
    if (e instanceof OutOfMemoryError) {
      line("out of memory: the Java heap; give it more with NETGEN_JAVA_OPTS=-Xmx4g");
      trace(e, trace);
      return ProblemException.Kind.ENVIRONMENT.exitCode();
    }
    return internal(e, trace);
  }

  /** A defect. The message may quote what was read, so only the type and the place are printed. */
  private int internal(Throwable e, boolean trace) {
    line(
        "internal error: "
            + e.getClass().getSimpleName()
            + " at "
            + place(e)
            + "; this is a defect of netgen: please report it with the output of the same command"
            + " with --debug and of 'netgen --version'");
    trace(e, trace);
    return INTERNAL;
  }

  private static String place(Throwable e) {
    return Arrays.stream(e.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith("dev.netgen."))
        .findFirst()
        .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
        .orElse("an unknown place");
  }

  /** Names and paths come from outside: no control character of theirs reaches the terminal. */
  private static String oneLine(String text) {
    return text.isEmpty() ? "no message" : text.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  private void line(String text) {
    err.println("netgen: " + text);
  }

  private void trace(Throwable e, boolean wanted) {
    if (wanted) {
      e.printStackTrace(err);
    }
    err.flush();
  }
}
