package dev.netgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int netgen(String... args) {
    return Main.run(args, new PrintWriter(out), new PrintWriter(err));
  }

  @Test
  void helpGoesToStandardOutput() {
    assertThat(netgen("--help")).isZero();
    assertThat(out.toString()).contains("Usage: netgen", "Exit codes:");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void versionNamesTheJavaItRunsOn() {
    assertThat(netgen("--version")).isZero();
    assertThat(out.toString()).startsWith("netgen ").contains("Java " + Runtime.version());
  }

  @Test
  void noVerbIsAUsageErrorWithTheUsage() {
    assertThat(netgen()).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("Usage: netgen");
  }

  @Test
  void unknownOptionIsOneLine() {
    assertThat(netgen("--hlep")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines("netgen: unknown option: '--hlep'; see 'netgen --help'");
  }

  @Test
  void misspeltVerbIsAnsweredWithTheNearestOne() {
    assertThat(netgen("completoin")).isEqualTo(2);
    assertThat(err.toString()).contains("'completoin'", "did you mean 'completion'?");
  }

  @Test
  void traceOnlyWhenAskedFor() {
    netgen("--hlep", "--debug");
    assertThat(err.toString()).contains("UnmatchedArgumentException", "\tat ");
  }

  @Test
  void everyVerbShowsAnExampleInItsHelp() {
    for (Object verb : Verbs.all()) {
      String name = new CommandLine(verb).getCommandName();
      assertThat(netgen(name, "--help")).as(name).isZero();
      assertThat(out.toString()).as(name).contains("Example").contains("netgen " + name);
    }
  }

  @Test
  void completionKnowsTheVerbs() {
    assertThat(netgen("completion")).isZero();
    assertThat(out.toString()).contains("complete -F", "completion");
  }
}
