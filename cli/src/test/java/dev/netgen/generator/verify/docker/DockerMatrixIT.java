package dev.netgen.generator.verify.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.netgen.model.engine.EngineFacts;
import dev.netgen.model.engine.Fact;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Docker's isolation for real: what is generated runs on private engines with every setting that
 * matters, and every connection is tried. It works exactly where the evaluator says; and what works
 * and was not observed is exactly what the proof lists; with companion rules loaded by the verb
 * itself, too, and after everything that changes addresses.
 */
@Timeout(1500)
class DockerMatrixIT {
  private static final boolean CI = "true".equals(System.getenv("CI"));
  private static final long SEED = Long.getLong("netgen.seed", 7);
  private static final String EXPERIMENTAL = " --experimental";
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  /** Most of the time is waited for kernel and engine, so that two take little more than one. */
  private static final int SIDE_BY_SIDE = 2;

  private static final ImmutableList<String> SETTINGS =
      ImmutableList.of(
          "--userland-proxy=true --ip6tables",
          "--userland-proxy=false --ip6tables",
          "--userland-proxy=true",
          "--userland-proxy=false");

  @BeforeAll
  static void engineIsToBeHad() {
    Optional<String> missing = LiveEngine.missing();
    assumeTrue(CI || missing.isEmpty(), () -> missing.orElse(""));
  }

  @Test
  void reachableExactlyWhereTheEvaluatorSaysInEverySetting() throws Exception {
    ExecutorService side = Executors.newFixedThreadPool(SIDE_BY_SIDE);
    AssertionError failed = new AssertionError("what is suppressed here tells what is wrong");
    try {
      List<Future<String>> settings = new ArrayList<>();
      for (String flags : SETTINGS) {
        settings.add(side.submit(() -> through(flags)));
      }
      for (Future<String> each : settings) {
        try {
          each.get();
        } catch (ExecutionException e) {
          failed.addSuppressed(e);
        }
      }
    } finally {
      side.shutdownNow();
    }
    if (failed.getSuppressed().length > 0) {
      throw failed;
    }
  }

  private static String through(String flags) throws Exception {
    try (LiveEngine engine = LiveEngine.start(ROOT, flags + EXPERIMENTAL)) {
      new Setting(engine, flags).holds();
      return flags;
    } catch (AssertionError e) {
      throw new AssertionError(flags, e);
    }
  }

  /** One engine through all its states. */
  private record Setting(LiveEngine engine, String flags) {

    void holds() throws Exception {
      ImmutableMap<String, String> before = engine.traces();
      EngineFacts facts = engine.facts();
      assertThat(facts.userlandProxy()).isEqualTo(fact(flags.contains("proxy=true")));
      assertThat(facts.ip6tables()).isEqualTo(fact(flags.contains("ip6tables")));
      assertThat(facts.bridgeNf()).isEqualTo(Fact.TRUE);
      assertThat(facts.forwardOpenBefore()).isEqualTo(Fact.FALSE);
      boolean ipv6 = facts.isolatesIpv6();
      for (Topology topology : Topology.made(SEED, true)) {
        assertThat(Projects.refusal(topology, facts).orElse("").contains("enables IPv6"))
            .as(topology.name())
            .isEqualTo(!ipv6);
      }
      Projects projects =
          Projects.of(engine, facts, Topology.all(ROOT.resolve("samples"), SEED, ipv6));
      try {
        changes(projects);
      } finally {
        projects.abandon();
      }
      projects.compose("down", "-t", "0");
      for (Map.Entry<String, String> now : engine.traces().entrySet()) {
        List<String> lines = now.getValue().lines().toList();
        assertThat(lines)
            .as("%s that stay", now.getKey())
            .containsExactlyElementsOf(before.getOrDefault(now.getKey(), "").lines().toList());
      }
    }

    private static Fact fact(boolean so) {
      return so ? Fact.TRUE : Fact.FALSE;
    }

    /** Each state with companion rules and without; all that changes addresses is watched. */
    private void changes(Projects projects) throws Exception {
      projects.withLeaky();
      projects.compose("up", "-d");
      besideEachOther(projects, "none of the projects, the leaky one among them, reaches another");
      projects.withoutLeaky();
      projects.enforce();
      besideEachOther(projects, "companion rules");
      List<String> addresses = projects.addresses();
      projects.restartInAnotherOrder();
      assertThat(projects.addresses()).isNotEqualTo(addresses);
      asForetold(projects, "containers in another order under rules");
      projects.release();
      asForetold(projects, "containers in another order");
      engine.restart();
      projects.startAll();
      asForetold(projects, "the engine anew");
      projects.enforceEveryOther();
      besideEachOther(projects, "rules of every other project");
      projects.release();
      projects.enforce();
      engine.restart();
      projects.startAll();
      besideEachOther(projects, "the engine anew while its rules are watched");
      projects.scaleUp();
      asForetold(projects, "more replicas under rules");
      EngineFacts closed = engine.facts();
      engine.forward("ACCEPT");
      assertThat(engine.facts().forwardOpenBefore()).isEqualTo(Fact.TRUE);
      projects.judgeUnder(engine.facts());
      asForetold(projects, "FORWARD open under rules");
      projects.release();
      asForetold(projects, "FORWARD open");
      engine.forward("DROP");
      assertThat(engine.facts()).isEqualTo(closed);
      projects.judgeUnder(closed);
      asForetold(projects, "more replicas");
    }

    private void asForetold(Projects projects, String state) throws Exception {
      System.out.println(flags + ": " + state);
      assertThat(projects.mismatches(false)).as(state).isEmpty();
    }

    /** The same, and no project reaches another. */
    private void besideEachOther(Projects projects, String state) throws Exception {
      System.out.println(flags + ": " + state);
      assertThat(projects.mismatches(true)).as(state).isEmpty();
    }
  }
}
