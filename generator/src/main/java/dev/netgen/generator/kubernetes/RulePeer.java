package dev.netgen.generator.kubernetes;

import com.google.common.collect.ImmutableList;
import dev.netgen.generator.selector.PodSelection;
import dev.netgen.model.net.Cidr;
import java.util.Optional;

/** The other side of a rule, as {@code NetworkPolicyPeer} can name it. */
sealed interface RulePeer {
  /**
   * Pods by label.
   *
   * @param namespace their namespace where it is not the policy's own
   */
  record Pods(Optional<String> namespace, PodSelection selection) implements RulePeer {}

  /** Address ranges, sorted. */
  record Ranges(ImmutableList<Cidr> ranges) implements RulePeer {}
}
