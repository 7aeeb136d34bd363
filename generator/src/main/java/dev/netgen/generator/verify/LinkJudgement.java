package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableSet;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.LinkNote;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.graph.ServiceAddress;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.proof.Proof;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The links of a graph before policies: allowed, denied, or waiting for a person's decision. */
final class LinkJudgement {
  private final GenerationRequest request;
  private final KubernetesWorld world;
  private final PolicyEvaluator evaluator;
  private final List<LinkKey> allowed = new ArrayList<>();
  private final List<Proof.Denial> denied = new ArrayList<>();
  private final List<Proof.Denial> unjudged = new ArrayList<>();
  private final Set<IsolationRule.Name> used = new HashSet<>();

  LinkJudgement(GenerationRequest request, KubernetesWorld world, PolicySet policies) {
    this.request = request;
    this.world = world;
    this.evaluator = new PolicyEvaluator(policies);
    request.graph().links().values().asList().parallelStream()
        .map(this::judge)
        .toList()
        .forEach(this::keep);
  }

  /**
   * What became of a link, found for many at once.
   *
   * @param concerned whether policies have to do with it at all
   * @param blocker why a person has to decide first
   * @param reason why it does not pass
   * @param used the rules that allow a side of it
   */
  private record Judged(
      LinkKey link,
      boolean concerned,
      Optional<String> blocker,
      Optional<String> reason,
      Collection<IsolationRule.Name> used) {}

  private void keep(Judged judged) {
    used.addAll(judged.used());
    if (judged.blocker().isPresent()) {
      unjudged.add(new Proof.Denial(judged.link(), judged.blocker().get()));
    } else if (judged.reason().isPresent()) {
      denied.add(new Proof.Denial(judged.link(), judged.reason().get()));
    } else if (judged.concerned()) {
      allowed.add(judged.link());
    }
  }

  List<LinkKey> allowed() {
    return allowed;
  }

  List<Proof.Denial> denied() {
    return denied;
  }

  List<Proof.Denial> unjudged() {
    return unjudged;
  }

  /** The rules that allow a side of some link. */
  ImmutableSet<IsolationRule.Name> used() {
    return ImmutableSet.copyOf(used);
  }

  private Judged judge(Link edge) {
    LinkKey link = edge.key();
    if (link.from().kind() == PeerKind.NODE && edge.notes().contains(LinkNote.KUBELET_PROBE)) {
      // a pod's own node reaches it whatever policies say
      return new Judged(link, true, Optional.empty(), Optional.empty(), List.of());
    }
    boolean concerned = concerns(link);
    Optional<String> blocker = concerned ? blocker(link) : Optional.empty();
    List<IsolationRule.Name> rules = new ArrayList<>();
    Optional<String> reason =
        concerned && blocker.isEmpty() ? denial(link, rules) : Optional.empty();
    return new Judged(link, concerned, blocker, reason, rules);
  }

  private static boolean concerns(LinkKey link) {
    return link.from().kind() == PeerKind.KUBERNETES || link.to().kind() == PeerKind.KUBERNETES;
  }

  private Optional<String> blocker(LinkKey link) {
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

  /** Why the link does not pass; empty where it does. Adds the rules that allow a side of it. */
  private Optional<String> denial(LinkKey link, Collection<IsolationRule.Name> rules) {
    Endpoint from = world.endpoint(link.from());
    Endpoint to = world.endpoint(link.to());
    boolean unknownClient = nowhere(from) && evaluator.isolated(to, Direction.INGRESS);
    boolean unknownServer = nowhere(to) && evaluator.isolated(from, Direction.EGRESS);
    for (Endpoint client : from.singly()) {
      for (Endpoint server : to.singly()) {
        PolicyEvaluator.Decision out =
            evaluator.direction(Direction.EGRESS, client, server, server, link.port());
        PolicyEvaluator.Decision in =
            evaluator.direction(Direction.INGRESS, server, client, server, link.port());
        rules.addAll(out.rules());
        rules.addAll(in.rules());
        if (!out.allowed() || !in.allowed()) {
          return unknownClient || unknownServer
              ? Optional.of(world.whyNowhere(unknownClient ? link.from() : link.to()))
              : Optional.of(out.allowed() ? in.reason() : out.reason());
        }
      }
    }
    return services(link, from, rules);
  }

  /** The same in front of the translation, for enforcers that look there. */
  private Optional<String> services(
      LinkKey link, Endpoint client, Collection<IsolationRule.Name> rules) {
    for (ServiceAddress service : world.called(link)) {
      Endpoint asked = Endpoint.outside(ImmutableSet.of(Cidr.of(service.address())));
      PolicyEvaluator.Decision out =
          evaluator.direction(Direction.EGRESS, client, asked, asked, service.port());
      rules.addAll(out.rules());
      if (!out.allowed()) {
        return Optional.of(
            out.reason() + " for the Service at " + service.address() + " " + service.port());
      }
    }
    return Optional.empty();
  }

  private static boolean nowhere(Endpoint end) {
    return end.pod().isEmpty() && end.ranges().isEmpty();
  }
}
