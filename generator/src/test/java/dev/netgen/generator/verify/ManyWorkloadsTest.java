package dev.netgen.generator.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.netgen.generator.GraphSketch;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.model.proof.Proof;
import dev.netgen.model.proof.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where lists of pairs end and sums begin. */
class ManyWorkloadsTest {
  private static GraphSketch sketch(int workloads, int marked) {
    GraphSketch sketch = new GraphSketch();
    for (int i = 0; i < workloads; i++) {
      String id = "k8s:shop/Deployment/w" + i;
      sketch.workload(id, "all=1", i < marked ? "some=1" : "some=0");
    }
    return sketch;
  }

  private static Proof prove(GraphSketch sketch, String spec) {
    String text =
        "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {namespace: shop, name:"
            + (" p}, spec: " + spec + "}\n");
    return new KubernetesVerifier()
        .prove(
            sketch.request(),
            ImmutableList.of(
                new GeneratedFile("kubernetes/p.yaml", GeneratedFile.MARKER + "\n" + text)));
  }

  /** A hundred open workloads are told pair by pair, one more all together. */
  @ParameterizedTest
  @CsvSource({"100, 10000, 10000", "101, 1, 0"})
  void openWorkloadsAreToldTogether(int workloads, int pairs, int listed) {
    Proof proof = prove(sketch(workloads, 0), "{podSelector: {matchLabels: {none: x}}}");
    assertThat(proof.granted().stream().filter(each -> !each.toString().contains("outside")))
        .hasSize(pairs);
    assertThat(proof.reachability()).hasSize(listed);
    assertThat(proof.granted().stream().anyMatch(each -> each.from().startsWith("any of 101")))
        .isEqualTo(workloads == 101);
  }

  /** Together is who is open on both sides; who is isolated on one is told one by one. */
  @Test
  void isolatedOnesAreToldApart() {
    Proof proof =
        prove(
            sketch(102, 1),
            "{podSelector: {matchLabels: {some: '1'}}, policyTypes: [Ingress], ingress: [{from:"
                + " [{podSelector: {matchLabels: {some: '1'}}}], ports: [{port: 80}]}]}");
    assertThat(proof.granted())
        .contains(
            new Proof.Grant(
                "any of 102 workloads not isolated for egress",
                "any of 101 workloads not isolated for ingress",
                "all ports",
                "neither side is isolated: not observed in that direction"),
            new Proof.Grant(
                "k8s:shop/Deployment/w0",
                "k8s:shop/Deployment/w0",
                "80/tcp",
                "only the server is isolated, and its rules allow it",
                ImmutableList.of("shop/p ingress rule 1")));
    assertThat(proof.granted().stream().filter(each -> !each.toString().contains("outside")))
        .hasSize(2);
  }

  @Test
  void onlyTheClientIsIsolated() {
    assertThat(
            prove(
                    sketch(2, 1),
                    "{podSelector: {matchLabels: {some: '1'}}, policyTypes: [Egress], egress: [{to:"
                        + " [{podSelector: {matchLabels: {some: '0'}}}], ports: [{port: 80}]}]}")
                .granted())
        .contains(
            new Proof.Grant(
                "k8s:shop/Deployment/w0",
                "k8s:shop/Deployment/w1",
                "80/tcp",
                "only the client is isolated, and its rules allow it",
                ImmutableList.of("shop/p egress rule 1")));
  }

  /** Redundancy is looked for where that is twenty thousand comparisons at most. */
  @ParameterizedTest
  @CsvSource({
    "200, 100, '', true",
    "201, 100, '', false",
    "199, 100, ', {ipBlock: {cidr: 10.0.0.0/8}}', true",
    "200, 100, ', {ipBlock: {cidr: 10.0.0.0/8}}', false",
  })
  void redundancyIsBounded(
      int workloads, int selected, String block, boolean told, @TempDir Path folder)
      throws IOException {
    String policy =
        "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {namespace: shop, name:"
            + " p}, spec: {podSelector: {matchLabels: {some: '1'}}, ingress: [{from: [{podSelector:"
            + " {matchLabels: {some: '0'}}}, {podSelector: {matchLabels: {some: '1'}}}, {ipBlock:"
            + " {cidr: 10.0.0.0/7}}]}, {from: [{podSelector: {matchLabels: {all: '1'}}}"
            + (block + "]}]}}");
    GivenPolicies given =
        GivenPolicies.read(List.of(Files.writeString(folder.resolve("p.yaml"), policy)));
    assertThat(given.broken()).isEmpty();
    assertThat(
            new PolicyVerification(sketch(workloads, selected).request(), given)
                .verify(Optional.empty()).rules().stream()
                    .anyMatch(each -> each.oddity() == Verification.Oddity.REDUNDANT))
        .isEqualTo(told);
  }
}
