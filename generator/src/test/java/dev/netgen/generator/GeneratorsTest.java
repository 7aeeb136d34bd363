package dev.netgen.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.proof.Proof;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Emitters against the evaluators that share no code with them. */
class GeneratorsTest {
  @Test
  void bothPlatformsOfAGraphAreServedAndProved() {
    GenerationResult result =
        Generators.all()
            .generate(
                new GraphSketch()
                    .workload("k8s:shop/Deployment/a", "app=a")
                    .workload("k8s:shop/Deployment/b", "app=b")
                    .link("k8s:shop/Deployment/a", "k8s:shop/Deployment/b", "80/tcp")
                    .service("docker:shop/a", "shop_default")
                    .service("docker:shop/b", "shop_default")
                    .service("docker:shop/c", "shop_default")
                    .link("docker:shop/a", "docker:shop/b", "80/tcp")
                    .request(),
                List.of());
    assertThat(result.targets())
        .extracting(TargetResult::target)
        .containsExactly("kubernetes", "compose");
    assertThat(result.holds()).isTrue();
    for (TargetResult target : result.targets()) {
      assertThat(target.proof().allowed()).hasSize(1);
      assertThat(reached(target.proof()))
          .contains("a b")
          .doesNotContain("a c", "b c", "c a", "c b");
    }
  }

  @Test
  void randomWorkloadsReachWhatTheyWereSeenToReach() {
    Random random = new Random(11);
    for (int run = 0; run < 60; run++) {
      GraphSketch sketch = new GraphSketch();
      int workloads = 2 + random.nextInt(8);
      for (int w = 0; w < workloads; w++) {
        sketch.workload(kubernetes(w), "app=w" + w, "tier=t" + w % 3);
      }
      links(random, sketch, workloads, true);
      TargetResult result = prove(sketch, "kubernetes");
      assertThat(result.proof().denied()).isEmpty();
      assertThat(result.proof().allowed()).hasSameSizeAs(sketch.graph().links().keySet());
      assertThat(reached(result.proof())).isEqualTo(observed(sketch));
    }
  }

  @Test
  void randomServicesReachWhatTheyWereSeenToReach() {
    Random random = new Random(12);
    for (int run = 0; run < 60; run++) {
      GraphSketch sketch = new GraphSketch();
      int services = 2 + random.nextInt(8);
      for (int s = 0; s < services; s++) {
        sketch.service("docker:shop/w" + s, "shop_default");
      }
      links(random, sketch, services, false);
      TargetResult result = prove(sketch, "compose");
      assertThat(result.proof().denied()).isEmpty();
      assertThat(result.proof().allowed()).hasSameSizeAs(sketch.graph().links().keySet());
      Set<String> bothWays = observed(sketch);
      for (LinkKey link : sketch.graph().links().keySet()) {
        bothWays.add(link.to().shortName() + " " + link.from().shortName());
      }
      assertThat(reached(result.proof())).isEqualTo(bothWays);
    }
  }

  private static TargetResult prove(GraphSketch sketch, String target) {
    return Generators.all().generate(sketch.request(), List.of(target)).targets().get(0);
  }

  private static void links(Random random, GraphSketch sketch, int peers, boolean kubernetes) {
    double density = random.nextDouble() / 2;
    for (int a = 0; a < peers; a++) {
      for (int b = 0; b < peers; b++) {
        if (a != b && random.nextDouble() < density) {
          String port = 1 + random.nextInt(3) + (random.nextBoolean() ? "/tcp" : "/udp");
          sketch.link(
              kubernetes ? kubernetes(a) : "docker:shop/w" + a,
              kubernetes ? kubernetes(b) : "docker:shop/w" + b,
              port);
        }
      }
    }
  }

  private static String kubernetes(int workload) {
    return "k8s:n" + workload % 2 + "/Deployment/w" + workload;
  }

  private static Set<String> observed(GraphSketch sketch) {
    Set<String> pairs = new TreeSet<>();
    for (LinkKey link : sketch.graph().links().keySet()) {
      pairs.add(link.from().shortName() + " " + link.to().shortName());
    }
    return pairs;
  }

  private static Set<String> reached(Proof proof) {
    Set<String> pairs = new TreeSet<>();
    for (Proof.Reach reach : proof.reachability()) {
      if (!reach.ports().isEmpty() && !reach.from().equals(reach.to())) {
        pairs.add(last(reach.from()) + " " + last(reach.to()));
      }
    }
    return pairs;
  }

  private static String last(String id) {
    return id.substring(id.lastIndexOf('/') + 1);
  }
}
