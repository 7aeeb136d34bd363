package dev.netgen.generator.verify.docker;

import com.google.common.collect.ImmutableList;
import dev.netgen.generator.verify.docker.Deployment.Mode;
import dev.netgen.generator.verify.docker.Deployment.Service;
import dev.netgen.model.engine.EngineFacts;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.proof.Proof;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A script of steps against a graph: whether names work after every step, and who reaches whom in
 * the end.
 */
public final class DockerPlanEvaluation {
  private final DockerEvaluation end;
  private final Map<LinkKey, String> failed;

  private DockerPlanEvaluation(DockerEvaluation end, Map<LinkKey, String> failed) {
    this.end = end;
    this.failed = failed;
  }

  /**
   * Reads the script and takes its steps.
   *
   * @param dumps what docker inspect told before
   * @param script its name and text
   */
  public static DockerPlanEvaluation of(
      List<DockerEvaluation.File> dumps,
      DockerEvaluation.File script,
      CommunicationGraph graph,
      EngineFacts facts) {
    EngineDump dump = EngineDump.read(dumps);
    Map<LinkKey, List<String>> ends = new LinkedHashMap<>();
    for (LinkKey link : graph.links().keySet()) {
      if (isContainer(link.from()) && isContainer(link.to())) {
        Optional<String> from = node(dump, link.from().shortName());
        Optional<String> to = node(dump, link.to().shortName());
        if (from.isPresent() && to.isPresent() && !from.equals(to)) {
          ends.put(link, List.of(from.get(), to.get()));
        }
      }
    }
    Rehearsal rehearsal = Rehearsal.of(dump, ends, ShellSteps.read(script.name(), script.text()));
    return new DockerPlanEvaluation(
        DockerEvaluation.of(rehearsal.deployment(), containers(graph), facts), rehearsal.failed());
  }

  /** The container in whose namespace one is, where that has names. */
  private static Optional<String> node(EngineDump dump, String name) {
    Optional<String> at = Optional.of(name).filter(dump.containers()::contains);
    for (int steps = 0; at.isPresent() && steps < 8; steps++) {
      Service service = dump.service(at.get(), Set.of());
      if (service.mode() != Mode.SHARED) {
        return at.filter(found -> service.mode() == Mode.OWN);
      }
      at = Optional.of(service.owner());
    }
    return Optional.empty();
  }

  /** The graph without services of projects, whose names containers may have too. */
  private static CommunicationGraph containers(CommunicationGraph graph) {
    List<Peer> peers =
        graph.peers().values().stream().filter(peer -> !isService(peer.id())).toList();
    List<Link> links =
        graph.links().values().stream()
            .filter(link -> !isService(link.from()) && !isService(link.to()))
            .toList();
    return CommunicationGraph.of(peers, links);
  }

  private static boolean isService(PeerId id) {
    return id.composeProject().isPresent();
  }

  /** Whether a peer is a container of no project. */
  public static boolean isContainer(PeerId id) {
    return id.kind() == PeerKind.DOCKER && !isService(id);
  }

  /** Why a link is not sure to work, on the way or in the end; empty where it is. */
  public Optional<String> refusal(LinkKey link) {
    String onTheWay = failed.get(link);
    return onTheWay == null ? end.refusal(link) : Optional.of(onTheWay);
  }

  /** What is allowed in the end and is not in the graph. A container has no replicas. */
  public List<Proof.Grant> granted() {
    return end.granted().stream().filter(grant -> !isOneContainer(grant)).toList();
  }

  private static boolean isOneContainer(Proof.Grant grant) {
    return grant.from().equals(grant.to()) && !grant.from().startsWith("anybody on ");
  }

  /** Who reaches whom in the end. */
  public ImmutableList<Proof.Reach> reachability() {
    return end.reachability();
  }
}
