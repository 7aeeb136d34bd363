package dev.netgen.cli;

import static dev.netgen.cli.Invocation.netgen;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies that people gave, against a graph: what is told, in which form, with which code. */
final class VerifyCommandTest {
  private static final String DIGEST = "sha256:" + "ab".repeat(32);

  private static final String GRAPH =
      """
      apiVersion: netgen/v1
      kind: CommunicationGraph
      peers:
        - {id: "k8s:shop/Deployment/cart", labels: {app: cart}, observed: [egress, ingress]}
        - {id: "k8s:shop/Deployment/web", labels: {app: web}, observed: [egress, ingress]}
        - {id: "k8s:shop/StatefulSet/redis", labels: {app: redis}, observed: [egress, ingress]}
      links:
        - {from: "k8s:shop/Deployment/cart", to: "k8s:shop/StatefulSet/redis", port: 6379/tcp, speaks: redis, encryption: plaintext}
        - {from: "k8s:shop/Deployment/web", to: "k8s:shop/Deployment/cart", port: 8080/tcp, speaks: http, encryption: plaintext}
      """;

  private static final String EVIDENCE =
      """
      {"apiVersion": "netgen/v1", "kind": "GraphEvidence", "attempts": [], "addresses": {},
       "account": {}, "notes": {}, "links": [
       {"from": "k8s:shop/Deployment/cart", "to": "k8s:shop/StatefulSet/redis", "port": "6379/tcp",
        "firstSeen": "2024-01-01T00:00:00Z", "lastSeen": "2024-01-01T01:00:00Z", "flows": 1,
        "packetsUp": 5, "packetsDown": 5, "bytesUp": 5, "bytesDown": 5, "states": {},
        "directionBasis": {}, "encryptionBasis": {}, "verdicts": [], "facts": {},
        "packets": [{"file": "packets/a.pcap", "digest": "%s", "frame": 17}]}]}
      """
          .formatted(DIGEST);

  private static final String GOOD =
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: redis, namespace: shop}
      spec:
        podSelector: {matchLabels: {app: redis}}
        ingress:
          - from: [{podSelector: {matchLabels: {app: cart}}}]
            ports: [{port: 6379}]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: cart, namespace: shop}
      spec:
        podSelector: {matchLabels: {app: cart}}
        ingress:
          - from: [{podSelector: {matchLabels: {app: web}}}]
            ports: [{port: 8080}]
      """;

  @TempDir private Path folder;
  private Path graph;
  private Path policies;

  @BeforeEach
  void write() throws IOException {
    graph = Files.writeString(folder.resolve("graph.yaml"), GRAPH);
    Files.writeString(folder.resolve("graph.evidence.json"), EVIDENCE);
    policies = Files.createDirectory(folder.resolve("policies"));
    Files.writeString(policies.resolve("all.yaml"), GOOD);
  }

  @Test
  void whatWasObservedPasses() {
    Invocation run = netgen("verify", graph, policies);
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    assertThat(run.out())
        .contains("2 of 2 observed links allowed, judged for generic\n")
        .contains("observed but denied: none\n")
        .contains("rules without effect: none\n")
        .contains("k8s:shop/Deployment/web     egress, ingress\n");
  }

  @Test
  void aDenialIsToldWithThePacketThatShowsIt() throws IOException {
    Files.writeString(policies.resolve("all.yaml"), GOOD.replace("port: 6379", "port: 6380"));
    Invocation run = netgen("verify", graph, policies);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            "k8s:shop/Deployment/cart  ->  k8s:shop/StatefulSet/redis  6379/tcp  no ingress rule of"
                + " shop/redis  "
                + DIGEST
                + " packets/a.pcap#17\n")
        .contains("from  k8s:shop/Deployment/cart")
        .contains("6380/tcp   shop/redis ingress rule 1\n")
        .contains("shop/redis ingress rule 1  never used  nothing observed needs it\n");
    JsonNode json =
        new ObjectMapper().readTree(netgen("verify", graph, policies, "-f", "json").out());
    assertThat(json.at("/holds").asBoolean()).isFalse();
    assertThat(json.at("/denied/0/packet/frame").asInt()).isEqualTo(17);
    assertThat(json.at("/denied/0/packet/digest").asText()).isEqualTo(DIGEST);
    assertThat(netgen("verify", graph, policies, "-f", "md").out())
        .contains("## Observed but denied\n\n| from | to | port | reason | packet |\n")
        .contains("\\#17 |\n");
  }

  @Test
  void policiesOfListsAndJsonCountAndOtherKindsAreToldAndBrokenOnesNamed() throws IOException {
    Files.writeString(
        policies.resolve("more.json"),
        """
        {"apiVersion": "v1", "kind": "List", "items": [
          {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "x"}},
          {"apiVersion": "cilium.io/v2", "kind": "CiliumNetworkPolicy", "metadata": {"name": "x"}},
          {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy",
           "metadata": {"name": "none", "namespace": "nowhere"}, "spec": {"podSelector": {}}}]}
        """);
    Files.writeString(policies.resolve("broken.yaml"), "kind: [\n---\nkind: Pod\napiVersion: v1\n");
    Files.writeString(
        policies.resolve("odd.yaml"),
        "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: odd},"
            + " spec: {podSelector: {}, ingress: [{ports: [{port: a, endPort: 7}]}]}}\n");
    Invocation run = netgen("verify", graph, policies);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("observed but denied: none\n")
        .contains("policies that select nothing: 1\n  nowhere/none\n");
    assertThat(run.err())
        .contains("broken.yaml")
        .contains("endPort without a numbered port")
        .contains("odd.yaml, policy default/odd")
        .contains("note: not taken into account: 1 CiliumNetworkPolicy of cilium.io/v2")
        .contains("note: not taken into account: 1 Pod of v1");
  }

  @Test
  void anUnknownEnforcerOrNoPolicyIsUsage() {
    assertThat(netgen("verify", graph, policies, "--enforcer", "nobody").code()).isEqualTo(2);
    assertThat(netgen("verify", graph).code()).isEqualTo(2);
    assertThat(netgen("verify", graph, folder.resolve("absent.yaml")).code()).isEqualTo(3);
  }
}
