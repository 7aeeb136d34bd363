package dev.netgen.generator.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.GraphSketch;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.enforcer.Enforcers;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.GraphEvidence;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.model.proof.Proof;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesVerifierTest {
  private static final PeerId CART = PeerId.kubernetes("shop", "Deployment", "cart");
  private static final PeerId REDIS = PeerId.kubernetes("shop", "StatefulSet", "redis");
  private static final PeerId SILENT = PeerId.kubernetes("ops", "Deployment", "silent");
  private static final PeerId PAYMENTS = PeerId.outsideName("payments.example.com");

  private static Link link(PeerId from, PeerId to, String port) {
    return Link.of(from, to, Port.parse(port), Set.of(), Encryption.NONE, Set.of());
  }

  private static final CommunicationGraph GRAPH =
      CommunicationGraph.of(
          List.of(
              Peer.named(CART).withLabels(Map.of("app", "cart")),
              Peer.named(REDIS)
                  .withLabels(Map.of("app", "redis"))
                  .withPorts(Map.of("redis", Port.parse("6379/tcp"))),
              Peer.named(SILENT).withLabels(Map.of("app", "silent"))),
          List.of(link(CART, REDIS, "6379/tcp"), link(CART, PAYMENTS, "443/tcp")));

  private static final GraphEvidence EVIDENCE =
      new GraphEvidence(
          ImmutableSortedMap.of(),
          ImmutableList.of(),
          ImmutableSortedMap.of(
              PAYMENTS,
              ImmutableSortedSet.of(
                  IpAddress.parse("203.0.113.10"), IpAddress.parse("2001:db8::10"))),
          ImmutableSortedMap.of(),
          ImmutableSortedMap.of());

  private static final String GOOD =
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: cart, namespace: shop}
      spec:
        podSelector: {matchLabels: {app: cart}}
        policyTypes: [Ingress, Egress]
        egress:
          - to: [{podSelector: {matchLabels: {app: redis}}}]
            ports: [{protocol: TCP, port: 6379}]
          - to: [{ipBlock: {cidr: 203.0.113.10/32}}, {ipBlock: {cidr: "2001:db8::10/128"}}]
            ports: [{protocol: TCP, port: 443}]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: redis, namespace: shop}
      spec:
        podSelector: {matchLabels: {app: redis}}
        policyTypes: [Ingress, Egress]
        ingress:
          - from: [{podSelector: {matchLabels: {app: cart}}}]
            ports: [{protocol: TCP, port: redis}]
      """;

  private static Proof prove(String text) {
    return new KubernetesVerifier()
        .prove(
            TestRequests.plain(GRAPH, EVIDENCE),
            ImmutableList.of(
                new GeneratedFile("kubernetes/a.yaml", GeneratedFile.MARKER + "\n" + text)));
  }

  @Test
  void exactPoliciesGrantNothingElse() {
    Proof proof = prove(GOOD);
    assertThat(proof.denied()).isEmpty();
    assertThat(proof.allowed()).hasSize(2);
    assertThat(proof.granted().stream().map(g -> g.from() + " " + g.to() + " " + g.ports()))
        .containsExactlyInAnyOrder(
            SILENT + " " + SILENT + " all ports",
            SILENT + " any outside address all ports",
            "any outside address " + SILENT + " all ports");
  }

  @ParameterizedTest
  @CsvSource({"generic, 0", "cilium, 1"})
  void labelsThatTheEnforcerDoesNotSeeSelectNothing(String enforcer, int denied) {
    CommunicationGraph labelled =
        CommunicationGraph.of(
            List.of(
                Peer.named(CART).withLabels(Map.of("app", "cart", "k8s.io/part", "x")),
                Peer.named(REDIS).withLabels(Map.of("app", "redis"))),
            List.of(link(CART, REDIS, "6379/tcp")));
    String policies = GOOD.replace("{app: cart}}}]", "{app: cart, k8s.io/part: x}}}]");
    Proof proof =
        new KubernetesVerifier()
            .prove(
                TestRequests.plain(labelled, EVIDENCE).withEnforcer(Enforcers.named(enforcer)),
                ImmutableList.of(
                    new GeneratedFile(
                        "kubernetes/a.yaml",
                        GeneratedFile.MARKER
                            + "\n"
                            + policies.replace("port: redis", "port: 6379"))));
    assertThat(proof.denied()).hasSize(denied);
  }

  @Test
  void eachMissingPieceIsADenialWithThePolicyThatDecided() {
    assertThat(prove(GOOD.replace("port: 6379", "port: 6380")).denied())
        .singleElement()
        .satisfies(d -> assertThat(d.reason()).isEqualTo("no egress rule of shop/cart"));
    assertThat(prove(GOOD.replace("port: redis", "port: rediss")).denied())
        .singleElement()
        .satisfies(d -> assertThat(d.reason()).isEqualTo("no ingress rule of shop/redis"));
    assertThat(prove(GOOD.replace(", {ipBlock: {cidr: \"2001:db8::10/128\"}}", "")).denied())
        .hasSize(1);
    assertThat(prove(GOOD.replace("203.0.113.10/32", "203.0.113.11/32")).denied()).hasSize(1);
    assertThat(
            prove(
                    GOOD.replace(
                        "from: [{podSelector: {matchLabels: {app: cart}}}]",
                        "from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: other}}}]"))
                .denied())
        .hasSize(1);
  }

  @Test
  void excessIsListed() {
    assertThat(prove(GOOD.replace("203.0.113.10/32", "203.0.113.0/24")).granted())
        .contains(
            new Proof.Grant(
                CART.toString(),
                "203.0.113.0/24",
                "443/tcp",
                "an ipBlock of its policy",
                ImmutableList.of("shop/cart egress rule 2")));
    assertThat(
            prove(
                    GOOD.replace("ports: [{protocol: TCP, port: 6379}]", "")
                        .replace("ports: [{protocol: TCP, port: redis}]", ""))
                .granted())
        .contains(
            new Proof.Grant(
                CART.toString(),
                REDIS.toString(),
                "all ports",
                "rules of both sides allow it",
                ImmutableList.of("shop/cart egress rule 1", "shop/redis ingress rule 1")));
    assertThat(
            prove(
                    GOOD.replace(
                        "podSelector: {matchLabels: {app: redis}}\n  policy",
                        "podSelector: {matchLabels: {app: none}}\n  policy"))
                .granted())
        .contains(
            new Proof.Grant(
                SILENT.toString(),
                REDIS.toString(),
                "all ports",
                "neither side is isolated: not observed in that direction"));
  }

  @Test
  void unknownFieldsAreRefused() {
    assertThatThrownBy(
            () -> prove(GOOD.replace("ipBlock: {cidr: 203", "ipBlock: {cidrs: [], cidr: 203")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("unknown field ipBlock.cidrs");
  }

  @Test
  void unresolvedEndsWaitUnlessWaived() {
    PeerId stranger = PeerId.unresolved(IpAddress.parse("10.9.9.9"));
    CommunicationGraph graph =
        CommunicationGraph.of(
            GRAPH.peers().values(),
            List.of(link(CART, REDIS, "6379/tcp"), link(CART, stranger, "53/udp")));
    ImmutableList<GeneratedFile> files =
        ImmutableList.of(
            new GeneratedFile("kubernetes/a.yaml", GeneratedFile.MARKER + "\n" + GOOD));
    Proof asked = new KubernetesVerifier().prove(TestRequests.plain(graph, EVIDENCE), files);
    assertThat(asked.unjudged()).hasSize(1);
    Proof waived =
        new KubernetesVerifier()
            .prove(new GenerationRequest(graph, EVIDENCE, Optional.empty(), true), files);
    assertThat(waived.unjudged()).isEmpty();
    assertThat(waived.denied()).hasSize(1);
  }

  @Test
  void aFileThatIsNoYamlIsNamed() {
    assertThatThrownBy(
            () ->
                new KubernetesVerifier()
                    .prove(
                        new GraphSketch().workload("k8s:shop/Deployment/web", "app=web").request(),
                        ImmutableList.of(
                            new GeneratedFile(
                                "kubernetes/p.yaml", GeneratedFile.MARKER + "\n{: [\n"))))
        .hasMessageContaining("not valid YAML")
        .hasMessageContaining("kubernetes/p.yaml");
  }
}
