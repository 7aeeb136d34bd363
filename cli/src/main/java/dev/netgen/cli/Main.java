package dev.netgen.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine;

/** Where the process starts and ends: {@code netgen VERB ...}. */
public final class Main {
  private Main() {}

  /** Runs one verb and ends the process with its exit code. */
  public static void main(String[] args) {
    StandardOutput out = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    System.setOut(new PrintStream(out, false, StandardCharsets.UTF_8));
    PrintWriter results = new PrintWriter(new WholeTexts(out));
    PrintWriter notes = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    RowOutput rows =
        (bytes, length) -> {
          out.write(bytes, 0, length);
          out.flush();
        };
    int code = run(args, results, notes, rows);
    System.out.flush();
    System.exit(out.close(code, new ErrorReporter(notes)));
  }

  /**
   * Runs one verb without ending the process: results to {@code out}, notes and errors to {@code
   * err}; returns the exit code (0, 1, 2, 3, 4 or 70).
   */
  static int run(String[] args, PrintWriter out, PrintWriter err) {
    return run(args, out, err, RowOutput.to(out));
  }

  private static int run(String[] args, PrintWriter out, PrintWriter err, RowOutput rows) {
    ErrorReporter errors = new ErrorReporter(err);
    try {
      Optional<FlowList> plain = PlainFlows.of(args);
      return plain.isPresent()
          ? plain(plain.get(), errors, rows, err)
          : commandLine(errors, out, err).execute(args);
    } catch (Error e) {
      return errors.fatal(e, ErrorReporter.wantsTrace(args));
    } finally {
      out.flush();
      err.flush();
    }
  }

  private static int plain(FlowList list, ErrorReporter errors, RowOutput out, PrintWriter err) {
    try {
      return list.write(out, err);
    } catch (RuntimeException e) {
      return errors.failedRun(e, false);
    }
  }

  /** The command with all its verbs, not yet run. */
  static CommandLine commandLine(ErrorReporter errors, PrintWriter out, PrintWriter err) {
    CommandErrors told = new CommandErrors(errors);
    CommandLine netgen = new CommandLine(new Netgen());
    Verbs.all().forEach(netgen::addSubcommand);
    return netgen
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(told::badUsage)
        .setExecutionExceptionHandler(told::failedRun);
  }
}
