package dev.netgen.model.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netgen.model.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Anchors, aliases and merge keys, as hand-written manifests hold them. */
class AnchoredYamlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{a: &x web, b: *x}|{\"a\":\"web\",\"b\":\"web\"}",
        "{a: &x {k: 1, l: [2, true]}, b: *x}|"
            + "{\"a\":{\"k\":1,\"l\":[2,true]},\"b\":{\"k\":1,\"l\":[2,true]}}",
        "{a: &x [1], b: [*x, *x]}|{\"a\":[1],\"b\":[[1],[1]]}",
        "{a: &x {k: 1, l: 2}, b: {<<: *x, l: 3}}|{\"a\":{\"k\":1,\"l\":2},\"b\":{\"l\":3,\"k\":1}}",
        "{a: &x {k: 1}, b: &y {k: 2, m: 5}, c: {<<: [*x, *y]}}|"
            + "{\"a\":{\"k\":1},\"b\":{\"k\":2,\"m\":5},\"c\":{\"k\":1,\"m\":5}}",
        "{a: &x 1, b: &x 2, c: *x}|{\"a\":1,\"b\":2,\"c\":2}",
        "{a: &x null, b: '*x', c: \"a & b\"}|{\"a\":null,\"b\":\"*x\",\"c\":\"a & b\"}",
        "[&x 8080, *x]|[8080,8080]",
        "{a: &x 1, b: , c: ~, d: '', e: *x}|{\"a\":1,\"b\":null,\"c\":null,\"d\":\"\",\"e\":1}",
      })
  void anAliasIsWhatItsAnchorNamed(String yaml, String json) {
    assertThat(Documents.yaml("t", yaml)).hasToString(json);
  }

  @Test
  void inBlocksToo() {
    String text =
        """
        labels: &labels
          app: &app web
        select:
          matchLabels: *labels
          name: *app
        """;
    assertThat(Documents.yaml("t", text))
        .hasToString(
            """
            {"labels":{"app":"web"},"select":{"matchLabels":{"app":"web"},"name":"web"}}"""
                .strip());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{a: *x, b: &x 1}", "{a: &x 1, b: *y}", "{a: &x [*x]}", "{a: &x 1}\n---\n*x"})
  void anAliasWithoutItsAnchorBeforeItIsRefused(String yaml) {
    assertThatThrownBy(() -> Documents.yaml("t", yaml))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("not valid YAML");
  }

  @Test
  void aliasesOfAliasesAreBounded() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      String before = "*a" + (i - 1);
      text.append("a%d: &a%d [%s, %s, %s]\n".formatted(i, i, before, before, before));
    }
    assertThatThrownBy(() -> Documents.yaml("t", text.toString()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("not valid YAML");
  }
}
