package dev.netgen.generator.packets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableMap;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.verify.PolicyVerdicts;
import dev.netgen.model.net.Port;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The second proof: between pods that are network namespaces, under nftables rules that an
 * independent reading of the policies gives, every connection is tried, and works exactly where the
 * proofs' evaluator says that it does. It shows that generated text, evaluator and the API's
 * documentation agree on real packets. It does not show how a given CNI behaves.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(180)
class RealPacketsIT {
  private static final boolean CI = "true".equals(System.getenv("CI"));
  private static final long SEEDS = 6;

  /** Its port by number or by name. */
  private static final Pattern POSTGRES = Pattern.compile("port: \"?(5432|postgres)\"?\n");

  private final List<PodWorld> worlds = new ArrayList<>();
  private Optional<PodNetwork> network = Optional.empty();
  private Optional<Prober> prober = Optional.empty();

  @BeforeAll
  void makeNetwork(@TempDir Path folder) throws Exception {
    Optional<String> missing = PodNetwork.missing(folder);
    assumeTrue(CI || missing.isEmpty(), () -> missing.orElse(""));
    Path root = Path.of("").toAbsolutePath().getParent();
    worlds.addAll(RecordedWorlds.all(root.resolve("samples")));
    worlds.addAll(WrittenWorlds.all());
    LongStream.rangeClosed(1, SEEDS).mapToObj(RandomWorlds::of).forEach(worlds::add);
    int pods = worlds.stream().mapToInt(world -> world.pods().size()).max().orElseThrow();
    network = Optional.of(PodNetwork.of(folder, pods));
    prober = Optional.of(Prober.in(folder));
  }

  @AfterAll
  void removeNetwork() throws Exception {
    try {
      if (prober.isPresent()) {
        prober.get().end();
      }
    } finally {
      network.ifPresent(PodNetwork::close);
    }
  }

  Stream<PodWorld> worlds() {
    return worlds.stream();
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void reachableExactlyWhereTheEvaluatorSays(PodWorld world) throws Exception {
    ImmutableMap<Attempt, String> results = results(world, world.ruleset());
    long work = results.values().stream().filter("open"::equals).count();
    System.out.println(world + ": " + results.size() + " connections tried, " + work + " work");
    assertThat(disagreements(results, world)).isEmpty();
    assertThat(results).containsValue("open").containsValue("refused");
    Set<String> met = new LinkedHashSet<>();
    List<String> wrong = new ArrayList<>();
    results.forEach(
        (attempt, result) -> {
          Boolean open = world.known().get(attempt.words());
          if (open != null && met.add(attempt.words()) && open != result.equals("open")) {
            wrong.add(attempt + " " + result);
          }
        });
    assertThat(wrong).isEmpty();
    assertThat(met).containsAll(world.known().keySet());
  }

  /**
   * One digit of one port, and it is seen: what was allowed is refused, and the other way round.
   */
  @Test
  void aWrongPortIsSeen() throws Exception {
    PodWorld world = shop();
    List<String> broken =
        world.policies().stream()
            .map(file -> POSTGRES.matcher(file.content()).replaceAll("port: 5433\n"))
            .toList();
    assertThat(differences(world, broken))
        .isNotEmpty()
        .allMatch(line -> line.contains(" 5432/tcp ") || line.contains(" 5433/tcp "))
        .anyMatch(line -> line.endsWith("refused"))
        .anyMatch(line -> line.endsWith("open"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "defaults | ingress: [{}] | ingress: []",
        "selectors | operator: NotIn, values: [ops] | operator: In, values: [ops]",
        "blocks | except: [10.8.1.0/24, 10.9.0.0/16] | except: [10.8.1.0/24]",
        "blocks | 'except: [\"2001:db8:1:1::/64\"]' | except: []",
        "ports | endPort: 90 | endPort: 91",
        "named-ports | port: dns, protocol: UDP | port: dns, protocol: TCP",
        "adding-up | policyTypes: [Ingress, Egress] | policyTypes: [Ingress]",
        "sctp | port: s1, protocol: SCTP | port: 36413, protocol: SCTP"
      })
  void anotherWordIsSeen(String name, String word, String other) throws Exception {
    PodWorld world = world(name);
    String policies = world.policies().get(0).content();
    assertThat(policies).contains(word);
    assertThat(differences(world, List.of(policies.replace(word, other)))).isNotEmpty();
  }

  @Test
  void aMissingPolicyIsSeen() throws Exception {
    PodWorld world = shop();
    List<String> fewer =
        world.policies().stream()
            .filter(file -> !file.path().endsWith("statefulset-postgres.yaml"))
            .map(GeneratedFile::content)
            .toList();
    assertThat(fewer).hasSize(world.policies().size() - 1);
    assertThat(differences(world, fewer)).isNotEmpty().allMatch(line -> line.contains("postgres"));
  }

  private PodWorld shop() {
    return world("shop-kubernetes")
        .withPorts(List.of(Port.parse("5432/tcp"), Port.parse("5433/tcp")));
  }

  private PodWorld world(String name) {
    return worlds.stream().filter(world -> world.name().equals(name)).findFirst().orElseThrow();
  }

  private List<String> differences(PodWorld world, List<String> policies) throws Exception {
    return disagreements(results(world, NftCompiler.compile(world.pods(), policies)), world);
  }

  private ImmutableMap<Attempt, String> results(PodWorld world, String ruleset)
      throws IOException, InterruptedException {
    PodNetwork pods = network.orElseThrow();
    pods.outsideHas(world.outside().addresses());
    pods.rules(ruleset);
    return prober.orElseThrow().results(world, Attempt.all(world));
  }

  private static List<String> disagreements(Map<Attempt, String> results, PodWorld world) {
    PolicyVerdicts verdicts = new PolicyVerdicts(world.policies());
    List<String> disagreements = new ArrayList<>();
    results.forEach(
        (attempt, result) -> {
          boolean allowed =
              attempt.from().equals(PodWorld.NODE)
                  || verdicts.allowed(attempt.client(), attempt.server(), attempt.port());
          if (!result.equals(allowed ? "open" : "refused")) {
            disagreements.add(attempt + " " + result);
          }
        });
    return disagreements;
  }
}
