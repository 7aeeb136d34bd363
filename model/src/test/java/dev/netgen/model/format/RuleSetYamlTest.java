package dev.netgen.model.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netgen.model.firewall.RuleSet;
import dev.netgen.model.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSetYamlTest {
  private static final String GOOD =
      """
      apiVersion: netgen/v1
      kind: RuleSet
      project: "shop"
      table: "netgen_shop"
      bridges: ["ng-1"]
      subnets: ["10.213.0.0/28"]
      services:
        - {name: "web", v4: "s_web_4", v6: "s_web_6"}
      """;

  @Test
  void reads() {
    RuleSet rules = RuleSetYaml.parse(GOOD, "x.yaml");
    assertThat(rules.project()).isEqualTo("shop");
    assertThat(rules.services().get("web")).isEqualTo(new RuleSet.Sets("s_web_4", "s_web_6"));
    assertThat(rules.subnets().toString()).isEqualTo("[10.213.0.0/28]");
  }

  @ParameterizedTest
  @CsvSource({
    "kind: RuleSet, kind: Other",
    "netgen_shop, 'netgen; flush ruleset'",
    "ng-1, 'a b'",
    "10.213.0.0/28, nonsense",
    "s_web_4, 's_web} x'",
    "bridges:, unknown:"
  })
  void refusesWhatItDoesNotKnow(String old, String replaced) {
    assertThatThrownBy(() -> RuleSetYaml.parse(GOOD.replace(old, replaced), "x.yaml"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("x.yaml");
  }
}
