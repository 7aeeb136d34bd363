package dev.netgen.generator.rebind;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.graph.PeerId;

/**
 * What one peer of the graph is in the other cluster.
 *
 * @param to its peers there: one, or all nodes; none where it is unbound
 * @param chosen whether a person or the cluster's own DNS Service chose it, so that several peers
 *     of the graph may be this one
 * @param why who decided so, and why; empty where nobody did
 * @param problem why it is unbound, and what to do; empty where it is bound
 */
record Binding(ImmutableList<PeerId> to, boolean chosen, String why, String problem) {

  static Binding to(PeerId id) {
    return new Binding(ImmutableList.of(id), false, "", "");
  }

  static Binding chosen(PeerId id, String why) {
    return new Binding(ImmutableList.of(id), true, why, "");
  }

  static Binding all(ImmutableList<PeerId> ids) {
    return new Binding(ids, true, "", "");
  }

  static Binding unbound(String problem) {
    return new Binding(ImmutableList.of(), false, "", problem);
  }

  Binding because(String reason) {
    return new Binding(to, chosen, reason, problem);
  }

  boolean bound() {
    return problem.isEmpty();
  }
}
