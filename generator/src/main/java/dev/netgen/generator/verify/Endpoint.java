package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.Port;
import java.util.Map;
import java.util.Optional;

/**
 * One end of a connection as policies see it: a pod, or addresses outside the cluster.
 *
 * @param pod namespace and labels, for pods that selectors can pick
 * @param ranges its addresses; a single address is a range of one
 */
public record Endpoint(Optional<Pod> pod, ImmutableSet<Cidr> ranges) {

  /**
   * What selectors look at.
   *
   * @param namespace its namespace
   * @param namespaceLabels the namespace's labels
   * @param labels the pod's labels
   * @param ports its named ports; the same name may stand for one port per transport
   * @param isolable whether the enforcer isolates it at all, when policies select it
   */
  public record Pod(
      String namespace,
      ImmutableMap<String, String> namespaceLabels,
      ImmutableMap<String, String> labels,
      ImmutableSet<Map.Entry<String, Port>> ports,
      boolean isolable) {

    /** A pod that policies isolate. */
    public Pod(
        String namespace,
        ImmutableMap<String, String> namespaceLabels,
        ImmutableMap<String, String> labels,
        ImmutableSet<Map.Entry<String, Port>> ports) {
      this(namespace, namespaceLabels, labels, ports, true);
    }
  }

  static Endpoint outside(ImmutableSet<Cidr> ranges) {
    return new Endpoint(Optional.empty(), ranges);
  }

  /** One endpoint per range: different rules may allow different addresses of one outside peer. */
  ImmutableList<Endpoint> singly() {
    if (ranges.size() < 2) {
      return ImmutableList.of(this);
    }
    return ranges.stream()
        .map(range -> new Endpoint(pod, ImmutableSet.of(range)))
        .collect(ImmutableList.toImmutableList());
  }
}
