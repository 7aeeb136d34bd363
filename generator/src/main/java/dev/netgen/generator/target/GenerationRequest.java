package dev.netgen.generator.target;

import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.GraphEvidence;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.PeerKind;
import java.util.Optional;

/**
 * What targets work from.
 *
 * @param graph who needs whom
 * @param evidence addresses of outside peers
 * @param compose the user's Compose file, where given
 * @param allowUnresolved whether links with an unresolved end are allowed by that end's address;
 *     otherwise no rule is made for them and the proof holds them back as unjudged
 */
public record GenerationRequest(
    CommunicationGraph graph,
    GraphEvidence evidence,
    Optional<ComposeSource> compose,
    boolean allowUnresolved) {

  /** A request that leaves unresolved links to be decided. */
  public GenerationRequest(
      CommunicationGraph graph, GraphEvidence evidence, Optional<ComposeSource> compose) {
    this(graph, evidence, compose, false);
  }

  /** Whether a rule is to be made for this link: both ends are known, or that is waived. */
  public boolean decided(LinkKey link) {
    return allowUnresolved
        || (link.from().kind() != PeerKind.UNRESOLVED && link.to().kind() != PeerKind.UNRESOLVED);
  }

  /**
   * The user's Compose file, as text.
   *
   * @param name how the user named it, for messages
   * @param text its content
   */
  public record ComposeSource(String name, String text) {}
}
