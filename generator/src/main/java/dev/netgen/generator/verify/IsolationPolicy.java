package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.netgen.model.enforcer.Enforcer;
import dev.netgen.model.enforcer.NamedPorts;
import dev.netgen.model.graph.Direction;

/**
 * A NetworkPolicy (networking.k8s.io/v1) with the API's defaults filled in.
 *
 * @param namespace its namespace
 * @param name its name
 * @param pods which pods of its namespace it selects
 * @param rules the rules of each direction it isolates in; a direction without rules denies
 * @param where the file or document it was read from
 */
record IsolationPolicy(
    String namespace,
    String name,
    LabelQuery pods,
    ImmutableMap<Direction, ImmutableList<IsolationRule>> rules,
    String where) {

  /** {@code namespace/name}. */
  String fullName() {
    return namespace + "/" + name;
  }

  /** Its rules of a direction; none where it does not isolate. */
  ImmutableList<IsolationRule> rules(Direction direction) {
    return rules.getOrDefault(direction, ImmutableList.of());
  }

  /**
   * The policy as an enforcer takes it.
   *
   * @param cluster what the pods of the cluster call their ports
   */
  IsolationPolicy under(Enforcer enforcer, ClusterPorts cluster) {
    if (enforcer.endPort() && enforcer.namedPorts() == NamedPorts.PER_POD) {
      return this;
    }
    ImmutableMap.Builder<Direction, ImmutableList<IsolationRule>> taken = ImmutableMap.builder();
    rules.forEach(
        (direction, all) ->
            taken.put(
                direction,
                all.stream()
                    .map(rule -> rule.under(enforcer, cluster))
                    .collect(ImmutableList.toImmutableList())));
    return new IsolationPolicy(namespace, name, pods, taken.buildOrThrow(), where);
  }
}
