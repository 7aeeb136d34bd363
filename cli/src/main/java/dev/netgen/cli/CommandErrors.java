package dev.netgen.cli;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What the parser of command lines tells of errors, to the {@link ErrorReporter}. */
final class CommandErrors {
  private final ErrorReporter errors;

  CommandErrors(ErrorReporter errors) {
    this.errors = errors;
  }

  /** The command line could not be understood: exit code 2. */
  int badUsage(ParameterException e, String[] args) {
    String verb = e.getCommandLine().getCommandSpec().qualifiedName();
    String message = String.valueOf(e.getMessage());
    String text = lowerFirst(message) + "; " + suggestion(e) + "see '" + verb + " --help'";
    return errors.usage(text, e, ErrorReporter.wantsTrace(args));
  }

  /** A verb threw. */
  int failedRun(Exception e, CommandLine command, ParseResult parsed) {
    return errors.failedRun(e, parsed.originalArgs().contains(ErrorReporter.TRACE_OPTION));
  }

  private static String suggestion(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      return unmatched.getSuggestions().stream()
          .findFirst()
          .map(near -> "did you mean '" + near + "'? ")
          .orElse("");
    }
    return "";
  }

  private static String lowerFirst(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
