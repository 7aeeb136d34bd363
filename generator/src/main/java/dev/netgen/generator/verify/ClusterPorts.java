package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableSetMultimap;
import dev.netgen.generator.verify.IsolationRule.PortTerm;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import java.util.Map;
import java.util.Set;

/** What all pods of a cluster call their ports, for enforcers that look names up there. */
final class ClusterPorts {
  /** A name that no port has. */
  private static final String NO_NAME = "-";

  private record Name(Transport transport, String text) {}

  private final ImmutableSetMultimap<Name, Integer> numbers;

  ClusterPorts(Iterable<Endpoint.Pod> pods) {
    ImmutableSetMultimap.Builder<Name, Integer> all = ImmutableSetMultimap.builder();
    for (Endpoint.Pod pod : pods) {
      for (Map.Entry<String, Port> port : pod.ports()) {
        all.put(new Name(port.getValue().transport(), port.getKey()), port.getValue().number());
      }
    }
    numbers = all.build();
  }

  /** The number of a name that all give to one; of any other name no port at all. */
  PortTerm meant(PortTerm named) {
    Set<Integer> meant = numbers.get(new Name(named.transport(), named.named()));
    if (meant.size() != 1) {
      return new PortTerm(named.transport(), 0, 0, NO_NAME);
    }
    int number = meant.iterator().next();
    return new PortTerm(named.transport(), number, number, "");
  }
}
