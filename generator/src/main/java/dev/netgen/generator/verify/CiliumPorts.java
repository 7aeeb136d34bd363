package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.netgen.generator.verify.IsolationRule.PortTerm;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.net.Transport;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code toPorts} of Cilium. */
final class CiliumPorts {
  /** A name that no port has. */
  private static final String NO_NAME = "-";

  private static final int MOST = 40;

  private CiliumPorts() {}

  /** The ports of a rule; none means all. */
  static ImmutableList<PortTerm> of(PolicyNodes rule, Direction direction) {
    ImmutableList.Builder<PortTerm> terms = ImmutableList.builder();
    for (PolicyNodes some : rule.list("toPorts")) {
      some.only(ImmutableSet.of("ports", "rules"));
      List<PolicyNodes> ports = some.list("ports");
      if (ports.isEmpty() || ports.size() > MOST) {
        throw some.problem("a list of ports holds 1 to " + MOST);
      }
      boolean proxied = some.has("rules");
      if (proxied && direction == Direction.INGRESS) {
        throw some.problem("DNS rules are for egress alone");
      }
      boolean everyName = !proxied || askable(some).contains("*");
      ports.forEach(port -> terms.add(term(port, direction, everyName)));
    }
    return terms.build();
  }

  /** The names that this part's DNS rules let pass, "*" for all. */
  static Set<String> askable(PolicyNodes some) {
    Set<String> names = new HashSet<>();
    if (some.has("rules")) {
      for (PolicyNodes rule : some.at("rules").only(ImmutableSet.of("dns")).list("dns")) {
        rule.only(ImmutableSet.of("matchName", "matchPattern"));
        names.add(rule.has("matchName") ? rule.text("matchName") : rule.text("matchPattern"));
      }
    }
    return names;
  }

  /**
   * A port behind DNS rules that refuse some names is none: which names clients ask, search domains
   * among them, the evidence does not hold. For egress a port's name has no certain meaning: it
   * counts for nothing where two pods of the cluster give it different numbers.
   */
  private static PortTerm term(PolicyNodes each, Direction direction, boolean everyName) {
    each.only(ImmutableSet.of("port", "protocol"));
    Transport transport = each.at("protocol").transport();
    String port = each.text("port");
    boolean number = port.chars().allMatch(c -> c >= '0' && c <= '9') && port.length() <= 5;
    if (!everyName || (!number && direction == Direction.EGRESS)) {
      return new PortTerm(transport, 0, 0, NO_NAME);
    }
    if (!number) {
      return new PortTerm(transport, 0, 0, port);
    }
    int value = Integer.parseInt(port);
    if (value < 1 || value > PortRanges.LAST) {
      throw each.problem("port " + port + " is none");
    }
    return new PortTerm(transport, value, value, "");
  }
}
