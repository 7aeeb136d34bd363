package dev.netgen.generator.connectivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files, folders, lists and damage. */
class ManifestReaderTest {
  @TempDir private Path folder;

  private static final String POD = "{apiVersion: v1, kind: Pod, metadata: {name: %s}}\n";

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private List<String> names(Manifests manifests) {
    return manifests.workloads().stream().map(Workload::name).toList();
  }

  @Test
  void foldersWithYamlJsonAndLists() throws IOException {
    write("a/one.yaml", "# only a comment\n---\n" + POD.formatted("one") + "---\n");
    write("a/b/two.yml", "kind: List\napiVersion: v1\nitems:\n- " + POD.formatted("two"));
    write(
        "three.json",
        "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[{\"metadata\":{\"name\":\"three\"}}]}");
    write(
        "four.json",
        "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"four\"}}\n{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"five\"}}");
    write("ignored.txt", "no manifest");
    Manifests manifests = ManifestReader.read(List.of(folder));
    assertThat(manifests.broken()).isEmpty();
    assertThat(names(manifests))
        .containsExactly(
            "default/five[Pod]",
            "default/four[Pod]",
            "default/one[Pod]",
            "default/three[Pod]",
            "default/two[Pod]");
  }

  /** Documents of YAML written as JSON, as scripts put together what several calls printed. */
  @Test
  void documentsInBracesAreReadOneAfterTheOther() throws IOException {
    String pod = "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"%s\"}}\n";
    Path file = write("all.yaml", pod.formatted("one") + "---\n" + pod.formatted("two"));
    Path named = write("all.json", pod.formatted("three") + "---\r\n" + pod.formatted("four"));
    Manifests manifests = ManifestReader.read(List.of(file, named));
    assertThat(manifests.broken()).isEmpty();
    assertThat(names(manifests))
        .containsExactly(
            "default/four[Pod]", "default/one[Pod]", "default/three[Pod]", "default/two[Pod]");
  }

  @Test
  void aBrokenDocumentIsNamedWithItsLineAndTheRestIsUsed() throws IOException {
    Path file =
        write("all.yaml", POD.formatted("one") + "---\nkind: [Pod\n---\n" + POD.formatted("two"));
    Manifests manifests = ManifestReader.read(List.of(file));
    assertThat(names(manifests)).containsExactly("default/one[Pod]", "default/two[Pod]");
    assertThat(manifests.broken()).singleElement().asString().contains("all.yaml line 3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{podSelector: {}, policyTypes: [Both]} | policyTypes knows",
        "{podSelector: {}, ingress: [{from: [{}]}]} | a peer names nobody",
        "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: x}}]}]} | is not a range",
        "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [11.0.0.0/9]}}]}]} | is not inside",
        "{podSelector: {}, ingress: [{from: [{podSelector: {}, ipBlock: {cidr: 10.0.0.0/8}}]}]} | both ipBlock",
        "{podSelector: {}, ingress: [{ports: [{port: 0}]}]} | port",
        "{podSelector: {}, ingress: [{ports: [{port: 70000}]}]} | port",
        "{podSelector: {}, ingress: [{ports: [{port: '80'}]}]} | text without a letter",
        "{podSelector: {}, ingress: [{ports: [{port: 80, endPort: 79}]}]} | before port",
        "{podSelector: {}, ingress: [{ports: [{port: http, endPort: 79}]}]} | endPort without",
        "{podSelector: {}, ingress: [{ports: [{protocol: ICMP}]}]} | unknown transport",
        "{podSelector: {matchExpressions: [{key: a, operator: in, values: [b]}]}} | operator",
        "{podSelector: {matchExpressions: [{key: a, operator: In}]}} | operator without values",
        "{podSelector: [], ingress: []} | expected an object"
      })
  void whatTheServerRefusesIsNamed(String spec, String problem) throws IOException {
    Path file =
        write(
            "p.yaml",
            "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}\nspec: "
                + spec);
    Manifests manifests = ManifestReader.read(List.of(file));
    assertThat(manifests.policies()).isEmpty();
    assertThat(manifests.broken()).singleElement().asString().contains(problem);
  }

  /** What has a meaning for the list, and the API server takes all the same not. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: P} | {podSelector: {}} | name",
        "{name: a_b} | {podSelector: {}} | name",
        "{name: 7} | {podSelector: {}} | name",
        "{name: p, namespace: a.b} | {podSelector: {}} | namespace",
        "{name: p, labels: {a: 1}} | {podSelector: {}} | labels",
        "{name: p, labels: {a b: c}} | {podSelector: {}} | labels",
        "{name: p, annotations: {a: 1}} | {podSelector: {}} | annotations",
        "{name: p} | {podSelector: {matchLabels: {app: 1}}} | matchLabels",
        "{name: p} | {podSelector: {matchLabels: {app: true}}} | matchLabels",
        "{name: p} | {podSelector: {matchLabels: {app: -x}}} | matchLabels",
        "{name: p} | {podSelector: {matchLabels: {/x: a}}} | matchLabels",
        "{name: p} | {podSelector: {matchExpressions: [{key: a b, operator: Exists}]}} | key",
        "{name: p} | {podSelector: {matchExpressions: [{key: a, operator: In, values: [1]}]}} | values",
        "{name: p} | {podSelector: {}, policyTypes: [Egress, Ingress, Egress]} | policyTypes",
        "{name: p} | {podSelector: {}, ingress: [{ports: [{port: HTTP}]}]} | port",
        "{name: p} | {podSelector: {}, ingress: [{ports: [{port: a--b}]}]} | port",
        "{name: p} | {podSelector: {}, ingress: [{ports: [{port: abcdefghijklmnop}]}]} | port",
        "{name: p} | {podSelector: {}, ingress: [{ports: [{port: true}]}]} | port",
        "{name: p} | {podSelector: {}, ingress: [{ports: [{port: 80, endPort: '90'}]}]} | endPort",
        "{name: p} | {podSelector: {}, ingress: [{ports: [{protocol: tcp}]}]} | protocol",
      })
  void whatTheServersDecoderRefusesIsNamed(String metadata, String spec, String problem)
      throws IOException {
    Path file =
        write(
            "p.yaml",
            "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: "
                + (metadata + "\nspec: " + spec));
    Manifests manifests = ManifestReader.read(List.of(file));
    assertThat(manifests.policies()).isEmpty();
    assertThat(manifests.broken()).singleElement().asString().contains(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: A}",
        "{name: a.b}",
        "{name: 1}",
        "{labels: {a: b}}",
        "{name: a, labels: {team: 1}}",
        "{name: a, labels: {team: {}}}",
        "{name: a, labels: {team: a b}}",
        "{name: a, labels: []}",
      })
  void namespacesTheServerRefusesAreNamed(String metadata) throws IOException {
    Path file =
        write(
            "n.yaml",
            "{apiVersion: v1, kind: Namespace, metadata: "
                + metadata
                + "}\n---\n"
                + "{apiVersion: v1, kind: Namespace, metadata: {name: ok, labels: {team: ''}}}\n");
    Manifests manifests = ManifestReader.read(List.of(file));
    assertThat(manifests.namespaces()).containsOnlyKeys("ok");
    assertThat(manifests.broken()).singleElement().asString().contains("n.yaml");
  }

  @Test
  void whatIsNotTakenIntoAccountIsSaid() throws IOException {
    Path file =
        write(
            "x.yaml",
            "{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: a}}\n---\n"
                + "{apiVersion: v1, kind: Secret, metadata: {name: s}}\n---\n"
                + "{apiVersion: v1, kind: Pod, metadata: {name: h}, spec: {hostNetwork: true}}\n---\n"
                + "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p},"
                + " spec: {podSelector: {}, ingres: []}}\n");
    assertThat(ManifestReader.read(List.of(file)).notes())
        .satisfiesExactlyInAnyOrder(
            note -> assertThat(note).contains("1 CiliumNetworkPolicy of cilium.io"),
            note -> assertThat(note).contains("default/h[Pod] uses its node's network"),
            note -> assertThat(note).contains("unknown field \"ingres\""));
  }

  /** A key with nothing behind it, as in hand-written manifests. */
  @Test
  void whatIsLeftEmptyIsAbsent() throws IOException {
    Path file =
        write(
            "empty.yaml",
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: one
              annotations:
              ownerReferences:
              labels:
                app: one
                role:
            spec:
              containers:
              - {name: c, ports: }
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata:
              name: p
            spec:
              podSelector:
                matchLabels:
                  role:
              policyTypes:
              egress:
              ingress:
              - from:
                ports:
                - port: 80
                  protocol:
            """);
    Manifests manifests = ManifestReader.read(List.of(file));
    assertThat(manifests.broken()).isEmpty();
    PodShape pod = manifests.workloads().get(0).shapes().iterator().next();
    assertThat(pod.labels()).containsOnly(Map.entry("app", "one"), Map.entry("role", ""));
    Policy policy = manifests.policies().get(0);
    assertThat(policy.isolates(pod, Direction.INGRESS)).isTrue();
    assertThat(policy.isolates(pod, Direction.EGRESS)).isFalse();
  }

  /** Demo applications are older than Kubernetes 1.16, which dropped the group. */
  @Test
  void workloadsOfTheFormerGroupAreRead() throws IOException {
    String template = ", spec: {template: {metadata: {labels: {app: %1$s}}}}}\n---\n";
    String all = "";
    for (String kind : List.of("Deployment", "DaemonSet", "ReplicaSet", "Ingress")) {
      all +=
          ("{apiVersion: extensions/v1beta1, kind: %2$s, metadata: {name: %1$s}" + template)
              .formatted(kind.toLowerCase(Locale.ROOT), kind);
    }
    Manifests manifests = ManifestReader.read(List.of(write("old.yaml", all)));
    assertThat(names(manifests))
        .containsExactly(
            "default/daemonset[DaemonSet]",
            "default/deployment[Deployment]",
            "default/replicaset[ReplicaSet]");
    assertThat(manifests.notes()).singleElement().asString().contains("Ingress");
  }

  @Test
  void policiesOfOtherVersionsAreNoneAndOneWithoutSpecLetsNothingIn() throws IOException {
    Path file =
        write(
            "v.yaml",
            "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p}}\n---\n"
                + "{apiVersion: networking.k8s.io/v1beta1, kind: NetworkPolicy, metadata: {name: q}}"
                + "\n---\n{kind: NetworkPolicy, metadata: {name: r}}\n");
    Manifests manifests = ManifestReader.read(List.of(file));
    assertThat(manifests.broken()).isEmpty();
    assertThat(manifests.policies())
        .containsExactly(
            new Policy(
                "default",
                "p",
                Selector.ANY,
                ImmutableMap.of(Direction.INGRESS, ImmutableList.of())));
    assertThat(manifests.notes())
        .containsExactly(
            "not taken into account: 1 NetworkPolicy of networking.k8s.io/v1beta1",
            "not taken into account: 1 NetworkPolicy without apiVersion");
  }

  @Test
  void ofTwoWithOneNameTheLastCountsAndThatIsSaid() throws IOException {
    String policy =
        "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p}, spec:"
            + " {podSelector: {matchLabels: {app: %s}}}}\n---\n";
    String pod = "{apiVersion: v1, kind: Pod, metadata: {name: o, labels: {app: %s}}}\n---\n";
    String space = "{apiVersion: v1, kind: Namespace, metadata: {name: n, labels: {a: %s}}}\n---\n";
    String text = policy + pod + space;
    Path file = write("t.yaml", text.formatted("x", "x", "x") + text.formatted("yy", "yy", "yy"));
    Manifests manifests = ManifestReader.read(List.of(file));
    assertThat(manifests.policies())
        .extracting(each -> each.pods().labels())
        .containsExactly(ImmutableMap.of("app", "yy"));
    assertThat(manifests.workloads())
        .singleElement()
        .extracting(each -> each.shapes().asList().get(0).labels())
        .isEqualTo(ImmutableMap.of("app", "yy"));
    assertThat(manifests.namespaces()).containsEntry("n", ImmutableMap.of("a", "yy"));
    assertThat(manifests.notes())
        .extracting(note -> note.substring(0, note.lastIndexOf(':')))
        .containsExactly(
            "default/o[Pod] is given again, the last counts",
            "namespace n is given again, the last counts",
            "policy default/p is given again, the last counts");
  }

  @Test
  void nothingToReadIsAProblem() {
    assertThatThrownBy(() -> ManifestReader.read(List.of(folder)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("no manifests");
    assertThatThrownBy(() -> ManifestReader.read(List.of(folder.resolve("missing.yaml"))))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("no such file");
  }
}
