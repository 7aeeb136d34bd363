package dev.netgen.generator.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.netgen.generator.GraphSketch;
import dev.netgen.model.graph.Direction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of manifests that people give. */
class GivenPoliciesTest {
  private static final String POLICY =
      "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a, namespace: shop},"
          + " spec: {podSelector: {}}}";

  @TempDir private Path folder;

  private GivenPolicies read(String... documents) throws IOException {
    Path file = folder.resolve("p.yaml");
    Files.writeString(file, "---\n" + String.join("\n---\n", documents) + "\n");
    return GivenPolicies.read(List.of(file));
  }

  private static List<String> names(GivenPolicies given) {
    return given.policies().stream().map(IsolationPolicy::fullName).toList();
  }

  private List<String> notes(GivenPolicies given) {
    return given.notes().stream().map(note -> note.replace(folder + "/", "")).toList();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      quoteCharacter = '`',
      textBlock =
          """
          a policy              | POLICY                                          | shop/a        | -
          without a namespace   | PLAIN                                           | default/b     | -
          a blank namespace     | BLANK                                           | default/b     | -
          a typed list          | {apiVersion: networking.k8s.io/v1, kind: NetworkPolicyList, items: [{metadata: {name: l, namespace: x}, spec: {podSelector: {}}}]} | x/l | -
          a list of objects     | {apiVersion: v1, kind: List, items: [POLICY, PLAIN]} | default/b,shop/a | -
          without a spec        | {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: x}} | default/x | -
          without a version     | {kind: NetworkPolicy, metadata: {name: s}}      | -             | not taken into account: 1 NetworkPolicy without apiVersion
          another kind          | {apiVersion: v1, kind: Secret, metadata: {name: s}} | -          | not taken into account: 1 Secret of v1
          another version       | {apiVersion: extensions/v1beta1, kind: NetworkPolicy, metadata: {name: s}} | - | not taken into account: 1 NetworkPolicy of extensions/v1beta1
          a namespace elsewhere | {apiVersion: x/v1, kind: Namespace, metadata: {name: s}} | -     | not taken into account: 1 Namespace of x/v1
          another API's policy  | {apiVersion: policy.networking.k8s.io/v1alpha1, kind: AdminNetworkPolicy, metadata: {name: s}} | - | not taken into account: 1 AdminNetworkPolicy of policy.networking.k8s.io/v1alpha1
          Cilium's own          | {apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: s}} | - | not taken into account: 1 CiliumNetworkPolicy of cilium.io/v2
          Calico's own          | {apiVersion: projectcalico.org/v3, kind: NetworkPolicy, metadata: {name: s}} | - | not taken into account: 1 NetworkPolicy of projectcalico.org/v3
          a list without items  | {apiVersion: v1, kind: List}                    | -             | not taken into account: 1 List of v1
          """)
  void documents(String name, String text, String policies, String note) throws IOException {
    GivenPolicies given =
        read(
            text.replace("POLICY", POLICY)
                .replace("PLAIN", POLICY.replace("name: a, namespace: shop", "name: b"))
                .replace(
                    "BLANK", POLICY.replace("name: a, namespace: shop", "name: b, namespace: ''")));
    assertThat(names(given))
        .isEqualTo(policies == null ? List.of() : List.of(policies.split(",", -1)));
    assertThat(notes(given)).isEqualTo(note == null ? List.of() : List.of(note));
    assertThat(given.broken()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1, 2] | no Kubernetes object",
        "{apiVersion: v1, metadata: {name: x}} | no Kubernetes object",
        "{apiVersion: v1, kind: List, items: [{apiVersion: v1, metadata: {}}, 5]} | items[1]",
        "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, spec: {podSelector: {}}} |"
            + " policy without metadata",
        "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: x}, spec:"
            + " {podSelector: {}, policyTypes: [Both]}} | policyTypes knows",
        "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: x}, spec: 3} |"
            + " not a NetworkPolicy",
        "{apiVersion: v1, kind: Namespace, metadata: {name: A}} | not a Namespace: \"name\"",
        "{apiVersion: v1, kind: Namespace} | not a Namespace: \"name\"",
        "{apiVersion: v1, kind: Namespace, metadata: {name: a, labels: {t: 1}}} | \"labels\"",
        "{apiVersion: v1, kind: Namespace, metadata: {name: a, labels: [t]}} | \"labels\"",
      })
  void whatIsWrongWithOneDocumentDoesNotTouchTheOthers(String text, String says)
      throws IOException {
    GivenPolicies given = read(text, POLICY);
    assertThat(names(given)).containsExactly("shop/a");
    assertThat(given.broken()).anyMatch(line -> line.contains(says));
  }

  @Test
  void notesAreCountedAndOfTwoWithOneNameTheLastCounts() throws IOException {
    GivenPolicies given =
        read(
            POLICY,
            POLICY.replace("podSelector: {}", "podSelector: {}, policyTypes: [Egress], speck: 1"),
            POLICY.replace("name: a,", "name: b,").replace(", spec", ", status: {}, spec"),
            "{apiVersion: v1, kind: Secret, metadata: {name: s}}",
            "{apiVersion: v1, kind: Secret, metadata: {name: t}}");
    assertThat(given.policies().get(0).rules()).containsOnlyKeys(Direction.EGRESS);
    assertThat(notes(given))
        .containsExactly(
            "not taken into account: 2 Secret of v1",
            "policy shop/a is given twice, the last counts: p.yaml, p.yaml line 3",
            "unknown field spec.speck, which the API server drops: p.yaml line 3");
  }

  /** The API server drops what it does not know; whoever wrote it meant something by it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spek: {}, spec: {podSelector: {}} | policy.spek",
        "spec: {podSelector: {}, x: 1} | spec.x",
        "spec: {podSelector: {x: 1}} | selector.x",
        "spec: {podSelector: {matchExpressions: [{key: a, operator: Exists, x: 1}]}} |"
            + " matchExpressions.x",
        "spec: {podSelector: {}, ingress: [{x: 1}]} | ingress.x",
        "spec: {podSelector: {}, ingress: [{ports: [{port: 1, x: 1}]}]} | ports.x",
        "spec: {podSelector: {}, ingress: [{from: [{podSelector: {}, x: 1}]}]} | peer.x",
        "spec: {podSelector: {}, ingress: [{from: [{podSelector: {x: 1}}]}]} | selector.x",
        "spec: {podSelector: {}, ingress: [{from: [{namespaceSelector: {x: 1}}]}]} | selector.x",
        "spec: {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, x: 1}}]}]} |"
            + " ipBlock.x",
        "spec: {podSelector: {}, egress: [{x: 1}]} | egress.x",
        "spec: {podSelector: {}, egress: [{ports: [{port: 1, x: 1}]}]} | ports.x",
        "spec: {podSelector: {}, egress: [{to: [{podSelector: {}, x: 1}]}]} | peer.x",
        "metadata: {name: a, x: 1}, spec: {podSelector: {}} | metadata.x",
      })
  void unknownFieldsAreNamed(String rest, String field) throws IOException {
    GivenPolicies given =
        read(
            "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, "
                + (rest.startsWith("metadata") ? "" : "metadata: {name: a}, ")
                + (rest + "}"));
    assertThat(names(given)).containsExactly("default/a");
    assertThat(notes(given))
        .containsExactly("unknown field " + field + ", which the API server drops: p.yaml");
  }

  @Test
  void namespacesHaveTheirLabels() throws IOException {
    GivenPolicies given =
        read("{apiVersion: v1, kind: Namespace, metadata: {name: ops, labels: {team: x}}}");
    assertThat(given.namespaces()).containsExactly(Map.entry("ops", ImmutableMap.of("team", "x")));
    assertThat(given.notes()).isEmpty();
    assertThat(GivenPolicies.none().policies()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{matchLabels: {team: x}} | label team, which no manifest given tells of db, web:",
        "{matchExpressions: [{key: env, operator: Exists}, {key: team, operator: Exists}]}"
            + " | label env, team, which",
        "{matchLabels: {kubernetes.io/metadata.name: web}} | -",
        "{} | -",
      })
  void labelsOfNamespacesThatNobodyTellsOf(String selector, String says) throws IOException {
    GivenPolicies given =
        read(
            POLICY.replace(
                "podSelector: {}",
                "podSelector: {}, ingress: [{from: [{namespaceSelector: " + selector + "}]}]"),
            "{apiVersion: v1, kind: Namespace, metadata: {name: ops}}");
    GraphSketch graph =
        new GraphSketch()
            .workload("k8s:web/Deployment/a", "app=a")
            .workload("k8s:db/Deployment/b", "app=b")
            .workload("k8s:ops/Deployment/c", "app=c");
    assertThat(given.unknownNamespaces(graph.graph()).orElse("-")).contains(says);
  }
}
