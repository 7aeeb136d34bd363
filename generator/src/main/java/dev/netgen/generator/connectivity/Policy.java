package dev.netgen.generator.connectivity;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import java.util.Map;
import java.util.Optional;

/**
 * A NetworkPolicy (networking.k8s.io/v1) whose fields were checked and whose defaults are filled
 * in.
 *
 * @param namespace its namespace
 * @param name its name
 * @param pods which pods of its namespace it selects
 * @param rules the rules of each direction in which it isolates; a direction without rules denies
 */
record Policy(
    String namespace,
    String name,
    Selector pods,
    ImmutableMap<Direction, ImmutableList<Rule>> rules) {

  /** {@code namespace/name}. */
  String fullName() {
    return namespace + "/" + name;
  }

  /** Whether it selects such a pod for this direction. */
  boolean isolates(PodShape pod, Direction direction) {
    return rules.containsKey(direction)
        && namespace.equals(pod.namespace())
        && pods.matches(pod.labels());
  }

  /**
   * One rule.
   *
   * @param peers whom it names; empty means everybody
   * @param ports which ports; empty means all
   */
  record Rule(ImmutableList<PeerRule> peers, ImmutableList<PortRule> ports) {

    /** The server's ports that it opens; an end outside has no named ports. */
    PortSet ports(ImmutableSet<Map.Entry<String, Port>> named) {
      return ports.isEmpty()
          ? PortSet.ALL
          : PortSet.union(ports.stream().map(port -> port.ports(named)).toList());
    }
  }

  /**
   * Pods by selectors, or addresses; exactly one of both is there.
   *
   * @param namespaces which namespaces; empty means the policy's own
   * @param pods which pods there; empty where {@code block} is given
   * @param block addresses outside
   */
  record PeerRule(
      Optional<Selector> namespaces, Optional<Selector> pods, Optional<IpBlocks.Block> block) {}

  /**
   * Ports of one transport.
   *
   * @param transport the transport
   * @param first the first port, or 0 where {@code name} is given
   * @param last the last
   * @param name a named port of the server; empty where numbers are given
   */
  record PortRule(Transport transport, int first, int last, String name) {
    PortSet ports(ImmutableSet<Map.Entry<String, Port>> named) {
      if (name.isEmpty()) {
        return PortSet.span(transport, first, last);
      }
      return PortSet.union(
          named.stream()
              .filter(e -> e.getKey().equals(name) && e.getValue().transport() == transport)
              .map(e -> PortSet.of(e.getValue()))
              .toList());
    }
  }
}
