package dev.netgen.generator.verify;

import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.GraphEvidence;
import java.util.Optional;

/** Requests for tests of evaluators. */
final class TestRequests {
  private TestRequests() {}

  static GenerationRequest plain(CommunicationGraph graph, GraphEvidence evidence) {
    return new GenerationRequest(graph, evidence, Optional.empty());
  }

  static GenerationRequest compose(
      CommunicationGraph graph, GraphEvidence evidence, String composeText) {
    return new GenerationRequest(
        graph,
        evidence,
        Optional.of(new GenerationRequest.ComposeSource("docker-compose.yaml", composeText)));
  }
}
