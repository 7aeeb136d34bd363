package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.netgen.generator.verify.IsolationRule.PodTerm;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.proof.Proof;
import java.util.Optional;
import java.util.function.Consumer;

/** What rules allow by words such as {@code host} and by names, that no link covers. */
final class WordGrants {
  private final KubernetesWorld world;
  private final PolicySet policies;
  private final ObservedPorts observed;

  WordGrants(KubernetesWorld world, PolicySet policies) {
    this.world = world;
    this.policies = policies;
    this.observed = new ObservedPorts(world.graph());
  }

  void each(Consumer<Proof.Grant> grants) {
    for (Peer peer : world.pods()) {
      Optional<Endpoint.Pod> pod = world.endpoint(peer.id()).pod();
      for (Direction direction : Direction.values()) {
        pod.ifPresent(
            own -> {
              for (IsolationRule rule : policies.isolation(own, direction).rules()) {
                rule.pods().forEach(term -> grant(direction, peer, own, rule, term, grants));
              }
            });
      }
    }
  }

  private void grant(
      Direction direction,
      Peer peer,
      Endpoint.Pod own,
      IsolationRule rule,
      PodTerm term,
      Consumer<Proof.Grant> grants) {
    Optional<String> word = CiliumIdentities.labelOf(term);
    if (word.isEmpty()) {
      return;
    }
    PortRanges open = rule.open(direction == Direction.EGRESS ? ImmutableSet.of() : own.ports());
    PortRanges more = open.without(observed(direction, peer.id(), term));
    if (!more.isEmpty()) {
      String id = peer.id().toString();
      boolean egress = direction == Direction.EGRESS;
      grants.accept(
          new Proof.Grant(
              egress ? id : word.get(),
              egress ? word.get() : id,
              more.toString(),
              "a word of its policy",
              ImmutableList.of(rule.name().toString())));
    }
  }

  private PortRanges observed(Direction direction, PeerId workload, PodTerm term) {
    PortRanges ports = PortRanges.NONE;
    for (LinkKey link : observed.links(workload, direction)) {
      PeerId other = direction == Direction.EGRESS ? link.to() : link.from();
      if (world.endpoint(other).pod().filter(term::names).isPresent()) {
        ports = ports.with(PortRanges.of(link.port()));
      }
    }
    return ports;
  }
}
