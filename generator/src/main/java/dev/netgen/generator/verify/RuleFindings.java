package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.netgen.generator.verify.IsolationRule.BlockTerm;
import dev.netgen.generator.verify.IsolationRule.PortTerm;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import dev.netgen.model.proof.Verification.Oddity;
import dev.netgen.model.proof.Verification.RuleFinding;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * Rules that could be left out: nobody was seen to need them, or other rules allow the same. What
 * is shadowed is not called redundant as well.
 */
final class RuleFindings {
  /** Most pairs of a rule's own pods and named pods that are compared. */
  private static final long PAIRS = 20_000;

  private final PolicySet policies;
  private final Population population;
  private final Set<IsolationRule.Name> used;
  private final Set<IsolationRule.Name> spare = new HashSet<>();
  private final Map<String, LabelIndex<IsolationPolicy>> wider = new HashMap<>();

  /**
   * What to look at.
   *
   * @param used the rules that allow something observed
   */
  RuleFindings(PolicySet policies, Population population, Set<IsolationRule.Name> used) {
    this.policies = policies;
    this.population = population;
    this.used = ImmutableSet.copyOf(used);
    Map<String, List<IsolationPolicy>> here = new HashMap<>();
    for (IsolationPolicy policy : policies.policies()) {
      here.computeIfAbsent(policy.namespace(), name -> new ArrayList<>()).add(policy);
    }
    here.forEach(
        (name, list) ->
            wider.put(
                name,
                new LabelIndex<>(
                    list, each -> new LabelQuery(each.pods().labels(), ImmutableList.of()))));
  }

  /** All findings, sorted by rule. */
  ImmutableList<RuleFinding> all() {
    List<RuleFinding> found = new ArrayList<>();
    backwards((policy, rule) -> shadowed(policy, rule, found));
    backwards((policy, rule) -> others(policy, rule, found));
    return ImmutableList.sortedCopyOf(
        Comparator.comparing(RuleFinding::rule).thenComparing(RuleFinding::oddity), found);
  }

  /** From the last to the first: of rules that make one another needless, the first stay. */
  private void backwards(BiConsumer<IsolationPolicy, IsolationRule> each) {
    for (IsolationPolicy policy : policies.policies().reverse()) {
      if (!population.selected(policy).isEmpty()) {
        for (Direction direction : Direction.values()) {
          policy.rules(direction).reverse().forEach(rule -> each.accept(policy, rule));
        }
      }
    }
  }

  private void shadowed(IsolationPolicy policy, IsolationRule rule, List<RuleFinding> found) {
    List<String> by = shadows(policy, rule);
    if (!by.isEmpty()) {
      spare.add(rule.name());
      found.add(new RuleFinding(rule.name().toString(), Oddity.SHADOWED, "by " + by.get(0)));
    }
  }

  private void others(IsolationPolicy policy, IsolationRule rule, List<RuleFinding> found) {
    String name = rule.name().toString();
    if (!used.contains(rule.name())) {
      found.add(new RuleFinding(name, Oddity.NEVER_USED, unused(rule)));
    }
    if (!spare.contains(rule.name())
        && !namesNobody(rule)
        && redundant(population.selected(policy), rule)) {
      spare.add(rule.name());
      found.add(
          new RuleFinding(
              name, Oddity.REDUNDANT, "other rules allow the same to all workloads known"));
    }
  }

  private String unused(IsolationRule rule) {
    return namesNobody(rule) ? "it names no workload known" : "nothing observed needs it";
  }

  private boolean namesNobody(IsolationRule rule) {
    return !rule.anybody() && rule.blocks().isEmpty() && population.named(rule).isEmpty();
  }

  /** Rules that allow all that this one allows; of two that do so mutually, the first stays. */
  private List<String> shadows(IsolationPolicy policy, IsolationRule rule) {
    Set<IsolationRule.Name> names = new TreeSet<>();
    LabelIndex<IsolationPolicy> here = wider.get(policy.namespace());
    if (here != null) {
      here.picking(
          policy.pods().labels(),
          other -> {
            if (other.pods().covers(policy.pods())) {
              for (IsolationRule each : other.rules(rule.name().direction())) {
                if (!each.name().equals(rule.name())
                    && !spare.contains(each.name())
                    && covers(each, rule)) {
                  names.add(each.name());
                }
              }
            }
          });
    }
    return names.stream().map(IsolationRule.Name::toString).toList();
  }

  private static boolean covers(IsolationRule wide, IsolationRule rule) {
    boolean peers =
        wide.anybody()
            || (!rule.anybody()
                && rule.pods().stream()
                    .allMatch(pod -> wide.pods().stream().anyMatch(w -> w.covers(pod)))
                && rule.blocks().stream()
                    .allMatch(block -> wide.blocks().stream().anyMatch(w -> w.covers(block))));
    return peers && ports(wide, rule);
  }

  private static boolean ports(IsolationRule wide, IsolationRule rule) {
    if (wide.ports().isEmpty()) {
      return true;
    }
    PortRanges open = wide.open(ImmutableSet.of());
    for (PortTerm term : rule.ports()) {
      boolean covered =
          wide.ports().contains(term)
              || (term.named().isEmpty()
                  ? open.contains(PortRanges.span(term.transport(), term.first(), term.last()))
                  : open.contains(PortRanges.span(term.transport(), 1, PortRanges.LAST)));
      if (!covered) {
        return false;
      }
    }
    return !rule.ports().isEmpty() || open.equals(PortRanges.ALL);
  }

  /** Whether every selected pod keeps all it has from this rule by others that are not spare. */
  private boolean redundant(BitSet selected, IsolationRule rule) {
    BitSet named = population.named(rule);
    if ((long) selected.cardinality() * (named.cardinality() + rule.blocks().size()) > PAIRS) {
      return false;
    }
    return selected.stream().allMatch(own -> kept(own, named, rule));
  }

  private boolean kept(int own, BitSet named, IsolationRule rule) {
    Direction direction = rule.name().direction();
    Isolation isolation = policies.isolation(population.pod(own), direction);
    ImmutableSet<Map.Entry<String, Port>> ofOwn = population.pod(own).ports();
    boolean egress = direction == Direction.EGRESS;
    boolean pods =
        named.stream()
            .allMatch(
                peer ->
                    covered(
                        isolation.naming(population.pod(peer)),
                        rule,
                        egress ? population.pod(peer).ports() : ofOwn));
    return pods
        && outside(isolation, rule, egress ? ImmutableSet.of() : ofOwn)
        && (!rule.anybody()
            || covered(
                isolation.rules().stream().filter(IsolationRule::anybody).toList(),
                rule,
                egress ? ImmutableSet.of() : ofOwn));
  }

  private boolean outside(
      Isolation isolation, IsolationRule rule, ImmutableSet<Map.Entry<String, Port>> named) {
    for (BlockTerm block : rule.blocks()) {
      for (IpAddress part : isolation.parts(block.cidr())) {
        if (block.names(part) && !covered(isolation.naming(part), rule, named)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean covered(
      Iterable<IsolationRule> others,
      IsolationRule rule,
      ImmutableSet<Map.Entry<String, Port>> named) {
    PortRanges open = PortRanges.NONE;
    for (IsolationRule other : others) {
      if (!other.name().equals(rule.name()) && !spare.contains(other.name())) {
        open = open.with(other.open(named));
      }
    }
    return open.contains(rule.open(named));
  }
}
