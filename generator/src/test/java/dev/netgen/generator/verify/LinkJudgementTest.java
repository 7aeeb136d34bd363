package dev.netgen.generator.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.netgen.generator.GraphSketch;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.enforcer.Enforcer;
import dev.netgen.model.enforcer.NamedPorts;
import dev.netgen.model.enforcer.Naming;
import dev.netgen.model.enforcer.ServiceView;
import dev.netgen.model.proof.Proof;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Links that no rule of theirs decides: by which words they are denied or wait. */
class LinkJudgementTest {
  private static final String WEB = "k8s:shop/Deployment/web";
  private static final String API = "k8s:shop/Deployment/api";

  private static GraphSketch sketch() {
    return new GraphSketch().workload(WEB, "app=web").workload(API, "app=api");
  }

  private static Proof prove(GraphSketch sketch, String spec) {
    return prove(sketch.request(), spec);
  }

  private static Proof prove(GenerationRequest request, String spec) {
    String text =
        "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {namespace: shop, name:"
            + (" p}, spec: " + spec + "}\n");
    return new KubernetesVerifier()
        .prove(
            request,
            ImmutableList.of(
                new GeneratedFile("kubernetes/p.yaml", GeneratedFile.MARKER + "\n" + text)));
  }

  @ParameterizedTest
  @CsvSource({
    "docker:compose/web, docker:compose/web is of another platform",
    "unresolved:10.9.9.9, unresolved:10.9.9.9 belongs to nobody known",
  })
  void someEndsWaitForADecision(String other, String says) {
    for (boolean server : new boolean[] {true, false}) {
      GraphSketch sketch =
          server ? sketch().link(WEB, other, "80/tcp") : sketch().link(other, WEB, "80/tcp");
      Proof proof = prove(sketch, "{podSelector: {}, policyTypes: [Ingress, Egress]}");
      assertThat(proof.denied()).isEmpty();
      assertThat(proof.unjudged()).extracting(Proof.Denial::reason).containsExactly(says);
    }
  }

  /** Nodes and the API server on one of them are named each in its own way, or not at all. */
  @ParameterizedTest
  @CsvSource({
    "RANGE, OWN_KIND, no address of node:n1, cannot name k8s:default/Service/kubernetes",
    "OWN_KIND, RANGE, cannot name node:n1, no address of k8s:default/Service/kubernetes",
  })
  void nodesAndTheApiServerEachInItsOwnWay(
      Naming nodes, Naming apiServer, String ofNode, String ofApiServer) {
    String api = "k8s:default/Service/kubernetes";
    Enforcer enforcer =
        new Enforcer(
            "odd",
            ServiceView.POD_ADDRESS,
            nodes,
            apiServer,
            true,
            true,
            NamedPorts.PER_POD,
            true,
            true);
    GraphSketch sketch =
        sketch().onHost(api).link(WEB, api, "6443/tcp").link(WEB, "node:n1", "80/tcp");
    Proof proof =
        prove(sketch.request().withEnforcer(enforcer), "{podSelector: {}, policyTypes: [Egress]}");
    assertThat(proof.denied())
        .extracting(Proof.Denial::reason)
        .anyMatch(reason -> reason.contains(ofNode))
        .anyMatch(reason -> reason.contains(ofApiServer))
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "generic, the evidence holds no address of node:n1",
    "cilium, rules of NetworkPolicy cannot name node:n1 for cilium",
  })
  void whoHasNoAddressIsDeniedByThat(String enforcer, String says) {
    String all = "{podSelector: {}, policyTypes: [Ingress, Egress]}";
    GraphSketch server = sketch().enforcer(enforcer).link(WEB, "node:n1", "80/tcp");
    assertThat(prove(server, all).denied()).extracting(Proof.Denial::reason).containsExactly(says);
    GraphSketch client = sketch().enforcer(enforcer).link("node:n1", WEB, "80/tcp");
    assertThat(prove(client, all).denied()).extracting(Proof.Denial::reason).containsExactly(says);
    assertThat(prove(client, "{podSelector: {}, policyTypes: [Egress]}").denied()).isEmpty();
    assertThat(prove(server, "{podSelector: {}, policyTypes: [Ingress]}").denied()).isEmpty();
  }

  @Test
  void inFrontOfTheTranslationTheServiceMustBeAllowedToo() {
    GraphSketch sketch =
        sketch()
            .enforcer("aws")
            .link(WEB, API, "8080/tcp")
            .called(WEB, API, "8080/tcp", "10.96.0.1 80/tcp");
    String spec =
        "{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to:"
            + " [{podSelector: {}}]}MORE]}";
    assertThat(prove(sketch, spec.replace("MORE", "")).denied())
        .extracting(Proof.Denial::reason)
        .containsExactly("no egress rule of shop/p for the Service at 10.96.0.1 80/tcp");
    String more = ", {to: [{ipBlock: {cidr: 10.96.0.1/32}}], ports: [{port: 80}]}";
    assertThat(prove(sketch, spec.replace("MORE", more)).denied()).isEmpty();
    assertThat(prove(sketch.enforcer("generic"), spec.replace("MORE", "")).denied()).isEmpty();
  }

  /** The API server stands on a node, and clients call its Service all the same. */
  @Test
  void inFrontOfTheTranslationTheApiServersServiceCountsToo() {
    String server = "k8s:default/Service/kubernetes";
    GraphSketch sketch =
        sketch()
            .enforcer("aws")
            .onHost(server)
            .addresses(server, "172.18.0.2")
            .link(WEB, server, "6443/tcp")
            .called(WEB, server, "6443/tcp", "10.96.0.1 443/tcp");
    String spec =
        "{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{ipBlock:"
            + " {cidr: 172.18.0.2/32}}], ports: [{port: 6443}]}MORE]}";
    assertThat(prove(sketch, spec.replace("MORE", "")).denied())
        .extracting(Proof.Denial::reason)
        .containsExactly("no egress rule of shop/p for the Service at 10.96.0.1 443/tcp");
    String more = ", {to: [{ipBlock: {cidr: 10.96.0.1/32}}], ports: [{port: 443}]}";
    Proof proof = prove(sketch, spec.replace("MORE", more));
    assertThat(proof.denied()).isEmpty();
    assertThat(proof.granted()).noneMatch(grant -> grant.to().contains("10.96.0.1"));
  }

  /** A rule without peers is open to the outside as well, which is told once for each direction. */
  @Test
  void rulesWithoutPeersAreOpenToEverybody() {
    Proof proof =
        prove(
            sketch(),
            "{podSelector: {matchLabels: {app: api}}, policyTypes: [Ingress, Egress], ingress:"
                + " [{ports: [{port: 80}]}, {ports: [{port: 81}]}], egress: [{ports: [{port:"
                + " http}]}]}");
    assertThat(proof.granted())
        .contains(
            new Proof.Grant(
                "any outside address",
                API,
                "80/tcp",
                "a rule without peers",
                ImmutableList.of("shop/p ingress rule 1")),
            new Proof.Grant(
                "any outside address",
                API,
                "81/tcp",
                "a rule without peers",
                ImmutableList.of("shop/p ingress rule 2")));
    assertThat(proof.granted())
        .as("outside nobody has a named port")
        .noneMatch(each -> each.from().equals(API) && each.to().contains("outside"));
  }
}
