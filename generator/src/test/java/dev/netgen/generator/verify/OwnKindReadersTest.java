package dev.netgen.generator.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.netgen.generator.CrdSchemas;
import dev.netgen.generator.Generators;
import dev.netgen.generator.GraphSketch;
import dev.netgen.generator.OwnKindSketches;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.model.proof.Proof;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts that differ little from what is written, and must not be taken for it. */
class OwnKindReadersTest {
  /** A change to the text of names() or nodes() or shop(), and a link that it denies. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "names | matchPattern: \"*\" | matchPattern: \"*.example.com\" | coredns 53/udp",
        "names | matchPattern: \"*\" | matchName: \"api.example.com\" | coredns 53/udp",
        "names | matchPattern: \"*\" | matchPattern: \"other.org\" | backend -> outside:api",
        "names | - matchName: \"api.example.com\" | - matchName: \"example.com\" | backend ->"
            + " outside:api",
        "names | 10.20.0.0/16 | 10.20.0.0/17 | outside:10.20.0.0/16",
        "names | 2001:db8::7/128 | 2001:db8::8/128 | report -> outside:api",
        "nodes | - remote-node | - world | node:worker-1 ->",
        "nodes | - host | - world | -> k8s:ops/DaemonSet/exporter",
        "nodes | - kube-apiserver | - world | kubernetes 6443/tcp",
        "shop | - world | - kube-apiserver | outside:internet ->",
        "shop | protocol: SCTP | protocol: UDP | 3868/sctp",
        "shop | - port: \"http\" | - port: \"https\" | 8080/tcp",
        "shop | - port: \"8080\" | - port: \"http\" | 8080/tcp",
        "shop | \"k8s:io.kubernetes.pod.namespace\": \"data\" | \"k8s:a\": \"b\" | 5432/tcp",
        "shop | \"k8s:app\": \"gateway\" | \"k8s:app\": \"gate\" | gateway -> "
      })
  void ciliumsMeaningIsThatOfItsText(String sketch, String from, String to, String denied) {
    assertDenied("cilium", sketch, from, to, denied);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "names | 10.20.0.0/16 | 10.20.0.0/17 | outside:10.20.0.0/16",
        "names | 2001:db8::7/128 | 2001:db8::8/128 | outside:api",
        "nodes | 10.0.0.3/32 | 10.0.0.4/32 | exporter 9100/tcp",
        "shop | ::/0 | ::/1 | outside:internet ->",
        "shop | protocol: SCTP | protocol: UDP | 3868/sctp",
        "shop | name == 'data' | name == 'shop' | 5432/tcp",
        "shop | - \"http\" | - \"https\" | 8080/tcp",
        "shop | == 'gateway' | == 'gate' | gateway -> "
      })
  void calicosMeaningIsThatOfItsText(String sketch, String from, String to, String denied) {
    assertDenied("calico", sketch, from, to, denied);
    assertDenied("calico-staged", sketch, from, to, denied);
  }

  @Test
  void theStagedKubernetesKindIsReadToo() {
    assertDenied(
        "calico-staged-kubernetes", "shop", "protocol: SCTP", "protocol: UDP", "3868/sctp");
  }

  private static void assertDenied(
      String target, String sketch, String from, String to, String denied) {
    List<GeneratedFile> files = files(target, sketch);
    Proof before = proof(target, sketch, files);
    assertThat(before.denied()).isEmpty();
    List<GeneratedFile> changed =
        files.stream()
            .map(file -> new GeneratedFile(file.path(), file.content().replace(from, to)))
            .toList();
    Proof after = proof(target, sketch, changed);
    assertThat(after.denied()).anyMatch(each -> each.link().toString().contains(denied));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"cilium | - \"canary\" | - \"x\"", "calico | { 'canary' } | { 'x' }"})
  void whoIsLeftOutByValueCounts(String target, String from, String to) {
    List<GeneratedFile> files = files(target, "twins");
    List<GeneratedFile> changed =
        files.stream()
            .map(file -> new GeneratedFile(file.path(), file.content().replace(from, to)))
            .toList();
    assertThat(proof(target, "twins", files).granted()).isEmpty();
    assertThat(proof(target, "twins", changed).granted())
        .anyMatch(grant -> grant.from().endsWith("a-canary") && grant.ports().equals("80/tcp"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "cilium | toPorts: | toPort: | unknown field",
        "cilium | \"k8s:app\" | \"app\" | without its source",
        "cilium | CiliumNetworkPolicy | NetworkPolicy | expected a CiliumNetworkPolicy",
        "cilium | endpointSelector | nodeSelector | unknown field",
        "cilium | - world | - cluster | unknown entity",
        "cilium | protocol: TCP | protocol: ANY | protocol is none",
        "cilium | \"5432\" | \"65536\" | is none",
        "calico | action: Allow | action: Pass | other than Allow",
        "calico | source: | sources: | unknown field",
        "calico | selector: \"app == 'backend'\" | selector: \"app == 'x' &&\" | not a selector",
        "calico | selector: \"app == 'backend'\" | selector: \"has(app)\" | not a selector",
        "calico | selector: \"app == 'backend'\" | selector: \"app == 'x' && app == 'y'\" | twice",
        "calico | - 5432 | - 65536 | is none",
        "calico | - \"::/0\" | - \"not a net\" | ",
        "calico | kind: NetworkPolicy | kind: GlobalNetworkPolicy | expected a NetworkPolicy",
        "calico | - Egress | - egress | types are Ingress and Egress",
        "calico | netgen-statefulset | netgen.statefulset | would name a tier"
      })
  void whatIsNotUnderstoodIsRefused(String target, String from, String to, String why) {
    List<GeneratedFile> changed =
        files(target, "shop").stream()
            .map(file -> new GeneratedFile(file.path(), file.content().replace(from, to)))
            .toList();
    assertThatThrownBy(() -> proof(target, "shop", changed))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(why == null ? "" : why);
  }

  @Test
  void whatNobodyUsedIsCounted() {
    List<GeneratedFile> files = files("cilium", "nodes");
    List<GeneratedFile> changed =
        files.stream()
            .map(file -> new GeneratedFile(file.path(), file.content().replace("9100", "9200")))
            .toList();
    assertThat(proof("cilium", "nodes", changed).granted())
        .anyMatch(
            grant ->
                grant.ports().equals("9200/tcp")
                    && grant.to().equals(CiliumIdentities.NODES)
                    && grant.rules().toString().contains("egress rule"));
    assertThat(proof("cilium", "nodes", files).granted()).isEmpty();
  }

  /** The schemas are closed and have limits; otherwise that files are valid would say nothing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "cilium | toPorts: | toPort:",
        "cilium | - world | - everybody",
        "cilium | protocol: TCP | protocol: ICMP",
        "cilium | \"5432\" | \"70000\"",
        "cilium | \"5432\" | 5432",
        "cilium | \"backend\" | \"back end\"",
        "calico | action: Allow | action: Accept",
        "calico | source: | from:",
        "calico | - Egress | - egress",
        "calico-staged | StagedNetworkPolicy | NetworkPolicy",
        "calico-staged-kubernetes | podSelector: | selector:",
        "calico-staged-kubernetes | ports: | port:"
      })
  void schemasRefuse(String target, String from, String to) {
    assertThat(
            files(target, "shop").stream()
                .map(file -> CrdSchemas.errors(target, file.content().replace(from, to))))
        .anyMatch(errors -> !errors.isEmpty());
  }

  private static GraphSketch sketch(String name) {
    return Objects.requireNonNull(OwnKindSketches.all().get(name)).get();
  }

  private static List<GeneratedFile> files(String target, String sketch) {
    return Generators.all()
        .generate(sketch(sketch).request(), List.of(target))
        .targets()
        .get(0)
        .files();
  }

  private static Proof proof(String target, String sketch, List<GeneratedFile> files) {
    Map<String, Verifier> verifiers =
        Map.of(
            "cilium", new CiliumVerifier(),
            "calico", CalicoVerifier.enforced(),
            "calico-staged", CalicoVerifier.staged(),
            "calico-staged-kubernetes", CalicoVerifier.stagedKubernetes());
    return Objects.requireNonNull(verifiers.get(target))
        .prove(sketch(sketch).request(), ImmutableList.copyOf(files));
  }
}
