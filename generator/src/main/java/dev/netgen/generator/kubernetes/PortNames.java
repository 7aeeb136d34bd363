package dev.netgen.generator.kubernetes;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import dev.netgen.generator.selector.PodSelection;
import dev.netgen.model.enforcer.Enforcer;
import dev.netgen.model.enforcer.NamedPorts;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.Port;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names of ports. A rule names a port where the server's manifest does and every workload the
 * server's selector picks means the same port by that name: a roll-out that moves the port is
 * followed, and no other port is opened. Names are as the API takes them (RFC 6335 section 5.1: at
 * most 15 characters, one letter, single hyphens inside).
 */
final class PortNames {
  private static final Pattern NAME =
      Pattern.compile("(?=[-0-9]*[a-z])[a-z0-9](?:-?[a-z0-9]){0,14}");
  private static final int LONGEST = 15;

  private final NamedPorts meaning;
  private final ImmutableMap<PeerId, ImmutableSortedMap<String, Port>> named;

  PortNames(CommunicationGraph graph, Enforcer enforcer) {
    this.meaning = enforcer.namedPorts();
    this.named =
        graph.peers().values().stream()
            .filter(peer -> !peer.ports().isEmpty())
            .collect(ImmutableMap.toImmutableMap(Peer::id, Peer::ports));
  }

  /** The port of this server, which is selected so, in a rule of this direction. */
  RulePort of(PeerId server, PodSelection selection, Port port, Direction direction) {
    ImmutableSortedMap<String, Port> ports = named.get(server);
    if (ports == null || !certain(direction)) {
      return RulePort.numbered(port);
    }
    Optional<String> name =
        ports.entrySet().stream()
            .filter(entry -> entry.getValue().equals(port) && valid(entry.getKey()))
            .map(Map.Entry::getKey)
            .filter(text -> selection.alsoPicks().stream().allMatch(o -> agrees(o, text, port)))
            .findFirst();
    return new RulePort(port, name);
  }

  /** Whether a name means what this server's manifest says. */
  private boolean certain(Direction direction) {
    return switch (meaning) {
      case PER_POD -> true;
      case PER_CLUSTER -> direction == Direction.INGRESS;
      case ALL_PORTS -> false;
    };
  }

  private static boolean valid(String name) {
    return name.length() <= LONGEST && NAME.matcher(name).matches();
  }

  private boolean agrees(PeerId other, String name, Port port) {
    return port.equals(named.getOrDefault(other, ImmutableSortedMap.of()).get(name));
  }
}
