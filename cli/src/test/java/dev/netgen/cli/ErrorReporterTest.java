package dev.netgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.problem.ProblemException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class ErrorReporterTest {
  private final StringWriter err = new StringWriter();
  private final ErrorReporter reporter = new ErrorReporter(new PrintWriter(err));

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(ProblemException.usage("a", "b", "c"), 2, "netgen: a: b; c"),
        Arguments.of(ProblemException.input("a", "b", "c"), 3, "netgen: a: b; c"),
        Arguments.of(ProblemException.environment("a", "b", "c"), 4, "netgen: a: b; c"),
        Arguments.of(
            new UncheckedIOException(new FileNotFoundException("x")), 4, "input or output failed"),
        Arguments.of(new IOException("No space left on device"), 4, "No space left on device"),
        Arguments.of(new IllegalStateException("s3cret"), 70, "internal error"),
        Arguments.of(ProblemException.input("a", "b\u001b[2J\nb", "c"), 3, "a: b [2J b; c"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void oneLineAndTheExitCodeOfItsKind(Exception failure, int code, String text) {
    assertThat(run(failure)).isEqualTo(code);
    assertThat(err.toString().lines()).singleElement().asString().contains(text);
  }

  @Test
  void aDefectNamesItsPlaceButNotItsMessage() {
    run(new IllegalStateException("s3cret"));
    assertThat(err.toString())
        .contains("IllegalStateException at ErrorReporterTest.java:")
        .contains("please report")
        .doesNotContain("s3cret");
  }

  @Test
  void debugShowsTheTrace() {
    run(ProblemException.input("a", "b", "c"), "--debug");
    assertThat(err.toString()).contains("\tat ");
  }

  @Test
  void outOfMemoryIsTheMachines() {
    assertThat(reporter.fatal(new OutOfMemoryError(), false)).isEqualTo(4);
    assertThat(reporter.fatal(new StackOverflowError(), false)).isEqualTo(70);
  }

  private int run(Exception failure, String... args) {
    return new CommandLine(new Failing(failure))
        .setExecutionExceptionHandler(new CommandErrors(reporter)::failedRun)
        .execute(args);
  }

  @Command(name = "failing")
  static final class Failing implements Callable<Integer> {
    @Option(names = ErrorReporter.TRACE_OPTION)
    boolean debug;

    private final Exception failure;

    Failing(Exception failure) {
      this.failure = failure;
    }

    @Override
    public Integer call() throws Exception {
      throw failure;
    }
  }
}
