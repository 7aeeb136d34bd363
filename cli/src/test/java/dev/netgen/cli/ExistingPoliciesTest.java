package dev.netgen.cli;

import static dev.netgen.cli.Invocation.netgen;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generated policies beside those that exist. */
final class ExistingPoliciesTest {
  private static final String GRAPH =
      """
      apiVersion: netgen/v1
      kind: CommunicationGraph
      peers:
        - {id: "k8s:shop/Deployment/cart", labels: {app: cart}, observed: [egress, ingress]}
        - {id: "k8s:shop/Deployment/web", labels: {app: web}, observed: [egress, ingress]}
        - {id: "k8s:ops/Deployment/scan", labels: {app: scan}, observed: [egress, ingress]}
      links:
        - {from: "k8s:shop/Deployment/web", to: "k8s:shop/Deployment/cart", port: 8080/tcp, speaks: http, encryption: plaintext}
        - {from: "k8s:ops/Deployment/scan", to: "k8s:kube-system/Deployment/dns", port: 53/tcp, speaks: dns, encryption: plaintext}
      """;

  @TempDir private Path folder;
  private Path graph;
  private Path out;

  @BeforeEach
  void write() throws IOException {
    graph =
        Files.writeString(
            folder.resolve("graph.yaml"),
            GRAPH.replace(
                "links:",
                "  - {id: \"k8s:kube-system/Deployment/dns\", labels: {app: dns}}\nlinks:"));
    out = folder.resolve("out");
  }

  private Invocation with(String metadata, String spec) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("old.yaml"),
            "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {"
                + metadata
                + "}\nspec: "
                + spec
                + "\n");
    return netgen("generate", graph, "-o", out, "--existing", file);
  }

  @Test
  void anOldPolicyThatDeniesWhatWasObservedFailsTheRunAndNothingIsWritten() throws IOException {
    Invocation run = with("name: lock, namespace: kube-system", "{podSelector: {}}");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("kubernetes: 2 of 2 observed links allowed\n  granted / observed: ")
        .contains("with existing policies: 1 of 2 observed links allowed, granted / observed: ")
        .contains("no ingress rule of kube-system/lock\n");
    assertThat(run.err()).contains("nothing was generated");
    assertThat(out).doesNotExist();
  }

  @Test
  void whatAnOldPolicyGrantsBesidesIsListedWithIt() throws IOException {
    Invocation run =
        with(
            "name: open, namespace: shop",
            "{podSelector: {matchLabels: {app: cart}}, ingress: [{from: [{podSelector: {}}],"
                + " ports: [{port: 9090}]}, {from: [{ipBlock: {cidr: 192.0.2.0/24}}]}]}");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("with existing policies: 2 of 2 observed links allowed")
        .contains("existing policies grant besides: 1\n")
        .contains(
            "192.0.2.0/24  ->  k8s:shop/Deployment/cart  all ports  shop/open ingress rule 2\n");
    assertThat(out.resolve("kubernetes/shop/deployment-cart.yaml")).exists();
  }

  @Test
  void anOldPolicyOfTheSameNameIsReplaced() throws IOException {
    Invocation run =
        with(
            "name: netgen-deployment-cart, namespace: shop",
            "{podSelector: {matchLabels: {app: cart}}, ingress: [{}]}");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("existing policies grant besides: nothing\n");
  }

  @Test
  void anOldDocumentThatCannotBeUsedIsSaidAndFailsTheRun() throws IOException {
    Invocation run =
        with("name: Bad_Name, namespace: shop", "{podSelector: {matchLabels: {app: cart}}}");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("existing, not used: ").contains("old.yaml");
    assertThat(run.out()).contains("with existing policies: 2 of 2 observed links allowed");
    assertThat(out.resolve("kubernetes/shop/deployment-cart.yaml")).exists();
  }

  @Test
  void namespacesOfUnknownLabelsAreSaid() throws IOException {
    Invocation run =
        with(
            "name: open, namespace: shop",
            "{podSelector: {matchLabels: {app: cart}}, ingress: [{from: [{namespaceSelector:"
                + " {matchLabels: {team: x}}}]}]}");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("existing: policies select namespaces by label team, which no manifest given")
        .contains("kube-system, ops, shop");
  }
}
