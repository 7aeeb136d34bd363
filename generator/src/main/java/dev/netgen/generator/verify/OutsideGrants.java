package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.netgen.generator.verify.IsolationRule.BlockTerm;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.ServiceAddress;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.proof.Proof;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What pods may of addresses outside, and these of them. */
final class OutsideGrants {
  private static final String ANYBODY = "any outside address";

  private record Opened(PortRanges ports, TreeSet<String> rules) {
    static Opened of(PortRanges ports, IsolationRule rule) {
      TreeSet<String> rules = new TreeSet<>();
      rules.add(rule.name().toString());
      return new Opened(ports, rules);
    }

    Opened with(Opened other) {
      TreeSet<String> both = new TreeSet<>(rules);
      both.addAll(other.rules);
      return new Opened(ports.with(other.ports), both);
    }
  }

  private final KubernetesWorld world;
  private final PolicySet policies;
  private final ObservedPorts observed;

  OutsideGrants(KubernetesWorld world, PolicySet policies, ObservedPorts observed) {
    this.world = world;
    this.policies = policies;
    this.observed = observed;
  }

  /** Everything allowed to or from addresses outside that no link covers. */
  void each(Peer peer, Endpoint.Pod pod, Consumer<Proof.Grant> grants) {
    for (Direction direction : Direction.values()) {
      Isolation isolation = policies.isolation(pod, direction);
      if (!isolation.isolated()) {
        grants.accept(
            grant(
                direction,
                peer,
                ANYBODY,
                PortRanges.ALL,
                "not isolated for " + direction.word(),
                ImmutableList.of()));
      } else {
        blocks(direction, peer, pod, isolation, grants);
        anybody(direction, peer, pod, isolation, grants);
      }
    }
  }

  private void blocks(
      Direction direction,
      Peer peer,
      Endpoint.Pod pod,
      Isolation isolation,
      Consumer<Proof.Grant> grants) {
    TreeMap<BlockTerm, Opened> blocks =
        new TreeMap<>(Comparator.comparing(BlockTerm::cidr).thenComparing(BlockTerm::toString));
    for (IsolationRule rule : isolation.rules()) {
      for (BlockTerm block : rule.blocks()) {
        blocks.merge(block, Opened.of(ports(direction, rule, pod), rule), Opened::with);
      }
    }
    for (Map.Entry<BlockTerm, Opened> block : blocks.entrySet()) {
      PortRanges excess =
          block.getValue().ports().without(observed(direction, peer.id(), block.getKey()));
      if (!excess.isEmpty()) {
        grants.accept(
            grant(
                direction,
                peer,
                block.getKey().toString(),
                excess,
                "an ipBlock of its policy",
                ImmutableList.copyOf(block.getValue().rules())));
      }
    }
  }

  private void anybody(
      Direction direction,
      Peer peer,
      Endpoint.Pod pod,
      Isolation isolation,
      Consumer<Proof.Grant> grants) {
    Opened open = new Opened(PortRanges.NONE, new TreeSet<>());
    for (IsolationRule rule : isolation.rules()) {
      if (rule.anybody()) {
        open = open.with(Opened.of(ports(direction, rule, pod), rule));
      }
    }
    if (!open.ports().isEmpty()) {
      grants.accept(
          grant(
              direction,
              peer,
              ANYBODY,
              open.ports(),
              "a rule without peers",
              ImmutableList.copyOf(open.rules())));
    }
  }

  /** Addresses outside have no named ports. */
  private static PortRanges ports(Direction direction, IsolationRule rule, Endpoint.Pod pod) {
    return rule.open(direction == Direction.EGRESS ? ImmutableSet.of() : pod.ports());
  }

  /** The ports on which the workload's links lead to whoever has all of this block. */
  private PortRanges observed(Direction direction, PeerId workload, BlockTerm block) {
    PortRanges ports = PortRanges.NONE;
    for (LinkKey link : observed.links(workload, direction)) {
      PeerId other = direction == Direction.EGRESS ? link.to() : link.from();
      Endpoint end = world.endpoint(other);
      if (end.ranges().stream().anyMatch(range -> range.contains(block.cidr()))) {
        ports = ports.with(PortRanges.of(link.port()));
      }
      if (direction == Direction.EGRESS) {
        for (ServiceAddress service : world.services(link)) {
          if (block.cidr().equals(Cidr.of(service.address()))) {
            ports = ports.with(PortRanges.of(service.port()));
          }
        }
      }
    }
    return ports;
  }

  private static Proof.Grant grant(
      Direction direction,
      Peer peer,
      String other,
      PortRanges ports,
      String why,
      ImmutableList<String> rules) {
    String id = peer.id().toString();
    return direction == Direction.EGRESS
        ? new Proof.Grant(id, other, ports.toString(), why, rules)
        : new Proof.Grant(other, id, ports.toString(), why, rules);
  }
}
