package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.netgen.generator.verify.IsolationRule.BlockTerm;
import dev.netgen.generator.verify.IsolationRule.PodTerm;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The policies that isolate a pod in one direction, taken together: policies add up, so that their
 * rules are one list. Rules are found by the labels and addresses that they name.
 */
final class Isolation {
  private record PodRule(PodTerm term, int rule) {}

  private record BlockRule(BlockTerm block, int rule) {}

  private final ImmutableList<IsolationPolicy> policies;
  private final ImmutableList<IsolationRule> rules;
  private final BitSet anybody = new BitSet();
  private final LabelIndex<PodRule> byPod;
  private final Map<IpAddress, List<BlockRule>> byAddress = new HashMap<>();
  private final List<BlockRule> wide = new ArrayList<>();

  Isolation(ImmutableList<IsolationPolicy> policies, Direction direction) {
    this.policies = policies;
    this.rules =
        policies.stream()
            .flatMap(policy -> policy.rules(direction).stream())
            .collect(ImmutableList.toImmutableList());
    List<PodRule> pods = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      anybody.set(i, rules.get(i).anybody());
      for (PodTerm term : rules.get(i).pods()) {
        pods.add(new PodRule(term, i));
      }
      for (BlockTerm block : rules.get(i).blocks()) {
        addBlock(new BlockRule(block, i));
      }
    }
    this.byPod = new LabelIndex<>(pods, each -> each.term().pods());
  }

  private void addBlock(BlockRule each) {
    Cidr cidr = each.block().cidr();
    if (cidr.prefix() == cidr.base().bits()) {
      byAddress.computeIfAbsent(cidr.base(), address -> new ArrayList<>()).add(each);
    } else {
      wide.add(each);
    }
  }

  /** Whether any policy isolates. */
  boolean isolated() {
    return !policies.isEmpty();
  }

  ImmutableList<IsolationPolicy> policies() {
    return policies;
  }

  /** The rules of all policies. */
  ImmutableList<IsolationRule> rules() {
    return rules;
  }

  /** The rules that name this pod by its labels, and those that name everybody. */
  ImmutableList<IsolationRule> naming(Endpoint.Pod pod) {
    BitSet naming = everybody();
    byPod.picking(
        pod.labels(),
        each -> {
          if (each.term().names(pod)) {
            naming.set(each.rule());
          }
        });
    return rules(naming);
  }

  /** The rules that name this address, and those that name everybody. */
  ImmutableList<IsolationRule> naming(IpAddress address) {
    BitSet naming = everybody();
    byAddress.getOrDefault(address, List.of()).forEach(each -> naming.set(each.rule()));
    for (BlockRule each : wide) {
      if (each.block().names(address)) {
        naming.set(each.rule());
      }
    }
    return rules(naming);
  }

  /** The rules that name every address of the range by one block, and those for everybody. */
  ImmutableList<IsolationRule> naming(Cidr range) {
    if (range.prefix() == range.base().bits()) {
      return naming(range.base());
    }
    BitSet naming = everybody();
    for (BlockRule each : wide) {
      if (each.block().names(range)) {
        naming.set(each.rule());
      }
    }
    return rules(naming);
  }

  private BitSet everybody() {
    BitSet copy = new BitSet(rules.size());
    copy.or(anybody);
    return copy;
  }

  private ImmutableList<IsolationRule> rules(BitSet which) {
    ImmutableList.Builder<IsolationRule> some = ImmutableList.builder();
    which.stream().forEach(i -> some.add(rules.get(i)));
    return some.build();
  }

  /** One address of each part of the range that some rule tells from another part. */
  Set<IpAddress> parts(Cidr range) {
    if (range.prefix() == range.base().bits()) {
      return ImmutableSet.of(range.base());
    }
    List<BlockTerm> blocks = new ArrayList<>();
    rules.forEach(rule -> blocks.addAll(rule.blocks()));
    return AddressSplit.parts(range, blocks);
  }
}
