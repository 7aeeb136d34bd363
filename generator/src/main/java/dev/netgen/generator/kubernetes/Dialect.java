package dev.netgen.generator.kubernetes;

import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.PeerId;
import java.util.Optional;

/** A kind of policy that rules are written as; who may talk to whom is the same for all kinds. */
public interface Dialect {
  /** The target's word, which is the directory of its files too. */
  String target();

  /**
   * How this kind names a peer by a word of its own.
   *
   * @param workload the policy's own workload
   * @return empty where labels or addresses name it, as in every kind
   */
  Optional<RulePeer> word(PeerId workload, PeerId other, Direction direction);

  /** Why addresses stand for an outside name in a policy of this workload. */
  default String whyAddresses(PeerId workload, PeerId name) {
    return "NetworkPolicy knows no names";
  }

  /** The policy's file. */
  String text(WorkloadPolicy policy);
}
