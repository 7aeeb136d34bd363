package dev.netgen.generator.connectivity;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.netgen.generator.connectivity.RuleIndex.Isolation;
import dev.netgen.generator.connectivity.RuleIndex.Known;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.net.Port;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which ports one shape of pod reaches of another, or of a span of addresses outside: what the
 * client's egress and the server's ingress both allow.
 */
@SuppressWarnings(
    "ReferenceEquality") // a shortcut: nothing and everything are mostly the constants
final class Reach {
  private record Sum(List<PortSet> parts) {}

  private record Both(PortSet one, PortSet other) {}

  private record Opened(Known rule, ImmutableSet<Map.Entry<String, Port>> named) {}

  private final ImmutableList<PodShape> shapes;
  private final List<Isolation> egress = new ArrayList<>();
  private final List<Isolation> ingress = new ArrayList<>();
  private final Map<Sum, PortSet> sums = new HashMap<>();
  private final Map<Both, PortSet> intersections = new HashMap<>();
  private final Map<Opened, PortSet> opened = new HashMap<>();

  Reach(RuleIndex rules, ImmutableList<PodShape> shapes) {
    this.shapes = shapes;
    for (int i = 0; i < shapes.size(); i++) {
      egress.add(rules.isolation(i, Direction.EGRESS));
      ingress.add(rules.isolation(i, Direction.INGRESS));
    }
  }

  Isolation isolation(int shape, Direction direction) {
    return direction == Direction.EGRESS ? egress.get(shape) : ingress.get(shape);
  }

  PortSet between(int client, int server) {
    PortSet out = allowed(egress.get(client), server, server);
    return out == PortSet.NONE
        ? out
        : intersection(out, allowed(ingress.get(server), client, server));
  }

  /** From a pod to addresses outside, whose ports have no names. */
  PortSet to(AddressSpan span, int client) {
    return allowed(egress.get(client), span, ImmutableSet.of());
  }

  /** From addresses outside to a pod. */
  PortSet from(AddressSpan span, int server) {
    return allowed(ingress.get(server), span, shapes.get(server).ports());
  }

  private PortSet allowed(Isolation isolation, int peer, int server) {
    if (!isolation.isolated()) {
      return PortSet.ALL;
    }
    List<PortSet> parts = new ArrayList<>();
    for (Known rule : isolation.rules()) {
      if (rule.names(peer)) {
        parts.add(ports(rule, shapes.get(server).ports()));
      }
    }
    return sum(parts);
  }

  private PortSet allowed(
      Isolation isolation, AddressSpan span, ImmutableSet<Map.Entry<String, Port>> named) {
    if (!isolation.isolated()) {
      return PortSet.ALL;
    }
    List<PortSet> parts = new ArrayList<>();
    for (Known rule : isolation.rules()) {
      if (rule.names(span)) {
        parts.add(ports(rule, named));
      }
    }
    return sum(parts);
  }

  private PortSet ports(Known rule, ImmutableSet<Map.Entry<String, Port>> named) {
    return rule.namesPorts()
        ? opened.computeIfAbsent(new Opened(rule, named), key -> rule.rule().ports(named))
        : rule.numbered();
  }

  private PortSet sum(List<PortSet> parts) {
    return switch (parts.size()) {
      case 0 -> PortSet.NONE;
      case 1 -> parts.get(0);
      default -> sums.computeIfAbsent(new Sum(parts), key -> PortSet.union(parts));
    };
  }

  private PortSet intersection(PortSet one, PortSet other) {
    if (one == PortSet.ALL || other == PortSet.ALL || other == PortSet.NONE) {
      return one.intersection(other);
    }
    return intersections.computeIfAbsent(
        new Both(one, other), both -> both.one().intersection(both.other()));
  }
}
