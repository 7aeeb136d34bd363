package dev.netgen.cli;

import static dev.netgen.cli.Invocation.netgen;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code netgen generate} for Kubernetes: forms of output, enforcers, silent workloads. */
class GenerateKubernetesTest {
  private static final String GRAPH =
      """
      apiVersion: netgen/v1
      kind: CommunicationGraph
      peers:
        - {id: "k8s:kube-system/Deployment/coredns", labels: {k8s-app: kube-dns}}
        - {id: "k8s:shop/CronJob/yearly", labels: {app: yearly}, observed: [egress]}
        - {id: "k8s:shop/Deployment/a", labels: {app: a}, observed: [egress, ingress]}
        - {id: "k8s:shop/Deployment/b", labels: {app: b}, observed: [egress, ingress]}
      links:
        - {from: "k8s:shop/Deployment/a", to: "k8s:shop/Deployment/b", port: 80/tcp, encryption: plaintext}
      """;
  private static final String DECISIONS =
      """
      apiVersion: netgen/v1
      kind: NetgenDecisions
      silent:
        - {peer: "k8s:shop/CronJob/yearly", direction: ingress, reason: nobody calls a job}
      """;

  @TempDir private Path work = Path.of("");
  private Path graph = Path.of("");
  private Path decisions = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void write() throws IOException {
    graph = Files.writeString(work.resolve("graph.yaml"), GRAPH);
    decisions = Files.writeString(work.resolve("netgen.yaml"), DECISIONS);
    out = work.resolve("out");
  }

  @Test
  void aSilentWorkloadIsNamedAndTheExitCodeIsOne() {
    Invocation run = netgen("generate", graph, "-o", out);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("namespace shop gets no default-deny for ingress")
        .contains("k8s:shop/CronJob/yearly")
        .contains("give the reason in netgen.yaml");
    Map<String, String> files = Tree.of(out);
    assertThat(files.keySet()).contains("kubernetes/shop/deployment-a.yaml");
    assertThat(files.get("kubernetes/shop/default-deny.yaml"))
        .contains("- Egress")
        .doesNotContain("- Ingress");
  }

  @Test
  void theReasonInNetgenYamlIsConsent() {
    Invocation run = netgen("generate", graph, "--decisions", decisions, "-o", out);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Tree.of(out).get("kubernetes/shop/default-deny.yaml"))
        .contains("# k8s:shop/CronJob/yearly in ingress; netgen.yaml: nobody calls a job")
        .contains("- Ingress");
  }

  @Test
  void aNamespaceLeftAloneIsNotAsked() {
    Invocation run = netgen("generate", graph, "--exclude-namespace", "shop", "-o", out);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("namespace shop is left alone");
    assertThat(Files.exists(out)).as("nothing else is in the graph").isFalse();
    Invocation both =
        netgen(
            "generate", graph, "--include-namespace", "x", "--exclude-namespace", "x", "-o", out);
    assertThat(both.code()).isEqualTo(2);
  }

  @Test
  void aSystemNamespaceIsIsolatedWhenAskedFor() throws IOException {
    Files.writeString(graph, GRAPH.replace("kube-dns}", "kube-dns}, observed: [ingress]"));
    netgen("generate", graph, "-o", out);
    assertThat(Tree.of(out).keySet()).noneMatch(name -> name.contains("kube-system"));
    netgen("generate", graph, "--include-namespace", "kube-system", "-o", out);
    assertThat(Tree.of(out).keySet()).contains("kubernetes/kube-system/deployment-coredns.yaml");
  }

  @Test
  void oneStreamIsTheFilesAndNothingElse() throws IOException {
    netgen("generate", graph, "--decisions", decisions, "-o", out);
    Invocation run = netgen("generate", graph, "--decisions", decisions, "-o", "-");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("kubernetes: 1 of 1 observed links allowed");
    List<JsonNode> documents = new ArrayList<>();
    new YAMLMapper()
        .readerFor(JsonNode.class)
        .<JsonNode>readValues(run.out())
        .forEachRemaining(documents::add);
    List<JsonNode> files = new ArrayList<>();
    for (Map.Entry<String, String> file : Tree.of(out).entrySet()) {
      if (file.getKey().endsWith(".yaml")) {
        files.add(new YAMLMapper().readTree(file.getValue()));
      }
    }
    assertThat(documents).hasSize(4).containsExactlyInAnyOrderElementsOf(files);
    assertThat(Files.exists(Path.of("-"))).isFalse();
  }

  @Test
  void nothingIsStreamedThatIsNotProved() throws IOException {
    Files.writeString(
        graph,
        GRAPH.replace(
            "links:",
            """
              - {id: "unresolved:192.0.2.1"}
            links:
              - {from: "k8s:shop/Deployment/a", to: "unresolved:192.0.2.1", port: 1/tcp, encryption: none}\
            """));
    Invocation run = netgen("generate", graph, "-o", "-");
    assertThat(run.code()).as(run.err()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void composeIsNoStream() throws IOException {
    Files.writeString(
        graph,
        GRAPH.replace(
            "peers:", "peers:\n  - {id: \"docker:shop/a\", observed: [egress, ingress]}"));
    for (String targets : List.of("compose", "compose,kubernetes")) {
      Invocation run = netgen("generate", graph, "-t", targets, "-o", "-");
      assertThat(run.code()).as(run.err()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
    }
    assertThat(netgen("generate", graph, "--kustomize", "-o", "-").code()).isEqualTo(2);
  }

  @Test
  void aComponentListsEveryFile() throws IOException {
    netgen("generate", graph, "--kustomize", "-o", out);
    JsonNode component =
        new YAMLMapper().readTree(Tree.of(out).get("kubernetes/kustomization.yaml"));
    assertThat(component.path("apiVersion").asText()).isEqualTo("kustomize.config.k8s.io/v1alpha1");
    assertThat(component.path("kind").asText()).isEqualTo("Component");
    List<String> listed = new ArrayList<>();
    component.path("resources").forEach(path -> listed.add("kubernetes/" + path.asText()));
    assertThat(Tree.of(out).keySet()).containsAll(listed).hasSize(listed.size() + 4);
    netgen("generate", graph, "-o", out);
    assertThat(Tree.of(out).keySet()).as("removed again").noneMatch(n -> n.contains("kustom"));
  }

  @ParameterizedTest
  @CsvSource({"nginx, 2, unknown enforcer", "Cilium, 2, unknown enforcer", "aws, 1, yearly"})
  void enforcersAreChosenByName(String name, int code, String says) {
    Invocation run = netgen("generate", graph, "--enforcer", name, "-o", out);
    assertThat(run.code()).isEqualTo(code);
    assertThat(run.err()).contains(says);
  }

  @Test
  void theProofTellsWhichPacketsADigestIsOf() throws IOException {
    Path proof = work.resolve("proof.json");
    Invocation run =
        netgen("generate", Samples.KUBERNETES, "-t", "kubernetes", "-o", out, "--proof", proof);
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode evidence = new ObjectMapper().readTree(proof.toFile()).get(0).path("evidence");
    List<String> digests = new ArrayList<>();
    for (String line : String.join("\n", Tree.of(out).values()).split("\n", -1)) {
      if (line.strip().startsWith("# evidence ")) {
        digests.add(line.strip().substring(11, 23));
      }
    }
    assertThat(digests).hasSizeGreaterThan(10);
    for (String digest : digests) {
      JsonNode shown = evidence.path(digest);
      assertThat(shown.path("from").asText()).as(digest).contains(":");
      JsonNode packet = shown.path("packets").path(0);
      assertThat(packet.path("digest").asText()).startsWith("sha256:");
      assertThat(packet.path("file").asText()).endsWith(".pcap");
      assertThat(packet.path("frame").asLong()).isPositive();
    }
  }
}
