package dev.netgen.generator.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netgen.model.format.Documents;
import dev.netgen.model.problem.ProblemException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API server's decoder and its rules for names take, and what they refuse. */
class PolicyShapeTest {
  private static IsolationPolicy read(String metadata, String spec) {
    String text =
        "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: "
            + metadata
            + ", spec: "
            + spec
            + "}";
    return PolicyCompiler.compile(PolicyReader.policy(Documents.yaml("p", text), "p"), "p");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "policyTypes: [ingress]                                   | policyTypes",
        "policyTypes: [null]                                      | policyTypes",
        "policyTypes: Ingress                                     | policyTypes",
        "policyTypes: [Ingress, Egress, Ingress]                  | policyTypes",
        "ingress: {}                                              | ingress",
        "ingress: [x]                                             | ingress",
        "ingress: [{from: {}}]                                    | from",
        "ingress: [{from: [null]}]                                | a peer names nobody",
        "egress: [{to: [{ipBlock: []}]}]                          | ipBlock",
        "egress: [{to: [{ipBlock: {cidr: 10}}]}]                  | cidr",
        "egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [null]}}]}] | range",
        "ingress: [{ports: {port: 80}}]                           | ports",
        "ingress: [{ports: [{port: 80.5}]}]                       | port",
        "ingress: [{ports: [{port: true}]}]                       | port",
        "ingress: [{ports: [{port: 99999999999}]}]                | port",
        "ingress: [{ports: [{port: HTTP}]}]                       | port",
        "ingress: [{ports: [{port: a--b}]}]                       | port",
        "ingress: [{ports: [{port: -a}]}]                         | port",
        "ingress: [{ports: [{port: abcdefghijklmnop}]}]           | port",
        "ingress: [{ports: [{port: 80, endPort: '90'}]}]          | endPort",
        "ingress: [{ports: [{protocol: 6}]}]                      | protocol",
        "podSelector: []                                          | podSelector",
        "podSelector: {matchLabels: [a]}                          | matchLabels",
        "podSelector: {matchLabels: {app: 1}}                     | matchLabels",
        "podSelector: {matchLabels: {app: true}}                  | matchLabels",
        "podSelector: {matchLabels: {a..b/c: x}}                  | matchLabels",
        "podSelector: {matchLabels: {a/b/c: x}}                   | matchLabels",
        "podSelector: {matchLabels: {/c: x}}                      | matchLabels",
        "podSelector: {matchLabels: {A/c: x}}                     | matchLabels",
        "podSelector: {matchLabels: {c: -x}}                      | matchLabels",
        "podSelector: {matchExpressions: [{key: a b, operator: Exists}]}           | key",
        "podSelector: {matchExpressions: [{key: a, operator: In, values: [a b]}]}  | values",
        "podSelector: {matchExpressions: [{key: a, operator: In, values: [1]}]}    | values",
        "podSelector: {matchExpressions: [{key: no, operator: Exists}]} | key", // no is a boolean
        "podSelector: {matchExpressions: [null]}                  | operator",
      })
  void refusedSpecs(String spec, String what) {
    assertThatThrownBy(() -> read("{name: a}", "{" + spec + "}"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(what);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{name: A}",
        "{name: a..b}",
        "{name: a_b}",
        "{name: 1}",
        "{name: a-}",
        "{name: ''}",
        "{name: a, namespace: a.b}",
        "{name: a, namespace: 1}",
        "{name: a, labels: {a b: c}}",
        "{name: a, labels: {a: b c}}",
        "{name: a, labels: {a: 1}}",
        "{name: a, annotations: {a: 1}}",
        "{name: a, annotations: {a b: x}}",
        "{name: a, ownerReferences: 5}",
        "{name: a, generation: x}",
        "{name: a, nobody: knows}",
      })
  void refusedMetadata(String metadata) {
    assertThatThrownBy(() -> read(metadata, "{}")).isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {253, 254})
  void longestName(int length) {
    String metadata = "{name: " + "a".repeat(length) + "}";
    if (length == 253) {
      assertThat(read(metadata, "{}").fullName()).hasSize(length + "default/".length());
    } else {
      assertThatThrownBy(() -> read(metadata, "{}")).isInstanceOf(ProblemException.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ingress: [null]}                                    | {ingress: [{}]}",
        "{ingress: [{from: null, ports: null}]}               | {ingress: [{}]}",
        "{ingress: [{ports: [null]}]}                         | {ingress: [{ports: [{}]}]}",
        "{podSelector: null, policyTypes: null, egress: null} | {}",
        "{podSelector: {matchLabels: {app: null}}}            | {podSelector: {matchLabels: {app: ''}}}",
        "{podSelector: {matchLabels: null, matchExpressions: null}} | {podSelector: {}}",
        "{podSelector: {matchExpressions: [{key: a, operator: In, values: [null]}]}}"
            + " | {podSelector: {matchExpressions: [{key: a, operator: In, values: ['']}]}}",
        "{ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}, podSelector: null}]}]}"
            + " | {ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]}",
      })
  void nullIsWhatIsMissing(String spec, String same) {
    assertThat(read("{name: a, namespace: null}", spec)).isEqualTo(read("{name: a}", same));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: a.b-c, annotations: {Example.org/X: 'any text'}, labels: {a.b/C_d: ''}}",
        "{generateName: a-}",
        "{name: 1a, namespace: 0}",
        "{name: a, uid: x, generation: 2, ownerReferences: [{kind: App, name: b}], managedFields: []}",
      })
  void takenMetadata(String metadata) {
    String quoted = metadata.replace("namespace: 0", "namespace: '0'");
    assertThat(read(quoted, "{}").rules()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "more: 1                                                        | spec.more",
        "podSelector: {more: 1}                                         | selector.more",
        "podSelector: {matchExpressions: [{key: a, operator: Exists, more: 1}]}"
            + " | matchExpressions.more",
        "ingress: [{from: [{podSelector: {}}], to: []}]                 | ingress.to",
        "egress: [{to: [{podSelector: {}}], from: []}]                  | egress.from",
        "ingress: [{from: [{podSelector: {}, more: 1}]}]                | peer.more",
        "egress: [{to: [{namespaceSelector: {more: 1}}]}]               | selector.more",
        "egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, more: 1}}]}]       | ipBlock.more",
        "ingress: [{ports: [{port: 80, more: 1}]}]                      | ports.more",
        "egress: [{ports: [{port: 80, more: 1}]}]                       | ports.more",
      })
  void unknownFieldsAreRefusedWhereverTheyStand(String spec, String field) {
    assertThatThrownBy(() -> read("{name: a}", "{" + spec + "}"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("unknown field " + field);
  }
}
