package dev.netgen.generator.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class YamlWriterTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "",
        "on",
        "22:22",
        "0o17",
        "a\nb: c",
        "\"",
        "\\",
        "\\u0041",
        "# no comment",
        "{a: b}",
        "- x",
        "\u202Egpj.exe",
        "\u0000\u0007\u007F\u0085\u2028",
        "\uD83D\uDE00",
        "é",
        "---",
        "%YAML",
        "!!python/object"
      })
  void quotedStringsReadBackAsTheyWere(String text) {
    String yaml = "key: " + YamlWriter.quoted(text);
    assertThat(yaml).matches("[ -~]*");
    assertThat(new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(yaml))
        .isEqualTo(java.util.Map.of("key", text));
  }

  @Test
  void charactersBeyond16BitsAreOneEscape() {
    assertThat(YamlWriter.quoted("\uD83D\uDE00")).isEqualTo("\"\\U0001f600\"");
  }

  @Test
  void commentsStayOnTheirLine() {
    String text = new YamlWriter().comment(1, "a\nkind: Evil\r\u2028\u202E\u0085é").text();
    assertThat(text)
        .isEqualTo(
            GeneratedFile.MARKER + "\n  # a\\u000akind: Evil\\u000d\\u2028\\u202e\\u0085\\u00e9\n");
  }

  @Test
  void longCommentsAreCut() {
    String text = new YamlWriter().comment(0, "x".repeat(5000)).text();
    assertThat(text).endsWith("x...\n").hasSizeLessThan(1200);
  }

  /** A decision's reason has 500 characters at most, and a workload's id stands before it. */
  @Test
  void reasonsAreWhole() {
    String reason = "r".repeat(500);
    assertThat(new YamlWriter().comment(0, "k8s:" + "n".repeat(300) + " " + reason).text())
        .endsWith(reason + "\n");
  }
}
