package dev.netgen.generator.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netgen.generator.docker.YamlTree.Mapping;
import dev.netgen.generator.target.YamlWriter;
import dev.netgen.model.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTreeReaderTest {
  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          22:22            | 22:22
          "22:22"          | "22:22"
          '22:22'          | "22:22"
          12:30:45         | 12:30:45
          0o17             | 0o17
          017              | 017
          on               | on
          "on"             | "on"
          'it''s'          | "it's"
          1e3              | 1e3
          ~                | ~
          null             | null
          ""               | ""
          1.10             | 1.10
          0x1F             | 0x1F
          +.inf            | +.inf
          ${HOME}/x        | ${HOME}/x
          a-b c            | a-b c
          $$x              | $$x
          http://x/y:z     | http://x/y:z
          "a\\nb"          | "a\\u000ab"
          !!str 22         | "22"
          é                | "\\u00e9"
          =                | =
          -1               | -1
          """)
  void scalarsKeepTheirCharacters(String written, String expected) {
    assertThat(rewritten("k: " + written)).isEqualTo("k: " + expected + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: {b: [1, 2], c: {}, d: []}",
        "a: &x {b: 1}\nc: *x",
        "base: &b {x: 1, y: 2}\nc: {<<: *b, y: 3}",
        "a: |\n  line one\n  line two\n",
        "a: >-\n  folded\n  text\n",
        "a: plain\n  over lines",
        "? a\n: b",
        "a:\n- b\n-\n  - c\n- {d: e}",
        "{---: 1, \"- x\": 2}",
        "a: \"tab\\there\"",
      })
  void whatIsWrittenReadsBackEqual(String text) {
    String once = rewritten(text);
    assertThat(rewritten(once)).isEqualTo(once);
    assertThat(load(once)).isEqualTo(load(text));
  }

  @Test
  void mergeKeysGiveWayToOwnKeysAndEarlierOnesWin() {
    String text = "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc:\n  z: 3\n  <<: [*a, *b]\n";
    assertThat(rewritten(text)).endsWith("c:\n  x: 1\n  y: 1\n  z: 3\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                      | empty file
          a: 1\\na: 2             | key "a" twice: compose.yaml line 2
          a: 1\\n"a": 2           | key "a" twice
          a: 1\\na:\\n  b: 2\\n  c: 3 | key "a" twice: compose.yaml line 2
          a: [                    | not YAML: compose.yaml line
          a: *b                   | alias to nothing or to itself
          a: &x [*x]              | alias to nothing or to itself
          a: 1\\n---\\nb: 2       | more than one document
          [1]: 2                  | a key that is not a short scalar
          a: !override {}         | tag !override
          a: !!binary aGk=        | tag tag:yaml.org,2002:binary
          a: !!python/x y         | tag tag:yaml.org,2002:python/x
          <<: 1                   | merge key without a mapping
          """)
  void whatIsNotPlainYamlIsRefused(String text, String line) {
    assertThatThrownBy(() -> YamlTreeReader.read("compose.yaml", text.replace("\\n", "\n")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.kind()).isEqualTo(ProblemException.Kind.INPUT))
        .hasMessageStartingWith(line);
  }

  @Test
  void boundsHold() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      laughs.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
    }
    refused(laughs.toString(), "too large with its aliases");
    refused("[".repeat(2_000) + "]".repeat(2_000), "nested too deeply");
    refused("x".repeat((1 << 20) + 1), "too long");
    refused("a: x\u0007y", "not YAML");
    refused("x".repeat(600) + ": 1", "a key that is not a short scalar");
  }

  private static void refused(String text, String line) {
    assertThatThrownBy(() -> YamlTreeReader.read("compose.yaml", text))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith(line);
  }

  private static String rewritten(String text) {
    YamlWriter yaml = new YamlWriter();
    Mapping mapping = (Mapping) YamlTreeReader.read("compose.yaml", text);
    mapping.entries().values().forEach(entry -> new YamlTreeWriter(yaml).entry(0, entry));
    return yaml.text().substring(yaml.text().indexOf('\n') + 1);
  }

  private static Object load(String text) {
    return new org.yaml.snakeyaml.Yaml(
            new org.yaml.snakeyaml.constructor.SafeConstructor(
                new org.yaml.snakeyaml.LoaderOptions()))
        .load(text);
  }
}
