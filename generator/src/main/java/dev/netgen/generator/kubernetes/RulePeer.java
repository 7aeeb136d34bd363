package dev.netgen.generator.kubernetes;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.selector.PodSelection;
import dev.netgen.model.net.Cidr;
import java.util.Optional;

/** The other side of a rule: as {@code NetworkPolicyPeer} can name it, or by a word of a kind. */
public sealed interface RulePeer {
  /**
   * Pods by label.
   *
   * @param namespace their namespace where it is not the policy's own
   */
  record Pods(Optional<String> namespace, PodSelection selection) implements RulePeer {}

  /** Address ranges, sorted. */
  record Ranges(ImmutableList<Cidr> ranges) implements RulePeer {}

  /** Parts of the world that a kind has words for, such as {@code host}; sorted. */
  record Entities(ImmutableSortedSet<String> words) implements RulePeer {}

  /** Whatever addresses a DNS name has, lower-case, without the final dot. */
  record DnsName(String name) implements RulePeer {}
}
