package dev.netgen.generator.verify.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Docker's isolation for real: what is generated runs on private engines with every setting that
 * matters, and every connection is tried. It works exactly where the evaluator says; and what works
 * and was not observed is exactly what the proof lists.
 */
@Timeout(900)
class DockerMatrixIT {
  private static final boolean CI = "true".equals(System.getenv("CI"));
  private static final long SEED = Long.getLong("netgen.seed", 7);
  private static final String EXPERIMENTAL = " --experimental";
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  @BeforeAll
  static void engineIsToBeHad() {
    Optional<String> missing = LiveEngine.missing();
    assumeTrue(CI || missing.isEmpty(), () -> missing.orElse(""));
  }

  /** All at once: none of the projects, the leaky one among them, reaches another. */
  @ParameterizedTest
  @ValueSource(strings = {"--userland-proxy=false", "--userland-proxy=true --ip6tables"})
  void reachableExactlyWhereTheEvaluatorSays(String flags) throws Exception {
    try (LiveEngine engine = LiveEngine.start(ROOT, flags + EXPERIMENTAL)) {
      Projects projects = Projects.of(engine, Topology.all(ROOT.resolve("samples"), SEED));
      projects.withLeaky();
      projects.compose("up", "-d");
      assertThat(projects.mismatches()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--userland-proxy=true", "--userland-proxy=false --ip6tables"})
  void theSameAfterRestartsAndScalingAndNothingStays(String flags) throws Exception {
    try (LiveEngine engine = LiveEngine.start(ROOT, flags + EXPERIMENTAL)) {
      ImmutableMap<String, String> before = engine.traces();
      Projects projects = Projects.of(engine, Topology.all(ROOT.resolve("samples"), SEED));
      projects.withLeaky();
      projects.compose("up", "-d");
      assertThat(projects.mismatches()).isEmpty();
      projects.withoutLeaky();
      List<String> addresses = projects.addresses();
      projects.restartInAnotherOrder();
      assertThat(projects.addresses()).isNotEqualTo(addresses);
      assertThat(projects.mismatches()).as("containers in another order").isEmpty();
      engine.restart();
      projects.startAll();
      assertThat(projects.mismatches()).as("the engine anew").isEmpty();
      projects.scaleUp();
      assertThat(projects.mismatches()).as("more replicas").isEmpty();
      assertThat(projects.mismatchesWithRules()).as("companion rules").isEmpty();
      projects.compose("down", "-t", "0");
      assertThat(engine.traces()).isEqualTo(before);
    }
  }
}
