package dev.netgen.generator.target;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.decision.Silence;
import dev.netgen.model.enforcer.Enforcer;
import dev.netgen.model.enforcer.Enforcers;
import dev.netgen.model.engine.EngineFacts;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.GraphEvidence;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.PeerKind;
import java.util.Collection;
import java.util.Optional;

/**
 * What targets work from.
 *
 * @param graph who needs whom
 * @param evidence addresses of outside peers and of Services
 * @param compose the user's Compose file, where given
 * @param allowUnresolved whether links with an unresolved end are allowed by that end's address;
 *     otherwise no rule is made for them and the proof holds them back as unjudged
 * @param enforcer what enforces NetworkPolicies
 * @param leftAlone namespaces in which nothing is isolated
 * @param silent workloads that a person allows to isolate though they were not observed
 * @param docker how Docker networks are made
 * @param engine what is known of the Docker engine that enforces them
 * @param running what runs under it now, where given
 */
public record GenerationRequest(
    CommunicationGraph graph,
    GraphEvidence evidence,
    Optional<ComposeSource> compose,
    boolean allowUnresolved,
    Enforcer enforcer,
    ImmutableSortedSet<String> leftAlone,
    ImmutableList<Silence> silent,
    DockerSettings docker,
    EngineFacts engine,
    ImmutableList<Inspected> running) {
  /** The namespaces that are left alone unless somebody says otherwise. */
  public static final ImmutableSortedSet<String> SYSTEM = ImmutableSortedSet.of("kube-system");

  /** A request for the default enforcer that leaves unresolved links to be decided. */
  public GenerationRequest(
      CommunicationGraph graph, GraphEvidence evidence, Optional<ComposeSource> compose) {
    this(graph, evidence, compose, false);
  }

  /** A request for the default enforcer. */
  public GenerationRequest(
      CommunicationGraph graph,
      GraphEvidence evidence,
      Optional<ComposeSource> compose,
      boolean allowUnresolved) {
    this(
        graph,
        evidence,
        compose,
        allowUnresolved,
        Enforcers.GENERIC,
        SYSTEM,
        ImmutableList.of(),
        DockerSettings.DEFAULT,
        EngineFacts.UNKNOWN,
        ImmutableList.of());
  }

  /** The same for another graph. */
  public GenerationRequest withGraph(CommunicationGraph other) {
    return new GenerationRequest(
        other,
        evidence,
        compose,
        allowUnresolved,
        enforcer,
        leftAlone,
        silent,
        docker,
        engine,
        running);
  }

  /** The same for another enforcer. */
  public GenerationRequest withEnforcer(Enforcer other) {
    return new GenerationRequest(
        graph,
        evidence,
        compose,
        allowUnresolved,
        other,
        leftAlone,
        silent,
        docker,
        engine,
        running);
  }

  /** The same, these namespaces left alone. */
  public GenerationRequest withLeftAlone(Collection<String> namespaces) {
    return new GenerationRequest(
        graph,
        evidence,
        compose,
        allowUnresolved,
        enforcer,
        ImmutableSortedSet.copyOf(namespaces),
        silent,
        docker,
        engine,
        running);
  }

  /** The same with this consent to isolate what was not observed. */
  public GenerationRequest withSilent(Collection<Silence> consent) {
    return new GenerationRequest(
        graph,
        evidence,
        compose,
        allowUnresolved,
        enforcer,
        leftAlone,
        ImmutableList.copyOf(consent),
        docker,
        engine,
        running);
  }

  /** The same with Docker networks made like this. */
  public GenerationRequest withDocker(DockerSettings settings) {
    return new GenerationRequest(
        graph,
        evidence,
        compose,
        allowUnresolved,
        enforcer,
        leftAlone,
        silent,
        settings,
        engine,
        running);
  }

  /** The same for networks that this engine enforces. */
  public GenerationRequest withEngine(EngineFacts facts) {
    return new GenerationRequest(
        graph,
        evidence,
        compose,
        allowUnresolved,
        enforcer,
        leftAlone,
        silent,
        docker,
        facts,
        running);
  }

  /** The same where this runs. */
  public GenerationRequest withRunning(Collection<Inspected> dumps) {
    return new GenerationRequest(
        graph,
        evidence,
        compose,
        allowUnresolved,
        enforcer,
        leftAlone,
        silent,
        docker,
        engine,
        ImmutableList.copyOf(dumps));
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

  /**
   * What {@code docker inspect} and {@code docker network inspect} print, one after the other.
   *
   * @param name where it came from, for messages
   * @param text JSON arrays
   */
  public record Inspected(String name, String text) {}
}
