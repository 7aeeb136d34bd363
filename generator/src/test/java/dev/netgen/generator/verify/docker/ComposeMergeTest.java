package dev.netgen.generator.verify.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Compose makes of two files (Compose Specification, "Merge and override"). */
class ComposeMergeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{a: 1}                    | {b: 2}                    | {a: 1, b: 2}",
        "{a: 1}                    | {a: 2}                    | {a: 2}",
        "{a: {b: 1, c: 2}}         | {a: {c: 3}}               | {a: {b: 1, c: 3}}",
        "{a: [1]}                  | {a: [2]}                  | {a: [1, 2]}",
        "{a: [1]}                  | {a: !override [2]}        | {a: [2]}",
        "{a: {b: 1}}               | {a: !override {c: 2}}     | {a: {c: 2}}",
        "{a: [1], b: 1}            | {a: !reset []}            | {b: 1}",
        "{a: {b: 1, c: 2}}         | {a: {b: !reset null}}     | {a: {c: 2}}",
        "{a: 1}                    | {b: {c: !reset 1, d: 2}}  | {a: 1, b: {d: 2}}",
        "{a: {b: 1}}               | {a: }                     | {a: {b: 1}}",
        "{a: }                     | {a: {b: 1}}               | {a: {b: 1}}"
      })
  void anywhere(String base, String over, String merged) {
    assertThat(merged(base, over)).isEqualTo(texts(merged));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "networks: [x]         | networks: [y]              | networks: {x: , y: }",
        "networks: {x: {p: 1}} | networks: [x, y]           | networks: {x: {p: 1}, y: }",
        "networks: [x]         | networks: !override [y]    | networks: [y]",
        "networks: [x]         | networks: {x: !reset }     | networks: {}",
        "networks: {x: null}   | networks: {x: {p: 1}}      | networks: {x: {p: 1}}",
        "sysctls: [a=1, b=1]   | sysctls: {b: 0}            | sysctls: {a: 1, b: 0}",
        "command: [a]          | command: [b]               | command: [b]",
        "ports: ['1:1']        | ports: ['1:1', '2:2']      | ports: ['1:1', '2:2']",
        "ports: ['1:1']        | ports: ['127.0.0.1:1:1']   | ports: ['1:1', '127.0.0.1:1:1']",
        "ports: ['1:1']        | ports: !override ['2:2']   | ports: ['2:2']",
        "ports: ['1:1']        | ports: !reset []           | {}"
      },
      quoteCharacter = '"')
  void inAService(String base, String over, String merged) {
    String service = "services: {a: {%s}}";
    String expected = merged.equals("{}") ? "services: {a: {}}" : service.formatted(merged);
    assertThat(merged(service.formatted(base), service.formatted(over))).isEqualTo(texts(expected));
  }

  private static JsonNode merged(String base, String over) {
    return ComposeMerge.merged(
        ComposeTree.read("base", base).root(), ComposeTree.read("over", over));
  }

  private static JsonNode texts(String yaml) {
    return ComposeTree.read("expected", yaml).root();
  }
}
