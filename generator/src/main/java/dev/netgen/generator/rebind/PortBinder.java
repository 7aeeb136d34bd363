package dev.netgen.generator.rebind;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.net.Port;
import java.util.Map;
import java.util.Objects;

/** Which port a server of the other cluster has for a port of the graph. */
final class PortBinder {
  private static final int DNS = 53;
  private static final int DNS_UNPRIVILEGED = 5353;

  /**
   * A port, or why there is none.
   *
   * @param port the port there; the graph's own where there is a problem
   * @param problem empty where there is none
   */
  record Answer(Port port, String problem) {}

  private final OtherCluster other;

  PortBinder(OtherCluster other) {
    this.other = other;
  }

  /** Whether a link is a question for names. */
  static boolean asksNames(Link link) {
    int port = link.port().number();
    return link.speaks().contains("dns")
        || (link.speaks().isEmpty() && (port == DNS || port == DNS_UNPRIVILEGED));
  }

  /** The port of this link at this server. */
  Answer at(Link link, Peer source, Peer target) {
    Port port = link.port();
    if (OtherCluster.isApiServer(target.id())) {
      return new Answer(other.apiServerPort(target.id()).orElse(port), "");
    }
    if (asksNames(link)) {
      return new Answer(other.dnsPort(target.id(), port).orElse(port), "");
    }
    ImmutableSortedSet<String> names =
        source.ports().entrySet().stream()
            .filter(named -> named.getValue().equals(port))
            .map(Map.Entry::getKey)
            .collect(ImmutableSortedSet.toImmutableSortedSet(String::compareTo));
    if (names.isEmpty() || !OtherCluster.isWorkload(target.id())) {
      return new Answer(port, "");
    }
    return named(port, names, target);
  }

  private static Answer named(Port port, ImmutableSortedSet<String> names, Peer target) {
    ImmutableSortedSet<Port> there =
        names.stream()
            .map(name -> target.ports().get(name))
            .filter(Objects::nonNull)
            .collect(ImmutableSortedSet.toImmutableSortedSet(Port::compareTo));
    if (there.size() == 1) {
      return new Answer(there.first(), "");
    }
    if (target.ports().containsValue(port)) {
      return new Answer(port, "");
    }
    String all = String.join(", ", names);
    return new Answer(
        port,
        there.isEmpty()
            ? "its port "
                + all
                + " ("
                + port
                + ") is not declared there, by name or by number;"
                + " declare it in the pod template"
            : "its port "
                + port
                + " has the names "
                + all
                + ", which are several ports there;"
                + " let them be one");
  }
}
