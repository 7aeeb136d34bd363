package dev.netgen.generator.verify.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.generator.GraphSketch;
import dev.netgen.model.engine.EngineFacts;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.Port;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerEvaluationTest {
  private static final String FILE =
      """
      services:
        four: {networks: [open]}
        six: {networks: [open6]}
        shut: {networks: [closed6]}
      networks:
        open: {}
        open6: {enable_ipv6: true}
        closed6: {enable_ipv6: true, internal: true}
      """;

  /** Who only has an IPv4 way out reaches nobody who has an IPv6 address only. */
  @ParameterizedTest
  @CsvSource({
    "four, 192.0.2.0/24, -",
    "four, api.example.com, -",
    "four, 2001:db8::1/128, four has no way out by IPv6",
    "six, 192.0.2.0/24, -",
    "six, 2001:db8::1/128, -",
    "shut, 2001:db8::1/128, shut is on internal networks only",
    "shut, 192.0.2.0/24, shut is on internal networks only"
  })
  void waysOutAreOfAFamily(String service, String outside, String refusal) {
    String from = "docker:p/" + service;
    String to = "outside:" + outside;
    CommunicationGraph graph = new GraphSketch().service(from).link(from, to, "443/tcp").graph();
    DockerEvaluation evaluation =
        DockerEvaluation.of(
            "p",
            List.of(new DockerEvaluation.File("c.yaml", FILE)),
            graph,
            EngineFacts.UNKNOWN,
            true);
    LinkKey link = new LinkKey(PeerId.parse(from), PeerId.parse(to), Port.parse("443/tcp"));
    assertThat(evaluation.refusal(link).orElse("-")).isEqualTo(refusal);
  }
}
