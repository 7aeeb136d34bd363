package dev.netgen.generator.kubernetes;

import dev.netgen.generator.selector.PodSelection;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.decision.Silence;
import dev.netgen.model.enforcer.Enforcer;
import dev.netgen.model.enforcer.Naming;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether policies may isolate a workload in a direction: it was observed so, or a person consents;
 * rules can name whatever it needs; and both hold for every other workload its selector picks.
 */
final class Isolation {
  private static final PeerId API = PeerId.kubernetes("default", "Service", "kubernetes");

  private final CommunicationGraph graph;
  private final WorkloadIndex workloads;
  private final LinkIndex links;
  private final Enforcer enforcer;
  private final Collection<Silence> silent;
  private final Map<PeerId, Optional<String>> nameless = new HashMap<>();
  private final Dialect dialect;

  Isolation(GenerationRequest request, WorkloadIndex workloads, LinkIndex links, Dialect dialect) {
    this.graph = request.graph();
    this.workloads = workloads;
    this.links = links;
    this.enforcer = request.enforcer();
    this.silent = request.silent();
    this.dialect = dialect;
  }

  /** Why policies may not isolate it so; empty where they may. */
  Optional<String> obstacle(Peer workload, PodSelection selection, Direction direction) {
    if (!seen(workload, direction)) {
      return Optional.of("not observed");
    }
    Optional<String> own = unnameable(workload.id(), direction);
    if (own.isPresent()) {
      return own;
    }
    for (PeerId other : selection.alsoPicks()) {
      if (!seen(graph.peer(other), direction)) {
        return Optional.of("a workload with its labels was not observed");
      }
      Optional<String> theirs = unnameable(other, direction);
      if (theirs.isPresent()) {
        return Optional.of("of a workload with its labels: " + theirs.get());
      }
    }
    return Optional.empty();
  }

  private boolean seen(Peer workload, Direction direction) {
    return workload.observed().contains(direction) || consent(workload.id(), direction).isPresent();
  }

  /** Whether nobody saw all it needs in this direction, consent or not. */
  static boolean isSilent(Peer workload, Direction direction) {
    return !workload.observed().contains(direction);
  }

  /** The decision that it may be isolated so though it was not observed. */
  Optional<Silence> consent(PeerId workload, Direction direction) {
    return silent.stream().filter(entry -> entry.covers(workload, direction)).findFirst();
  }

  /** Whether it was seen to need anything in this direction. */
  boolean needsAny(PeerId workload, Direction direction) {
    return !links.of(workload, direction).isEmpty();
  }

  /** What it needs that no rule can name. */
  Optional<String> unnameable(PeerId workload, Direction direction) {
    for (Link link : links.of(workload, direction)) {
      PeerId other = LinkIndex.other(link, direction);
      Optional<String> obstacle = nameless.computeIfAbsent(other, this::noNameFor);
      if (obstacle.isPresent() && dialect.word(workload, other, direction).isEmpty()) {
        return obstacle;
      }
    }
    return Optional.empty();
  }

  private Optional<String> noNameFor(PeerId peer) {
    if (onNode(peer)) {
      return naming(peer) == Naming.RANGE
          ? Optional.empty()
          : Optional.of(
              "no NetworkPolicy can name "
                  + peer
                  + " to "
                  + enforcer
                  + ", whose own kind of policy has entities ("
                  + (isApi(peer) ? "kube-apiserver" : "host and remote-node")
                  + ") for it");
    }
    boolean labelled = peer.kind() != PeerKind.KUBERNETES || workloads.selection(peer).isPresent();
    return labelled
        ? Optional.empty()
        : Optional.of("the pods of " + peer + " have no stable label a rule could name them by");
  }

  private boolean onNode(PeerId peer) {
    return peer.kind() == PeerKind.NODE || workloads.onHostNetwork(peer);
  }

  private Naming naming(PeerId peer) {
    return isApi(peer) ? enforcer.apiServer() : enforcer.nodes();
  }

  private static boolean isApi(PeerId peer) {
    return peer.equals(API);
  }
}
