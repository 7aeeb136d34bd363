package dev.netgen.generator.kubernetes;

import static dev.netgen.generator.kubernetes.KubernetesEmissionTest.emit;
import static dev.netgen.generator.kubernetes.KubernetesEmissionTest.policy;
import static dev.netgen.generator.kubernetes.KubernetesEmissionTest.proved;
import static dev.netgen.generator.kubernetes.KubernetesEmissionTest.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.generator.GraphSketch;
import dev.netgen.generator.target.Emission;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.Note;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.PeerId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A namespace is isolated as a whole where all in it was observed, or a person says why. */
class DefaultDenyTest {
  private static final String A = "k8s:shop/Deployment/a";
  private static final String B = "k8s:shop/Deployment/b";
  private static final String JOB = "k8s:shop/CronJob/yearly";

  private static GraphSketch observed() {
    return new GraphSketch().workload(A, "app=a").workload(B, "app=b").link(A, B, "80/tcp");
  }

  private static List<String> types(Emission emission) {
    return policy(emission, "default-deny")
        .map(p -> p.getSpec().getPolicyTypes())
        .orElse(List.of());
  }

  @Test
  void allObserved() {
    Emission emission = proved(observed());
    assertThat(types(emission)).containsExactly("Ingress", "Egress");
    assertThat(emission.silent()).isEmpty();
    assertThat(emission.notes()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void oneSilentInOneDirection(Direction direction) {
    GraphSketch sketch = observed().workload(JOB, "app=yearly");
    Direction other = direction == Direction.EGRESS ? Direction.INGRESS : Direction.EGRESS;
    Emission emission = proved(sketch.observed(JOB, other));
    assertThat(types(emission)).containsExactly(other == Direction.EGRESS ? "Egress" : "Ingress");
    assertThat(emission.silent()).containsExactly(PeerId.parse(JOB));
    assertThat(emission.notes())
        .contains(
            Note.attention(
                "namespace shop gets no default-deny for "
                    + direction.word()
                    + ": not observed in that direction on every node they ran on: "
                    + JOB));
    assertThat(policy(emission, "deployment-a")).isPresent();
  }

  @Test
  void consentIsWrittenWithItsReason() {
    GraphSketch sketch =
        observed()
            .workload(JOB, "app=yearly")
            .observed(JOB)
            .consent(JOB, Direction.INGRESS, Direction.EGRESS);
    Emission emission = proved(sketch);
    assertThat(types(emission)).containsExactly("Ingress", "Egress");
    assertThat(text(emission, "default-deny"))
        .contains("# " + JOB + " in egress; netgen.yaml: because")
        .contains("# " + JOB + " in ingress; netgen.yaml: because");
    assertThat(emission.silent()).isEmpty();
    assertThat(policy(emission, "cronjob-yearly")).as("nothing is known to allow").isEmpty();
  }

  @Test
  void consentThatNobodyNeedsChangesNothing() {
    Emission emission = proved(observed().consent(A, Direction.INGRESS, Direction.EGRESS));
    assertThat(text(emission)).isEqualTo(text(proved(observed())));
    assertThat(emission.notes()).isEmpty();
    assertThat(text(emission, "default-deny")).contains("in each direction named below.");
  }

  @Test
  void consentToOneDirectionIsNoneToTheOther() {
    GraphSketch sketch =
        observed().workload(JOB, "app=yearly").observed(JOB).consent(JOB, Direction.INGRESS);
    Emission emission = proved(sketch);
    assertThat(types(emission)).containsExactly("Ingress");
    assertThat(emission.silent()).containsExactly(PeerId.parse(JOB));
  }

  /** Seen on one of its nodes only: its links are known, and consent keeps them. */
  @Test
  void whatIsKnownOfOneWithConsentStaysAllowed() {
    GraphSketch sketch =
        observed()
            .workload(JOB, "app=yearly")
            .observed(JOB)
            .link(JOB, A, "81/tcp")
            .consent("shop", Direction.EGRESS, Direction.INGRESS);
    Emission emission = proved(sketch);
    assertThat(types(emission)).containsExactly("Ingress", "Egress");
    assertThat(text(emission, "cronjob-yearly"))
        .contains("# Not observed in egress; netgen.yaml: because", "port: 81");
    assertThat(policy(emission, "cronjob-yearly").orElseThrow().getSpec().getPolicyTypes())
        .containsExactly("Egress");
  }

  @Test
  void whoCannotBeSelectedIsCutOffByConsentOnly() {
    GraphSketch sketch = observed().workload(JOB, "job-name=yearly-1");
    assertThat(emit(sketch).silent()).containsExactly(PeerId.parse(JOB));
    assertThat(types(emit(sketch))).isEmpty();
    sketch.consent(JOB, Direction.INGRESS, Direction.EGRESS);
    assertThat(types(proved(sketch))).containsExactly("Ingress", "Egress");
  }

  /** What it was seen to need no rule could allow, and consent is none to denying that. */
  @Test
  void whoCannotBeSelectedAndNeedsSomethingKeepsThatDirectionOpen() {
    GraphSketch sketch =
        observed()
            .workload(JOB, "job-name=yearly-1")
            .link(JOB, "node:n1", "81/tcp")
            .addresses("node:n1", "172.18.0.2")
            .consent(JOB, Direction.INGRESS, Direction.EGRESS);
    Emission emission = proved(sketch);
    assertThat(types(emission)).containsExactly("Ingress");
    assertThat(emission.silent()).containsExactly(PeerId.parse(JOB));
    assertThat(emission.notes())
        .contains(
            Note.attention(
                "namespace shop gets no default-deny for egress: no policy can select: " + JOB));
  }

  @Test
  void ofANamespaceNobodySawNothingIsAsked() {
    String lonely = "k8s:ops/Deployment/reporting";
    GraphSketch sketch = observed().workload(lonely, "app=r").observed(lonely);
    Emission emission = proved(sketch);
    assertThat(emission.silent()).isEmpty();
    assertThat(emission.files())
        .extracting(GeneratedFile::path)
        .noneMatch(p -> p.contains("/ops/"));
    assertThat(emission.notes())
        .contains(
            Note.attention(
                "nothing of namespace ops was observed, and nothing in it is isolated: " + lonely));
    sketch.consent("ops", Direction.INGRESS);
    assertThat(emit(sketch).files())
        .extracting(GeneratedFile::path)
        .contains("kubernetes/ops/default-deny.yaml");
  }

  @Test
  void namespacesAreLeftAloneAndTakenInAgain() {
    String dns = "k8s:kube-system/Deployment/coredns";
    GraphSketch sketch = observed().workload(dns, "k8s-app=kube-dns");
    assertThat(text(proved(sketch))).doesNotContain("kube-dns");
    assertThat(text(proved(sketch.leftAlone("shop"))))
        .contains("kube-dns")
        .doesNotContain("\"app\"");
  }

  @Test
  void aDecisionAboutNobodyIsTold() {
    GraphSketch sketch = observed().consent("k8s:shop/Deployment/typo", Direction.EGRESS);
    assertThat(emit(sketch).notes())
        .containsExactly(
            Note.attention(
                "nobody in the graph is meant by the decision about k8s:shop/Deployment/typo"));
  }

  @Test
  void oneOnTheNodesNetworkKeepsNobodyFromIsolation() {
    Emission emission = proved(observed().onHost("k8s:shop/DaemonSet/agent"));
    assertThat(types(emission)).containsExactly("Ingress", "Egress");
  }
}
