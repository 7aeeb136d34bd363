package dev.netgen.cli;

import static dev.netgen.cli.Invocation.netgen;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plainest command lines do what the parser's do, and nothing else is taken for one. */
class PlainFlowsTest {
  private static String[] words(String line) {
    return line.split(" ", -1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flows a.pcap",
        "flows a.pcap b.pcap --format tsv",
        "flows --format json a.pcap",
        "flows --format=table a --strict"
      })
  void plain(String line) {
    assertThat(PlainFlows.of(words(line))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "flows",
        "analyze a.pcap",
        "flows --help",
        "flows a.pcap -h",
        "flows a.pcap --format",
        "flows a.pcap --format xml",
        "flows a.pcap --format TSV",
        "flows a.pcap --format tsv --format tsv",
        "flows a.pcap --strict --strict",
        "flows a.pcap --inventory x.json",
        "flows a.pcap --debug",
        "flows @arguments",
        "flows -",
        "flows a.pcap ",
        "flows -- a.pcap",
        "--debug flows a.pcap"
      })
  void forTheParser(String line) {
    assertThat(PlainFlows.of(words(line))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "tsv", "json"})
  void theParserGivesTheSame(String format) {
    Invocation plain = netgen("flows", Samples.SHOP, "--format", format, "--strict");
    Invocation parsed = netgen("flows", Samples.SHOP, "-f", format, "--strict");
    assertThat(plain).isEqualTo(parsed);
    assertThat(plain.out()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-such-file.pcap", "."})
  void soDoesItOfErrors(String input) {
    assertThat(netgen("flows", input, "--format", "tsv"))
        .isEqualTo(netgen("flows", input, "-f", "tsv"));
  }
}
