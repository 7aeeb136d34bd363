package dev.netgen.cli;

import static dev.netgen.cli.Invocation.netgen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Every command line the documents and the help show is one that netgen understands. */
class DocumentedCommandsTest {
  private static final List<String> DOCUMENTS =
      List.of(
          "README.md",
          "CONTRIBUTING.md",
          "samples/README.md",
          "samples/shop/README.md",
          "samples/shop-kubernetes/README.md");

  /** From the command's name to a comment, a pipe, a redirection or the closing of the code. */
  private static final Pattern COMMAND =
      Pattern.compile("(?:^|[ (`])(?:\\./)?netgen ([a-z][^#|>)&;`]*)");

  static List<String> documented() throws IOException {
    List<String> commands = new ArrayList<>();
    for (String document : DOCUMENTS) {
      boolean code = false;
      for (String line : Files.readAllLines(Samples.ROOT.resolve(document))) {
        if (line.startsWith("```")) {
          code = !code;
        } else if (code || line.contains("`./netgen ")) {
          add(commands, line);
        }
      }
    }
    assertThat(commands).hasSizeGreaterThan(6).anyMatch(c -> c.startsWith("generate samples/"));
    return commands;
  }

  static List<String> exampled() {
    List<String> commands = new ArrayList<>();
    collect(commands, fresh());
    assertThat(commands).hasSizeGreaterThanOrEqualTo(Verbs.all().size());
    return commands;
  }

  private static void collect(List<String> commands, CommandLine command) {
    for (String line : command.getCommandSpec().usageMessage().footer()) {
      add(commands, line);
    }
    command.getSubcommands().values().forEach(sub -> collect(commands, sub));
  }

  private static void add(List<String> commands, String line) {
    Matcher matcher = COMMAND.matcher(line);
    while (matcher.find()) {
      commands.add(matcher.group(1).strip());
    }
  }

  @ParameterizedTest
  @MethodSource({"documented", "exampled"})
  void isUnderstood(String command) {
    fresh().parseArgs(command.split(" +"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"analyze a.pcap --no-such-option", "no-such-verb a", "diff one", "generate a"})
  void nearMissIsNot(String command) {
    assertThatThrownBy(() -> fresh().parseArgs(command.split(" +")))
        .isInstanceOf(ParameterException.class);
  }

  @Test
  void theReadmeShowsThePictureOfTheSample() throws IOException {
    List<String> lines = Files.readAllLines(Samples.ROOT.resolve("README.md"));
    int marker = lines.indexOf("<!-- picture: ./netgen show samples/shop/recording -f mermaid -->");
    assertThat(marker).isPositive();
    assertThat(lines.get(marker + 1)).isEqualTo("```mermaid");
    List<String> rest = lines.subList(marker + 2, lines.size());
    assertThat(rest.subList(0, rest.indexOf("```")))
        .containsExactlyElementsOf(
            netgen("show", Samples.SHOP, "-f", "mermaid").out().lines().toList());
  }

  @Test
  void theReadmeListsEveryVerb() throws IOException {
    String readme = Files.readString(Samples.ROOT.resolve("README.md"));
    for (Object verb : Verbs.all()) {
      assertThat(readme).contains("`netgen " + new CommandLine(verb).getCommandName());
    }
  }

  private static CommandLine fresh() {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    return Main.commandLine(new ErrorReporter(nowhere), nowhere, nowhere);
  }
}
