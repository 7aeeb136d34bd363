package dev.netgen.generator.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.netgen.generator.GraphSketch;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.net.Port;
import dev.netgen.model.problem.ProblemException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policies of Calico's and Cilium's kinds written by hand: the limits of what is read. */
class OwnKindTextsTest {
  private static final String CALICO_RULE =
      "{action: Allow, protocol: TCP, source: {SOURCE}, destination: {ports: [PORTS]}}";

  private static List<GeneratedFile> file(
      String apiVersion, String kind, String name, String spec) {
    return List.of(
        new GeneratedFile(
            "t/p.yaml",
            GeneratedFile.MARKER
                + ("\n{apiVersion: " + apiVersion + ", kind: " + kind)
                + (", metadata: {namespace: shop, name: \"" + name + "\"}")
                + (", spec: " + spec + "}\n")));
  }

  private static IsolationPolicy calico(String name, String spec) {
    return CalicoPolicies.read(
            file("projectcalico.org/v3", "NetworkPolicy", name, spec),
            "projectcalico.org/v3",
            "NetworkPolicy")
        .get(0);
  }

  private static String calicoRule(String source, String ports) {
    return CALICO_RULE.replace("SOURCE", source).replace("PORTS", ports);
  }

  private static String calicoSpec(String types, String... rules) {
    return "{selector: \"app == 'web'\", types: ["
        + types
        + "], ingress: ["
        + String.join(", ", rules)
        + "]}";
  }

  private static IsolationPolicy cilium(String direction, String rules) {
    return CiliumPolicies.read(
            file(
                "cilium.io/v2",
                "CiliumNetworkPolicy",
                "p",
                "{endpointSelector: {matchLabels: {\"k8s:app\": web}}, "
                    + (direction + ": [" + rules + "]}")))
        .get(0);
  }

  private static String ciliumRule(String side, String ports) {
    return "{" + side + "Entities: [world], toPorts: [{ports: [" + ports + "]}]}";
  }

  private static String numbers(int count, String form) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> form.replace("N", String.valueOf(i)))
        .collect(Collectors.joining(", "));
  }

  @Test
  void calicoIsolatesWhereTypesSay() {
    String rule = calicoRule("selector: \"app == 'x'\"", "80");
    assertThat(calico("p", calicoSpec("Ingress", rule)).rules().keySet())
        .containsExactly(Direction.INGRESS);
    assertThat(calico("p", calicoSpec("Ingress, Egress", rule)).rules().keySet())
        .containsExactlyInAnyOrder(Direction.INGRESS, Direction.EGRESS);
    assertThatThrownBy(() -> calico("p", calicoSpec("Egress", rule)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("types do not name");
    assertThatThrownBy(() -> calico("p", calicoSpec("", rule)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("types are to be said");
  }

  @ParameterizedTest
  @CsvSource({"p, true", ".p, false", "p.q, false"})
  void aDotWouldNameATier(String name, boolean read) {
    String spec = calicoSpec("Ingress", calicoRule("nets: [10.0.0.0/8]", "80"));
    if (read) {
      assertThat(calico(name, spec).fullName()).isEqualTo("shop/" + name);
    } else {
      assertThatThrownBy(() -> calico(name, spec)).hasMessageContaining("tier");
    }
  }

  @Test
  void rulesAreNumberedFromOne() {
    String rule = calicoRule("nets: [10.0.0.0/8]", "80");
    assertThat(calico("p", calicoSpec("Ingress", rule, rule, rule)).rules(Direction.INGRESS))
        .extracting(each -> each.name().number())
        .containsExactly(1, 2, 3);
    String port = "{port: \"80\", protocol: TCP}";
    String some = String.join(", ", ciliumRule("from", port), ciliumRule("from", port));
    assertThat(cilium("ingress", some).rules(Direction.INGRESS))
        .extracting(each -> each.name().number())
        .containsExactly(1, 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.0/8, 11.0.0.0/8 | true",
        "2001:db8::/32, 2001:db9::/32 | true",
        "10.0.0.0/8, 2001:db8::/32 | false"
      })
  void netsOfARuleAreOfOneFamily(String nets, boolean read) {
    String spec = calicoSpec("Ingress", calicoRule("nets: [" + nets + "]", "80"));
    if (read) {
      assertThat(calico("p", spec).rules(Direction.INGRESS).get(0).blocks()).hasSize(2);
    } else {
      assertThatThrownBy(() -> calico("p", spec)).hasMessageContaining("two families");
    }
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, true", "65535, true", "65536, false"})
  void portsAreOnesThatExist(int port, boolean read) {
    String calico = calicoSpec("Ingress", calicoRule("nets: [10.0.0.0/8]", String.valueOf(port)));
    String cilium = ciliumRule("from", "{port: \"" + port + "\", protocol: TCP}");
    if (read) {
      Port expected = Port.parse(port + "/tcp");
      assertThat(calico("p", calico).rules(Direction.INGRESS).get(0).names(expected, named()))
          .isTrue();
      assertThat(cilium("ingress", cilium).rules(Direction.INGRESS).get(0).names(expected, named()))
          .isTrue();
    } else {
      assertThatThrownBy(() -> calico("p", calico)).hasMessageContaining("is none");
      assertThatThrownBy(() -> cilium("ingress", cilium)).hasMessageContaining("is none");
    }
  }

  private static ImmutableSet<java.util.Map.Entry<String, Port>> named() {
    return ImmutableSet.of();
  }

  /** As the schemas limit them: 50 ports a rule for Calico, 40 for Cilium. */
  @ParameterizedTest
  @CsvSource({
    "calico, 0, false",
    "calico, 50, true",
    "calico, 51, false",
    "cilium, 0, false",
    "cilium, 40, true",
    "cilium, 41, false"
  })
  void listsOfPortsHaveALimit(String kind, int count, boolean read) {
    String calico = calicoSpec("Ingress", calicoRule("nets: [10.0.0.0/8]", numbers(count, "N")));
    String cilium = ciliumRule("from", numbers(count, "{port: \"N\", protocol: TCP}"));
    Runnable reading =
        kind.equals("calico") ? () -> calico("p", calico) : () -> cilium("ingress", cilium);
    if (read) {
      assertThatCode(reading::run).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(reading::run).hasMessageContaining("holds 1 to");
    }
  }

  /** Named ports are the server's: of who has the policy inbound, of nobody behind a word out. */
  @Test
  void whatWordsGrantIsByThePortsOfTheServer() {
    GraphSketch sketch =
        new GraphSketch()
            .workload("k8s:shop/Deployment/web", "app=web")
            .ports("k8s:shop/Deployment/web", "http=8080/tcp");
    String port = "{port: \"http\", protocol: TCP}";
    assertThat(granted(sketch, "ingress", ciliumRule("from", port)))
        .contains("reserved:world -> k8s:shop/Deployment/web 8080/tcp");
    assertThat(granted(sketch, "egress", ciliumRule("to", port)))
        .noneMatch(line -> line.contains("8080/tcp"));
    assertThat(granted(sketch, "egress", ciliumRule("to", "{port: \"8080\", protocol: TCP}")))
        .contains("k8s:shop/Deployment/web -> reserved:world 8080/tcp");
  }

  private static List<String> granted(GraphSketch sketch, String direction, String rule) {
    List<GeneratedFile> files =
        file(
            "cilium.io/v2",
            "CiliumNetworkPolicy",
            "p",
            "{endpointSelector: {matchLabels: {\"k8s:app\": web}}, "
                + (direction + ": [" + rule + "]}"));
    return new CiliumVerifier()
        .prove(sketch.request(), ImmutableList.copyOf(files)).granted().stream()
            .map(each -> each.from() + " -> " + each.to() + " " + each.ports())
            .toList();
  }
}
