package dev.netgen.generator.nftables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.generator.Generators;
import dev.netgen.generator.GraphSketch;
import dev.netgen.generator.TargetResult;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.engine.EngineFacts;
import dev.netgen.model.firewall.RuleSet;
import dev.netgen.model.format.RuleSetYaml;
import dev.netgen.model.recording.EngineProfile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Rules of random graphs: every link, nothing else, the same whatever the order. */
class RandomRulesTest {
  private static final EngineFacts ENGINE =
      EngineFacts.of(new EngineProfile("20.10.24", "true", "false", "true", "iptables", "false"));
  private static final List<String> OUTSIDE =
      List.of("outside:192.0.2.0/24", "outside:198.51.100.7/32", "outside:2001:db8::/32");

  private static GenerationRequest request(GraphSketch sketch) {
    return sketch.request().withEngine(ENGINE);
  }

  private record Edge(String from, String to, String port) {}

  private static List<Edge> edges(Random random, int services) {
    Set<Edge> edges = new HashSet<>();
    for (int i = 0; i < services * 2; i++) {
      String port = 1 + random.nextInt(9) * 1000 + (random.nextBoolean() ? "/tcp" : "/udp");
      String from = "docker:app/s" + random.nextInt(services);
      String to = "docker:app/s" + random.nextInt(services);
      switch (random.nextInt(6)) {
        case 0 -> edges.add(new Edge(from, OUTSIDE.get(random.nextInt(3)), port));
        case 1 -> edges.add(new Edge(OUTSIDE.get(random.nextInt(2)), to, port));
        case 2 -> edges.add(new Edge(from, "node:docker-host", port));
        case 3 -> edges.add(new Edge("node:docker-host", to, port));
        case 4 -> edges.add(new Edge("outside:internet", to, port));
        default -> edges.add(new Edge(from, to, port));
      }
    }
    return new ArrayList<>(edges);
  }

  private static GraphSketch sketch(List<Edge> edges, int services) {
    GraphSketch sketch = new GraphSketch();
    for (int s = 0; s < services; s++) {
      sketch.service("docker:app/s" + s);
    }
    edges.forEach(edge -> sketch.link(edge.from(), edge.to(), edge.port()));
    return sketch;
  }

  @Test
  void randomGraphsAreAllowedExactly() {
    Random random = new Random(280);
    for (int run = 0; run < 150; run++) {
      int services = 1 + random.nextInt(9);
      List<Edge> edges = edges(random, services);
      TargetResult result =
          Generators.all()
              .generate(request(sketch(edges, services)), List.of("nftables"))
              .targets()
              .get(0);
      assertThat(result.proof().denied()).isEmpty();
      assertThat(result.proof().allowed()).hasSize(edges.size());
      assertThat(result.proof().granted()).isEmpty();
      Collections.shuffle(edges, random);
      assertThat(new NftablesTarget().emit(request(sketch(edges, services))).files())
          .isEqualTo(result.files());
    }
  }

  @Test
  void awkwardServicesHaveNamesOfTheirOwn() {
    List<String> names =
        List.of(
            "a",
            "A",
            "a_4",
            "a-4",
            "a.4",
            "a_b",
            "a-b",
            "a.b",
            "x".repeat(60),
            "x".repeat(61),
            "a_b_0123456789ab",
            "drop",
            "accept",
            "to",
            "table",
            "4",
            "_");
    GraphSketch sketch = new GraphSketch();
    for (String name : names) {
      if (!name.equals("_")) {
        sketch.service("docker:app/" + name);
      }
    }
    RuleSet rules = description(new NftablesTarget().emit(request(sketch)).files());
    Set<String> sets = new TreeSet<>();
    rules.services().values().forEach(both -> sets.addAll(both.both()));
    assertThat(sets).hasSize(2 * (names.size() - 1));
  }

  private static RuleSet description(List<GeneratedFile> files) {
    GeneratedFile file =
        files.stream().filter(f -> f.path().endsWith(RuleSetYaml.SUFFIX)).findFirst().orElseThrow();
    return RuleSetYaml.parse(file.content(), file.path());
  }

  @Test
  void fiveHundredServicesOfThreeThousandLinks() {
    Random random = new Random(7);
    Set<Edge> edges = new HashSet<>();
    while (edges.size() < 3000) {
      int from = random.nextInt(500);
      int to = random.nextInt(500);
      if (from != to) {
        edges.add(new Edge("docker:app/s" + from, "docker:app/s" + to, "80/tcp"));
      }
    }
    TargetResult result =
        Generators.all()
            .generate(request(sketch(new ArrayList<>(edges), 500)), List.of("nftables"))
            .targets()
            .get(0);
    assertThat(result.proof().allowed()).hasSize(3000);
    assertThat(result.proof().granted()).isEmpty();
  }
}
