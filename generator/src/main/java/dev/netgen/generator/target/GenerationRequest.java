package dev.netgen.generator.target;

import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.GraphEvidence;
import java.util.Optional;

/**
 * What targets work from.
 *
 * @param graph who needs whom
 * @param evidence addresses of outside peers
 * @param compose the user's Compose file, where given
 */
public record GenerationRequest(
    CommunicationGraph graph, GraphEvidence evidence, Optional<ComposeSource> compose) {

  /**
   * The user's Compose file, as text.
   *
   * @param name how the user named it, for messages
   * @param text its content
   */
  public record ComposeSource(String name, String text) {}
}
