package dev.netgen.generator.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * The evaluator against labelled cases by others, where they are present: {@code
 * networkpolicy/cases.jsonl.gz} below {@code NETGEN_CORPUS} or {@code ../shared/corpus} beside the
 * checkout. An ipBlock is matched against pod addresses there.
 */
class PolicyCorpusTest {
  /** Rows of a pod with itself, which networks allow whatever policies say. */
  private static final int ITSELF = 13_713;

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void agreesWithEveryRow() throws IOException {
    Path cases = corpus().resolve("networkpolicy/cases.jsonl.gz");
    assumeTrue(Files.exists(cases), "no labelled policy cases at " + cases);
    List<String> wrong = new ArrayList<>();
    int rows = 0;
    int all = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(cases)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        for (JsonNode step : JSON.readTree(line).path("Steps")) {
          rows += check(step, wrong);
          all += step.path("Expected").size();
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(all).isEqualTo(123_669);
    assertThat(rows).isEqualTo(all - ITSELF);
  }

  private static Path corpus() {
    String given = System.getenv("NETGEN_CORPUS");
    return given != null ? Path.of(given) : Path.of("../../shared/corpus");
  }

  private static int check(JsonNode step, List<String> wrong) throws IOException {
    List<IsolationPolicy> policies = new ArrayList<>();
    for (JsonNode policy : step.path("Policies")) {
      policies.add(PolicyCompiler.compile(PolicyReader.policy(policy, "case"), "case"));
    }
    PolicyEvaluator evaluator = new PolicyEvaluator(policies);
    Map<String, Endpoint> pods = pods(step);
    int rows = 0;
    for (JsonNode row : step.path("Expected")) {
      Endpoint from = pods.get(row.path("From").asText());
      Endpoint to = pods.get(row.path("To").asText());
      assertThat(from).as("%s", row).isNotNull();
      assertThat(to).as("%s", row).isNotNull();
      if (!row.path("From").equals(row.path("To"))) {
        Port port =
            new Port(row.path("Port").asInt(), Transport.parse(row.path("Protocol").asText()));
        boolean ingress = evaluator.direction(Direction.INGRESS, to, from, to, port).allowed();
        boolean egress = evaluator.direction(Direction.EGRESS, from, to, to, port).allowed();
        boolean both = evaluator.connection(from, to, port).allowed();
        if (ingress != allowed(row, "Ingress")
            || egress != allowed(row, "Egress")
            || both != allowed(row, "Combined")) {
          wrong.add(step.path("Policies") + " " + row);
        }
        rows++;
      }
    }
    return rows;
  }

  private static boolean allowed(JsonNode row, String field) {
    return row.path(field).asText().equals("allowed");
  }

  private static Map<String, Endpoint> pods(JsonNode step) {
    Map<String, Endpoint> pods = new HashMap<>();
    for (JsonNode pod : step.path("Pods")) {
      String namespace = pod.path("Namespace").asText();
      ImmutableSet.Builder<Map.Entry<String, Port>> ports = ImmutableSet.builder();
      for (JsonNode port : pod.path("Ports")) {
        ports.add(
            Map.entry(
                port.path("Name").asText(),
                new Port(
                    port.path("Port").asInt(), Transport.parse(port.path("Protocol").asText()))));
      }
      pods.put(
          namespace + "/" + pod.path("Name").asText(),
          new Endpoint(
              Optional.of(
                  new Endpoint.Pod(
                      namespace,
                      labels(step.path("Namespaces").path(namespace)),
                      labels(pod.path("Labels")),
                      ports.build())),
              ImmutableSet.of(Cidr.of(IpAddress.parse(pod.path("IP").asText())))));
    }
    return pods;
  }

  private static ImmutableMap<String, String> labels(JsonNode node) {
    ImmutableMap.Builder<String, String> labels = ImmutableMap.builder();
    node.fieldNames().forEachRemaining(name -> labels.put(name, node.path(name).asText()));
    return labels.buildOrThrow();
  }
}
