package dev.netgen.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.netgen.generator.kubernetes.KubernetesTarget;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.verify.Verifier;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.model.proof.Proof;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneratorTest {
  private static final GraphSketch KUBERNETES =
      new GraphSketch()
          .workload("k8s:shop/Deployment/a", "app=a")
          .workload("k8s:shop/Deployment/b", "app=b")
          .link("k8s:shop/Deployment/a", "k8s:shop/Deployment/b", "80/tcp")
          .link("k8s:shop/Deployment/a", "unresolved:192.0.2.9", "81/tcp");

  @Test
  void withoutTargetsThoseThatFitAreMade() {
    GenerationResult result = generator().generate(KUBERNETES.request(), List.of());
    assertThat(result.targets()).extracting(TargetResult::target).containsExactly("kubernetes");
    assertThat(result.targets().get(0).files()).isNotEmpty();
  }

  @Test
  void anUnresolvedLinkHoldsTheProofBackUntilItIsWaived() {
    assertThat(generator().generate(KUBERNETES.request(), List.of()).holds()).isFalse();
    GenerationRequest open = KUBERNETES.request();
    GenerationRequest waived =
        new GenerationRequest(open.graph(), open.evidence(), open.compose(), true);
    assertThat(generator().generate(waived, List.of("kubernetes", "kubernetes")).holds()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "docker:shop/a, kubernetes, 'target kubernetes fits no peer of the graph: it has compose; '",
    "docker:a,      kubernetes, 'target kubernetes fits no peer of the graph: it has docker without Compose; '",
    "node:n,        kubernetes, 'target kubernetes fits no peer of the graph: it has no workloads; '",
    "docker:a,      cilum,      'unknown target \"cilum\": -t; known are kubernetes'",
    "node:n,        '',         'no target fits the graph: it has no workloads; '"
  })
  void whatCannotBeMadeIsRefused(String peer, String target, String line) {
    GenerationRequest request = new GraphSketch().workload(peer).request();
    List<String> targets = target.isEmpty() ? List.of() : List.of(target);
    assertThatThrownBy(() -> generator().generate(request, targets))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.kind()).isEqualTo(ProblemException.Kind.USAGE))
        .hasMessageStartingWith(line);
  }

  @Test
  void aVerifierOfAnotherTargetIsADefect() {
    assertThatThrownBy(
            () -> new ProvedTarget(new KubernetesTarget(), new CountingVerifier("compose")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Generator generator() {
    return new Generator(
        ImmutableList.of(
            new ProvedTarget(new KubernetesTarget(), new CountingVerifier("kubernetes"))));
  }

  /** Stands for an evaluator: believes every link whose ends are decided. */
  private record CountingVerifier(String target) implements Verifier {
    @Override
    public Proof prove(GenerationRequest request, ImmutableList<GeneratedFile> files) {
      var links = ImmutableSet.copyOf(request.graph().links().keySet());
      return new Proof(
          target,
          links.stream().filter(request::decided).collect(ImmutableList.toImmutableList()),
          ImmutableList.of(),
          ImmutableList.of(),
          links.stream()
              .filter(link -> !request.decided(link))
              .map(link -> new Proof.Denial(link, "unresolved"))
              .collect(ImmutableList.toImmutableList()),
          ImmutableList.of());
    }
  }
}
