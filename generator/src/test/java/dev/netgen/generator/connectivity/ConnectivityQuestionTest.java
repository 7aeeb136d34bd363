package dev.netgen.generator.connectivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netgen.model.connectivity.Verdict;
import dev.netgen.model.net.Port;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which policies and rules decide about one connection. */
class ConnectivityQuestionTest {
  @TempDir private Path folder;
  private ConnectivityQuestion questions;

  @BeforeEach
  void read() throws IOException {
    Path file = folder.resolve("all.yaml");
    Files.writeString(
        file,
        """
        {apiVersion: v1, kind: Pod, metadata: {name: a, labels: {app: a}}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: b, labels: {app: b}}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: twin}}
        ---
        {apiVersion: apps/v1, kind: Deployment, metadata: {name: twin}}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: two}
        spec:
          podSelector: {matchLabels: {app: b}}
          ingress:
          - {from: [{podSelector: {matchLabels: {app: a}}}], ports: [{port: 1}]}
          - {ports: [{port: 1}, {port: 2}]}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: deny}
        spec: {podSelector: {matchLabels: {app: b}}, policyTypes: [Ingress, Egress]}
        """);
    questions = new ConnectivityQuestion(ManifestReader.read(List.of(file)));
  }

  private static String words(Verdict verdict) {
    return verdict.sides().stream()
        .map(s -> s.direction().word() + " " + s.isolating() + " " + s.allowing())
        .collect(Collectors.joining("; "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "default/a | default/b | 1/tcp | true | egress [] []; ingress [default/deny, default/two] [default/two rule 1, default/two rule 2]",
        "default/a[Pod] | default/b[Pod] | 3/tcp | false | egress [] []; ingress [default/deny, default/two] []",
        "default/b | default/a | 1/tcp | false | egress [default/deny] []; ingress [] []",
        "10.0.0.1 | default/b | 2/tcp | true | ingress [default/deny, default/two] [default/two rule 2]",
        "10.0.0.1 | default/b | 2/udp | false | ingress [default/deny, default/two] []",
        "default/a | 2001:db8::1 | 2/udp | true | egress [] []"
      })
  void whatDecides(String from, String to, String port, boolean allowed, String sides) {
    Verdict verdict = questions.ask(from, to, Port.parse(port));
    assertThat(verdict.allowed()).isEqualTo(allowed);
    assertThat(words(verdict)).isEqualTo(sides);
  }

  @ParameterizedTest
  @CsvSource({"default/twin, several", "default/none, neither"})
  void endsMustBeKnown(String end, String problem) {
    assertThatThrownBy(() -> questions.ask(end, "default/a", Port.parse("1/tcp")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void theKindTellsTwinsApart() {
    assertThat(questions.ask("default/twin[Pod]", "default/a", Port.parse("1/tcp")).from())
        .isEqualTo("default/twin[Pod]");
  }
}
