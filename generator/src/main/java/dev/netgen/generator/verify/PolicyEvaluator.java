package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a set of NetworkPolicies allows, from the API's documentation (networking.k8s.io/v1,
 * "NetworkPolicySpec"): a pod selected by any policy for a direction is isolated in it, and then
 * only what some rule of such a policy names passes; policies add up; a connection needs both its
 * ends' consent.
 */
final class PolicyEvaluator {
  /**
   * Whether a direction allows a connection.
   *
   * @param why no rule allows it, or none has to; empty where {@code rules} do
   * @param rules the rules that allow it, sorted; empty where none does or none is needed
   */
  record Decision(boolean allowed, String why, ImmutableList<IsolationRule.Name> rules) {
    /** By which rules or for want of which, for people. */
    String reason() {
      return rules.isEmpty()
          ? why
          : String.join(", ", rules.stream().map(IsolationRule.Name::toString).toList());
    }
  }

  private final PolicySet policies;

  /** An evaluator of these policies, which are the whole state. */
  PolicyEvaluator(Iterable<IsolationPolicy> policies) {
    this(new PolicySet(policies));
  }

  /** An evaluator of this set. */
  PolicyEvaluator(PolicySet policies) {
    this.policies = policies;
  }

  /** Whether a connection from one end to a port of the other passes both directions' rules. */
  Decision connection(Endpoint from, Endpoint to, Port port) {
    Decision egress = direction(Direction.EGRESS, from, to, to, port);
    return egress.allowed() ? direction(Direction.INGRESS, to, from, to, port) : egress;
  }

  /** Whether the end is isolated in this direction. */
  boolean isolated(Endpoint end, Direction direction) {
    return end.pod().isPresent() && policies.isolation(end.pod().get(), direction).isolated();
  }

  /**
   * One direction's answer. A range of addresses is allowed where all of it is, by one rule or by
   * several together.
   *
   * @param own the end whose policies decide
   * @param peer the other end
   * @param server the end that owns the port
   */
  Decision direction(Direction direction, Endpoint own, Endpoint peer, Endpoint server, Port port) {
    Optional<Isolation> isolating =
        own.pod().map(pod -> policies.isolation(pod, direction)).filter(Isolation::isolated);
    if (isolating.isEmpty()) {
      return new Decision(true, "not isolated for " + direction.word(), ImmutableList.of());
    }
    Isolation isolation = isolating.get();
    ImmutableSet<Map.Entry<String, Port>> named =
        server.pod().map(Endpoint.Pod::ports).orElse(ImmutableSet.of());
    Optional<ImmutableSortedSet<IsolationRule.Name>> allowing =
        new Question(isolation, named, port).ask(peer);
    return allowing.isPresent()
        ? new Decision(true, "", allowing.get().asList())
        : new Decision(
            false,
            "no "
                + direction.word()
                + " rule of "
                + String.join(", ", PolicySet.names(isolation.policies())),
            ImmutableList.of());
  }

  /** One port under one isolation. */
  private record Question(
      Isolation isolation, ImmutableSet<Map.Entry<String, Port>> named, Port port) {

    /** The rules that allow the peer; empty where it is not wholly allowed. */
    Optional<ImmutableSortedSet<IsolationRule.Name>> ask(Endpoint peer) {
      SortedSet<IsolationRule.Name> allowing = new TreeSet<>();
      if (peer.pod().isPresent()) {
        keep(isolation.naming(peer.pod().get()), allowing);
      } else if (peer.ranges().isEmpty()) {
        keep(isolation.rules().stream().filter(IsolationRule::anybody).toList(), allowing);
      }
      SortedSet<IsolationRule.Name> byAddress = new TreeSet<>();
      if (peer.ranges().stream().allMatch(range -> range(range, byAddress))) {
        allowing.addAll(byAddress);
      }
      return allowing.isEmpty()
          ? Optional.empty()
          : Optional.of(ImmutableSortedSet.copyOfSorted(allowing));
    }

    private boolean range(Cidr range, SortedSet<IsolationRule.Name> allowing) {
      if (keep(isolation.naming(range), allowing)) {
        return true;
      }
      for (IpAddress part : isolation.parts(range)) {
        if (!keep(isolation.naming(part), allowing)) {
          return false;
        }
      }
      return true;
    }

    /** Keeps those of the rules that name the port; false where none does. */
    private boolean keep(Iterable<IsolationRule> rules, SortedSet<IsolationRule.Name> allowing) {
      boolean any = false;
      for (IsolationRule rule : rules) {
        if (rule.names(port, named)) {
          allowing.add(rule.name());
          any = true;
        }
      }
      return any;
    }
  }
}
