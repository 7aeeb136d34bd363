package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.LinkNote;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.proof.Proof;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Proves Kubernetes NetworkPolicies against the graph. */
public final class KubernetesVerifier implements Verifier {
  private static final String NAME = "kubernetes";

  @Override
  public String target() {
    return NAME;
  }

  @Override
  public Proof prove(GenerationRequest request, ImmutableList<GeneratedFile> files) {
    return prove(request, new PolicySet(PolicyReader.read(files)));
  }

  /** What these policies, which are the whole state, allow of the graph and beyond it. */
  static Proof prove(GenerationRequest request, PolicySet policies) {
    PolicyEvaluator evaluator = new PolicyEvaluator(policies);
    KubernetesWorld world = new KubernetesWorld(request);
    List<LinkKey> allowed = new ArrayList<>();
    List<Proof.Denial> denied = new ArrayList<>();
    List<Proof.Denial> unjudged = new ArrayList<>();
    for (Link edge : request.graph().links().values()) {
      LinkKey link = edge.key();
      if (link.from().kind() == PeerKind.NODE && edge.notes().contains(LinkNote.KUBELET_PROBE)) {
        allowed.add(link); // a pod's own node reaches it whatever policies say
      } else if (concerns(link)) {
        Optional<String> blocker = blocker(request, link);
        if (blocker.isPresent()) {
          unjudged.add(new Proof.Denial(link, blocker.get()));
        } else {
          judge(world, evaluator, link).ifPresentOrElse(denied::add, () -> allowed.add(link));
        }
      }
    }
    KubernetesGrants grants = new KubernetesGrants(world, policies);
    return new Proof(
        NAME,
        ImmutableList.copyOf(allowed),
        ImmutableList.copyOf(denied),
        grants.granted(),
        ImmutableList.copyOf(unjudged),
        grants.reachability());
  }

  private static boolean concerns(LinkKey link) {
    return link.from().kind() == PeerKind.KUBERNETES || link.to().kind() == PeerKind.KUBERNETES;
  }

  private static Optional<String> blocker(GenerationRequest request, LinkKey link) {
    for (PeerId end : List.of(link.from(), link.to())) {
      if (end.kind() == PeerKind.UNRESOLVED && !request.decided(link)) {
        return Optional.of(end + " belongs to nobody known");
      }
      if (end.kind() == PeerKind.DOCKER) {
        return Optional.of(end + " is of another platform");
      }
    }
    return Optional.empty();
  }

  private static Optional<Proof.Denial> judge(
      KubernetesWorld world, PolicyEvaluator evaluator, LinkKey link) {
    Endpoint from = world.endpoint(link.from());
    Endpoint to = world.endpoint(link.to());
    boolean unknownClient = nowhere(from) && evaluator.isolated(to, Direction.INGRESS);
    boolean unknownServer = nowhere(to) && evaluator.isolated(from, Direction.EGRESS);
    if (unknownClient || unknownServer) {
      PeerId who = unknownClient ? link.from() : link.to();
      return Optional.of(new Proof.Denial(link, "the evidence holds no address of " + who));
    }
    for (Endpoint client : from.singly()) {
      for (Endpoint server : to.singly()) {
        PolicyEvaluator.Decision decision = evaluator.connection(client, server, link.port());
        if (!decision.allowed()) {
          return Optional.of(new Proof.Denial(link, decision.reason()));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean nowhere(Endpoint end) {
    return end.pod().isEmpty() && end.ranges().isEmpty();
  }
}
