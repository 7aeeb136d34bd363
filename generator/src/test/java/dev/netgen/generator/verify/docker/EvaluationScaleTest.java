package dev.netgen.generator.verify.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.generator.GraphSketch;
import dev.netgen.model.engine.EngineFacts;
import dev.netgen.model.proof.Proof;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many services: a network for each pair that talks, and one in ten publishes. */
class EvaluationScaleTest {
  private static final int SERVICES = 500;
  private static final int LINKS = 3_000;

  @Test
  @Timeout(20)
  void fiveHundredServices() {
    Random random = new Random(1);
    TreeSet<String> pairs = new TreeSet<>();
    GraphSketch sketch = new GraphSketch();
    while (pairs.size() < LINKS) {
      int from = random.nextInt(SERVICES);
      int to = random.nextInt(SERVICES);
      if (from < to && pairs.add("s" + from + " s" + to)) {
        sketch.link("docker:p/s" + from, "docker:p/s" + to, "80/tcp");
      }
    }
    for (int at = 0; at < SERVICES; at++) {
      sketch.service("docker:p/s" + at);
    }
    DockerEvaluation evaluation =
        DockerEvaluation.of(
            "p",
            List.of(new DockerEvaluation.File("c.yaml", compose(pairs))),
            sketch.graph(),
            EngineFacts.UNKNOWN,
            true);
    List<Proof.Grant> granted = evaluation.granted();
    assertThat(granted.stream().filter(grant -> grant.reason().startsWith("they share")))
        .hasSize(2 * LINKS);
    assertThat(sketch.graph().links().keySet())
        .allMatch(link -> evaluation.refusal(link).isEmpty());
  }

  private static String compose(Set<String> pairs) {
    TreeMap<String, List<String>> networks = new TreeMap<>();
    for (int at = 0; at < SERVICES; at++) {
      networks.put("s" + at, new ArrayList<>(at % 10 == 0 ? List.of("out" + at) : List.of()));
    }
    for (String pair : pairs) {
      for (String service : pair.split(" ", -1)) {
        networks.getOrDefault(service, List.of()).add(pair.replace(' ', '-'));
      }
    }
    StringBuilder text = new StringBuilder("services:\n");
    networks.forEach(
        (name, joined) -> {
          text.append("  ").append(name).append(": {networks: ").append(joined);
          if (joined.get(0).startsWith("out")) {
            text.append(", ports: ['8").append(name.substring(1)).append(":80']");
          }
          text.append("}\n");
        });
    text.append("networks:\n");
    for (int at = 0; at < SERVICES; at += 10) {
      text.append("  out").append(at).append(": {}\n");
    }
    pairs.forEach(
        pair -> text.append("  ").append(pair.replace(' ', '-')).append(": {internal: true}\n"));
    return text.toString();
  }
}
