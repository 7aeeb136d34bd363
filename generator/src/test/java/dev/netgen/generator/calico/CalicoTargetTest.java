package dev.netgen.generator.calico;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.CrdSchemas;
import dev.netgen.generator.GraphSketch;
import dev.netgen.generator.target.Emission;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.model.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calico's limits and its selector language. */
class CalicoTargetTest {
  private static final String A = "k8s:shop/Deployment/a";
  private static final String B = "k8s:shop/Deployment/b";

  @Test
  void selectorsAreWritten() {
    assertThat(
            CalicoSelector.of(
                ImmutableSortedMap.of("app", "a", "x.io/y", ""),
                ImmutableSortedMap.of("tier", ImmutableSortedSet.of("b", "c")),
                "here"))
        .isEqualTo("app == 'a' && x.io/y == '' && tier not in { 'b', 'c' }");
    assertThat(CalicoSelector.of(ImmutableMap.of(), ImmutableSortedMap.of(), "here"))
        .isEqualTo("all()");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'", "\"", "a' || has(x) || 'b", "a b", "a\nb", "\\", "\u202E", "}"})
  void whatCannotBeQuotedIsRefused(String hostile) {
    assertThatThrownBy(
            () ->
                CalicoSelector.of(
                    ImmutableMap.of("app", hostile), ImmutableSortedMap.of(), "shop/x"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("shop/x");
    assertThatThrownBy(
            () ->
                CalicoSelector.of(ImmutableMap.of(hostile, "a"), ImmutableSortedMap.of(), "shop/x"))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void aSelectorBeyondTheLimitIsRefused() {
    GraphSketch sketch = new GraphSketch();
    String[] labels = new String[20];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = "label" + i + "=" + "v".repeat(63);
    }
    sketch.workload(A, labels);
    assertThatThrownBy(() -> CalicoTarget.enforced().emit(sketch.request()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("Calico takes 1024");
    assertThat(CalicoTarget.stagedKubernetes().emit(sketch.request()).files()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"50, 1", "51, 2", "101, 3"})
  void longListsOfPortsAreSeveralRules(int ports, int rules) {
    GraphSketch sketch = new GraphSketch().workload(A, "app=a").workload(B, "app=b");
    for (int port = 1; port <= ports; port++) {
      sketch.link(A, B, port + "/tcp");
    }
    String text = text(CalicoTarget.enforced().emit(sketch.request()), "deployment-a");
    assertThat(text.split("- action: Allow", -1)).hasSize(rules + 1);
  }

  @Test
  void aRuleHasOneFamilyAndOneTransport() {
    GraphSketch sketch =
        new GraphSketch()
            .workload(A, "app=a")
            .link(A, "outside:x.example.com", "443/tcp")
            .link(A, "outside:x.example.com", "443/udp")
            .addresses("outside:x.example.com", "192.0.2.1", "192.0.2.2", "2001:db8::1");
    String text = text(CalicoTarget.enforced().emit(sketch.request()), "deployment-a");
    assertThat(text.split("- action: Allow", -1)).hasSize(5);
    for (String rule : text.split("- action: Allow", -1)) {
      assertThat(rule.contains("192.0.2.") && rule.contains("2001:")).isFalse();
    }
  }

  @Test
  void aDotInANameNamesNoTier() {
    GraphSketch sketch =
        new GraphSketch()
            .workload("k8s:shop/Deployment/a.b", "app=ab")
            .workload("k8s:shop/Deployment/a-b", "app=a-b");
    Emission emission = CalicoTarget.enforced().emit(sketch.request());
    assertThat(text(emission, "deployment-a.b")).contains("name: \"netgen-deployment-a-b-");
    assertThat(text(emission, "deployment-a-b")).contains("name: \"netgen-deployment-a-b\"");
    emission.files().forEach(file -> assertThat(file.content()).doesNotContain("name: \"a.b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"calico", "calico-staged", "calico-staged-kubernetes"})
  void hostileTextBreaksOutOfNothing(String name) {
    String evil = "x'\n---\nkind: Evil\n\u202E";
    GraphSketch sketch =
        new GraphSketch()
            .workload(A, "app=a", "evil=" + evil, evil + "=x")
            .workload(B, "app=b")
            .link(A, B, "80/tcp", evil);
    CalicoTarget target =
        switch (name) {
          case "calico" -> CalicoTarget.enforced();
          case "calico-staged" -> CalicoTarget.staged();
          default -> CalicoTarget.stagedKubernetes();
        };
    assertThat(target.emit(sketch.request()).files()).hasSize(3);
    for (GeneratedFile file : target.emit(sketch.request()).files()) {
      assertThat(file.content()).matches("[ -~\\n]*").doesNotContain("\nkind: Evil");
      assertThat(file.path()).startsWith(name + "/shop/");
      CrdSchemas.check(name, file);
    }
  }

  private static String text(Emission emission, String name) {
    return emission.files().stream()
        .filter(file -> file.path().endsWith("/" + name + ".yaml"))
        .map(GeneratedFile::content)
        .findFirst()
        .orElse("");
  }
}
