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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What pods may of addresses outside, and these of them. */
final class OutsideGrants {
  private static final String ANYBODY = "any outside address";

  /** What a rule opens. */
  private record Opened(IsolationRule.Name rule, PortRanges ports) {}

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
    TreeMap<BlockTerm, List<Opened>> blocks =
        new TreeMap<>(Comparator.comparing(BlockTerm::cidr).thenComparing(BlockTerm::toString));
    for (IsolationRule rule : isolation.rules()) {
      for (BlockTerm block : rule.blocks()) {
        blocks
            .computeIfAbsent(block, absent -> new ArrayList<>())
            .add(new Opened(rule.name(), ports(direction, rule, pod)));
      }
    }
    blocks.forEach(
        (block, opened) ->
            byRules(opened, observed(direction, peer.id(), block))
                .forEach(
                    (rules, ports) ->
                        grants.accept(
                            grant(
                                direction,
                                peer,
                                block.toString(),
                                ports,
                                "an ipBlock of its policy",
                                rules))));
  }

  /** The ports that are open though not observed, by the rules that open them. */
  private static Map<ImmutableList<String>, PortRanges> byRules(
      List<Opened> opened, PortRanges observed) {
    PortRanges all = PortRanges.NONE;
    for (Opened each : opened) {
      all = all.with(each.ports());
    }
    Map<ImmutableList<String>, PortRanges> byRules = new LinkedHashMap<>();
    byRules.put(ImmutableList.of(), all.without(observed));
    for (Opened each : opened) {
      String rule = each.rule().toString();
      for (Map.Entry<ImmutableList<String>, PortRanges> group : List.copyOf(byRules.entrySet())) {
        PortRanges common = group.getValue().and(each.ports());
        if (!common.isEmpty() && !group.getKey().contains(rule)) {
          byRules.put(group.getKey(), group.getValue().without(common));
          byRules.merge(with(group.getKey(), rule), common, PortRanges::with);
        }
      }
    }
    byRules.values().removeIf(PortRanges::isEmpty);
    return byRules;
  }

  private static ImmutableList<String> with(ImmutableList<String> rules, String rule) {
    return ImmutableList.<String>builder().addAll(rules).add(rule).build();
  }

  private void anybody(
      Direction direction,
      Peer peer,
      Endpoint.Pod pod,
      Isolation isolation,
      Consumer<Proof.Grant> grants) {
    List<Opened> opened = new ArrayList<>();
    for (IsolationRule rule : isolation.rules()) {
      if (rule.anybody()) {
        opened.add(new Opened(rule.name(), ports(direction, rule, pod)));
      }
    }
    byRules(opened, PortRanges.NONE)
        .forEach(
            (rules, ports) ->
                grants.accept(
                    grant(direction, peer, ANYBODY, ports, "a rule without peers", rules)));
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
