package dev.netgen.generator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netgen.generator.Golden;
import dev.netgen.generator.GraphSketch;
import dev.netgen.generator.target.Emission;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.target.Note;
import dev.netgen.generator.verify.KubernetesVerifier;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.model.proof.Proof;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesTargetTest {
  private static final String A = "k8s:shop/Deployment/a";
  private static final String B = "k8s:shop/Deployment/b";
  private static final String DNS = "k8s:kube-system/Deployment/coredns";

  @Test
  void shop() {
    Golden.check("kubernetes-shop", emit(shopSketch()));
  }

  @Test
  void shopIsReadStrictly() {
    List<GeneratedFile> files = emit(shopSketch()).files();
    assertThat(files).hasSizeGreaterThan(4);
    for (GeneratedFile file : files) {
      NetworkPolicy policy = StrictPolicyReader.read(file);
      assertThat(policy.getMetadata().getName()).matches("netgen-[-a-z0-9.]{1,246}");
      assertThat(file.path()).contains("/" + policy.getMetadata().getNamespace() + "/");
    }
  }

  @Test
  void theStrictReaderRefusesAnUnknownField() {
    GeneratedFile good = emit(shopSketch()).files().get(0);
    GeneratedFile bad =
        new GeneratedFile(good.path(), good.content().replace("policyTypes", "policyType"));
    assertThatThrownBy(() -> StrictPolicyReader.read(bad))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(good.path())
        .cause()
        .hasMessageContaining("policyType");
  }

  @Test
  void silentWorkloads() {
    Golden.check(
        "kubernetes-silent",
        emit(
            new GraphSketch()
                .workload(A, "app=a")
                .workload(B, "app=b")
                .workload("k8s:shop/Deployment/never", "app=never")
                .workload("k8s:shop/DaemonSet/agent", "app=agent")
                .workload("k8s:shop/CronJob/nightly", "job-name=nightly-1")
                .observed(B, Direction.INGRESS)
                .observed("k8s:shop/Deployment/never")
                .peer(
                    new GraphSketch()
                        .workload("k8s:shop/DaemonSet/agent", "app=agent")
                        .get("k8s:shop/DaemonSet/agent")
                        .withHostNetwork(true))
                .link(A, B, "80/tcp", "http")
                .link("k8s:shop/DaemonSet/agent", B, "9090/tcp")
                .addresses("k8s:shop/DaemonSet/agent", "10.0.0.7")));
  }

  @Test
  void twins() {
    Golden.check(
        "kubernetes-twins",
        emit(
            new GraphSketch()
                .workload(A, "app=a")
                .workload(B, "app=a", "app.kubernetes.io/version=2")
                .workload("k8s:shop/Deployment/c", "app=c")
                .workload("k8s:other/Deployment/d", "app=a")
                .link("k8s:shop/Deployment/c", A, "80/tcp")
                .link("k8s:other/Deployment/d", B, "81/tcp")));
  }

  @Test
  void aTwinThatWasNotObservedIsNotIsolatedThroughTheOther() {
    GraphSketch sketch =
        new GraphSketch().workload(A, "app=a").workload(B, "app=a").observed(B, Direction.INGRESS);
    Emission emission = emit(sketch);
    assertThat(emission.files()).hasSize(3);
    for (GeneratedFile file : emission.files()) {
      assertThat(StrictPolicyReader.read(file).getSpec().getPolicyTypes())
          .containsExactly("Ingress");
    }
    assertThat(emission.notes())
        .contains(
            Note.attention(
                A + " is not isolated in egress: a workload with its labels was not observed"));
  }

  @Test
  void outsidePeers() {
    Golden.check(
        "kubernetes-outside",
        emit(
            new GraphSketch()
                .workload(A, "app=a")
                .link("outside:internet", A, "8443/tcp", "tls")
                .link("outside:10.1.0.0/16", A, "8080/tcp")
                .link("node:worker-1", A, "8081/tcp")
                .link(A, "outside:api.example.com", "443/tcp", "https")
                .link(A, "outside:2001:db8::/32", "443/tcp")
                .link(A, "outside:resolver.example", "53/udp", "dns")
                .link(A, "unresolved:192.0.2.77", "9999/tcp")
                .addresses("node:worker-1", "10.0.0.9", "10.0.0.8")
                .addresses("outside:resolver.example", "192.0.2.53")
                .addresses(
                    "outside:api.example.com", "198.51.100.7", "2001:db8::7", "198.51.100.20")));
  }

  /** The evidence holds no address of the node: none is needed. */
  @Test
  void aProbeOfTheOwnNodeNeedsNoRule() {
    GraphSketch sketch = new GraphSketch().workload(A, "app=a").probe("node:n1", A, "8081/tcp");
    assertThat(text(emit(sketch)))
        .contains("The kubelet's probes need no rule")
        .contains("ingress: []")
        .doesNotContain("8081");
    GenerationRequest request = sketch.request();
    Proof proof = new KubernetesVerifier().prove(request, emit(sketch).files());
    assertThat(proof.allowed()).hasSize(1);
    assertThat(proof.denied()).isEmpty();
  }

  @Test
  void theApiServerIsItsEndpoints() {
    String api = "k8s:default/Service/kubernetes";
    GraphSketch sketch =
        new GraphSketch()
            .workload(A, "app=a")
            .peer(Peer.named(PeerId.parse(api)).withHostNetwork(true))
            .link(A, api, "6443/tcp")
            .link(api, A, "8443/tcp")
            .addresses(api, "172.18.0.2", "172.18.0.3");
    assertThat(text(emit(sketch)).split("cidr: \"172.18.0.[23]/32\"", -1)).hasSize(5);
    Proof proof = new KubernetesVerifier().prove(sketch.request(), emit(sketch).files());
    assertThat(proof.allowed()).hasSize(2);
  }

  @Test
  void anUnresolvedEndIsNamedByItsAddressOnlyWhenWaived() {
    GraphSketch sketch =
        new GraphSketch().workload(A, "app=a").link(A, "unresolved:192.0.2.77", "9999/tcp");
    assertThat(text(emit(sketch))).doesNotContain("192.0.2.77");
    assertThat(text(emit(sketch.allowUnresolved()))).contains("cidr: \"192.0.2.77/32\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"outside:api.example.com", "node:worker-1", "outside:internet"})
  void aServerWithoutAddressNeedsEvidence(String server) {
    GraphSketch sketch = new GraphSketch().workload(A, "app=a").link(A, server, "443/tcp");
    assertThatThrownBy(() -> emit(sketch))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(server)
        .hasMessageContaining("netgen analyze");
  }

  /** Whom no rule can name would be cut off: the other side stays open, and is named. */
  @Test
  void aPeerWithoutUsableLabelsLeavesTheOtherSideOpen() {
    GraphSketch sketch =
        new GraphSketch().workload(A, "app=a").workload(B, "job-name=b-1").link(B, A, "80/tcp");
    Emission emission = emit(sketch);
    Proof proof = new KubernetesVerifier().prove(sketch.request(), emission.files());
    assertThat(proof.denied()).isEmpty();
    assertThat(emission.files()).hasSize(1);
    assertThat(StrictPolicyReader.read(emission.files().get(0)).getSpec().getPolicyTypes())
        .containsExactly("Egress");
    assertThat(emission.silent()).containsExactly(PeerId.parse(A), PeerId.parse(B));
    assertThat(emission.notes())
        .contains(
            Note.attention(
                A
                    + " is not isolated in ingress: the pods of "
                    + B
                    + " have no stable label a rule could name them by"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "k8s:../Deployment/x",
        "k8s:shop/Deployment/..",
        "k8s:shop/Deployment/a..b",
        "k8s:shop/../x",
        "k8s:shop/Deployment/$(reboot)",
        "k8s:Shop/Deployment/x",
        "k8s:shop/Deployment/-x"
      })
  void namesNoApiAcceptsAreRefused(String id) {
    GraphSketch sketch = new GraphSketch().workload(id, "app=a");
    assertThatThrownBy(() -> emit(sketch)).isInstanceOf(ProblemException.class);
  }

  @Test
  void severalClustersAreRefused() {
    GraphSketch sketch =
        new GraphSketch().workload("k8s:east:shop/Deployment/a", "app=a").workload(B, "app=b");
    assertThatThrownBy(() -> emit(sketch))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("(unnamed), east");
  }

  @Test
  void longAndRivalNamesStayValidAndApart() {
    String name = "n".repeat(253);
    Emission emission =
        emit(
            new GraphSketch()
                .workload("k8s:shop/Deployment/" + name, "app=long")
                .workload("k8s:shop/Default/deny", "app=deny")
                .workload("k8s:shop/ReplicaSet/x", "app=x")
                .workload("k8s:shop/Replicaset/x", "app=y"));
    assertThat(emission.files()).hasSize(5);
    assertThat(emission.files()).extracting(GeneratedFile::path).doesNotHaveDuplicates();
    for (GeneratedFile file : emission.files()) {
      assertThat(StrictPolicyReader.read(file).getMetadata().getName())
          .hasSizeLessThanOrEqualTo(253)
          .matches("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");
      assertThat(Path.of(file.path()).getFileName().toString())
          .as("room for a suffix where file names end at 255 bytes")
          .hasSizeLessThanOrEqualTo(220);
    }
  }

  @Test
  void kubeSystemIsLeftAlone() {
    GraphSketch sketch = new GraphSketch().workload(DNS, "k8s-app=kube-dns");
    assertThat(emit(sketch).files()).isEmpty();
  }

  @Test
  void hostileTextBreaksOutOfNothing() {
    String evil = "x\n---\nkind: Evil\n\u202E";
    GraphSketch sketch =
        new GraphSketch()
            .workload(A, "app=a", "evil=" + evil, evil + "=x")
            .workload(B, "app=b")
            .link(A, B, "80/tcp", evil);
    for (GeneratedFile file : emit(sketch).files()) {
      assertThat(file.content()).matches("[ -~\\n]*").doesNotContain("\nkind: Evil");
      assertThat(StrictPolicyReader.read(file).getKind()).isEqualTo("NetworkPolicy");
    }
  }

  private static GraphSketch shopSketch() {
    String gateway = "k8s:shop/Deployment/gateway";
    String backend = "k8s:shop/Deployment/backend";
    String postgres = "k8s:data/StatefulSet/postgres";
    return new GraphSketch()
        .workload(gateway, "app=gateway", "pod-template-hash=5d9")
        .workload(backend, "app=backend")
        .workload(postgres, "app.kubernetes.io/name=postgres", "app.kubernetes.io/part-of=shop")
        .workload("k8s:shop/CronJob/batch", "app=batch")
        .workload(DNS, "k8s-app=kube-dns")
        .link("outside:internet", gateway, "8443/tcp", "https")
        .link(gateway, backend, "8080/tcp", "http")
        .link(backend, backend, "7946/tcp")
        .link(backend, backend, "7946/udp")
        .link(backend, postgres, "5432/tcp", "postgresql")
        .link("k8s:shop/CronJob/batch", postgres, "5432/tcp", "postgresql")
        .link(gateway, DNS, "53/udp", "dns")
        .link(backend, DNS, "53/udp", "dns")
        .link("k8s:shop/CronJob/batch", DNS, "53/udp", "dns");
  }

  private static String text(Emission emission) {
    StringBuilder text = new StringBuilder();
    emission.files().forEach(file -> text.append(file.content()));
    return text.toString();
  }

  private static Emission emit(GraphSketch sketch) {
    return new KubernetesTarget().emit(sketch.request());
  }
}
