package dev.netgen.generator.docker.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.netgen.generator.Generators;
import dev.netgen.generator.GraphSketch;
import dev.netgen.generator.TargetResult;
import dev.netgen.generator.target.GenerationRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Plans of random engines, walked step by step by an engine of the test's own. */
class PlanWalkTest {
  private final Random random = new Random(285);

  @Test
  void afterEveryStepEveryNameThatWasUsedLeadsWhereItDid() {
    int walked = 0;
    for (int run = 0; run < 150; run++) {
      DumpSketch dump = new DumpSketch();
      Set<String> talking = new TreeSet<>();
      GenerationRequest request = dump.request(draw(dump, talking));
      TargetResult result = plan(request);
      assertThat(result.proof().denied()).isEmpty();
      walked += walk(dump.text(), file(result, "plan.json"), talking);
    }
    assertThat(walked).isGreaterThan(1_500);
  }

  private static TargetResult plan(GenerationRequest request) {
    return Generators.all().generate(request, List.of("docker")).targets().get(0);
  }

  static String file(TargetResult result, String name) {
    return result.files().stream()
        .filter(file -> file.path().equals("docker/" + name))
        .findFirst()
        .orElseThrow()
        .content();
  }

  /** Containers on one to three networks; aliases are unique where two would answer to one. */
  private GraphSketch draw(DumpSketch dump, Set<String> talking) {
    GraphSketch graph = new GraphSketch();
    int networks = 1 + random.nextInt(3);
    for (int n = 0; n < networks; n++) {
      dump.network("n" + n, "10." + n + ".0.0/24").put("Internal", random.nextInt(3) == 0);
    }
    int count = 2 + random.nextInt(7);
    Map<String, Set<String>> on = new TreeMap<>();
    for (int c = 0; c < count; c++) {
      String name = "c" + c;
      on.put(name, new TreeSet<>());
      for (int n = 0; n < networks; n++) {
        if (n == c % networks || random.nextInt(3) == 0) {
          on.get(name).add("n" + n);
          dump.on(name, "n" + n);
          if (random.nextBoolean()) {
            dump.alias(name, "n" + n, name + "-on-" + n, name + "'s");
          }
        }
      }
      graph.service("docker:" + name, on.get(name).toArray(String[]::new));
    }
    for (String from : on.keySet()) {
      for (String to : on.keySet()) {
        Set<String> common = new TreeSet<>(on.get(from));
        common.retainAll(on.get(to));
        if (!from.equals(to) && !common.isEmpty() && random.nextInt(4) == 0) {
          graph.link("docker:" + from, "docker:" + to, "80/tcp");
          talking.add(from + " " + to);
          if (random.nextInt(3) == 0) {
            dump.link(from, common.iterator().next(), to + ":my-" + to);
          }
        }
      }
      if (random.nextInt(4) == 0) {
        dump.publish(from, "80/tcp", "808" + from.substring(1));
        graph.link("outside:internet", "docker:" + from, "80/tcp");
      }
    }
    return graph;
  }

  /** How many names were looked up. */
  private static int walk(String dump, String plan, Set<String> talking) {
    PlanWalk engine = new PlanWalk(dump);
    String before = engine.picture();
    Map<String, Map<String, Set<String>>> used = new TreeMap<>();
    for (String pair : talking) {
      String[] ends = pair.split(" ", 2);
      Map<String, Set<String>> names = new TreeMap<>();
      engine.names(ends[0], ends[1]).forEach(name -> names.put(name, engine.find(ends[0], name)));
      assertThat(names).containsKey(ends[1]);
      used.put(pair, names);
    }
    JsonNode json = PlanWalk.json(plan);
    int looked = 0;
    for (String part : List.of("steps", "undo")) {
      for (JsonNode step : json.path(part)) {
        engine.take(step);
        looked += check(engine, used, step);
      }
      if (part.equals("steps")) {
        isolated(engine, dump, talking);
      }
    }
    assertThat(engine.picture()).isEqualTo(before);
    return looked;
  }

  private static int check(
      PlanWalk engine, Map<String, Map<String, Set<String>>> used, JsonNode step) {
    int looked = 0;
    for (Map.Entry<String, Map<String, Set<String>>> pair : used.entrySet()) {
      String client = pair.getKey().split(" ", 2)[0];
      for (Map.Entry<String, Set<String>> name : pair.getValue().entrySet()) {
        Set<String> found = engine.find(client, name.getKey());
        assertThat(found).as("%s looks up %s after %s", client, name, step).isNotEmpty();
        assertThat(name.getValue()).containsAll(found);
        found.forEach(server -> assertThat(engine.meet(client, server)).isTrue());
        looked++;
      }
    }
    return looked;
  }

  /** In the end exactly those meet that talk. */
  private static void isolated(PlanWalk engine, String dump, Set<String> talking) {
    List<String> names = new ArrayList<>();
    for (int c = 0; dump.contains("\"/c" + c + "\""); c++) {
      names.add("c" + c);
    }
    for (String one : names) {
      for (String other : names) {
        boolean talk = talking.contains(one + " " + other) || talking.contains(other + " " + one);
        assertThat(one.equals(other) || engine.meet(one, other) == talk)
            .as("%s and %s", one, other)
            .isTrue();
      }
    }
  }
}
