package dev.netgen.generator.connectivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
