package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.netgen.model.enforcer.Enforcer;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * An ingress or egress rule with the API's defaults filled in.
 *
 * @param name where it stands
 * @param pods pods it names
 * @param blocks addresses it names
 * @param ports ports it names; empty means all
 * @param anybody whether it names no peers, which means all
 */
record IsolationRule(
    Name name,
    ImmutableList<PodTerm> pods,
    ImmutableList<BlockTerm> blocks,
    ImmutableList<PortTerm> ports,
    boolean anybody) {
  private static final int WHOLE = PortRanges.LAST - 1;

  /**
   * Where a rule stands.
   *
   * @param policy {@code namespace/name}
   * @param number from 1, in its direction
   */
  record Name(String policy, Direction direction, int number) implements Comparable<Name> {
    private static final Comparator<Name> ORDER =
        Comparator.comparing(Name::policy)
            .thenComparing(Name::direction)
            .thenComparingInt(Name::number);

    @Override
    public int compareTo(Name other) {
      return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
      return policy + " " + direction.word() + " rule " + number;
    }
  }

  /**
   * Pods by their labels.
   *
   * @param namespaces which namespaces; empty means {@code home} alone
   * @param pods which pods there
   * @param home the policy's own namespace; blank where {@code namespaces} is there
   */
  record PodTerm(Optional<LabelQuery> namespaces, LabelQuery pods, String home) {
    boolean names(Endpoint.Pod pod) {
      return inNamespace(pod) && pods.matches(pod.labels());
    }

    private boolean inNamespace(Endpoint.Pod pod) {
      return namespaces.isPresent()
          ? namespaces.get().matches(pod.namespaceLabels())
          : home.equals(pod.namespace());
    }

    /** Whether all that the other one names is named, whatever labels exist. */
    boolean covers(PodTerm other) {
      boolean spaces =
          namespaces.isPresent()
              ? other.namespaces.filter(namespaces.get()::covers).isPresent()
                  || namespaces.get().equals(LabelQuery.ANY)
              : other.namespaces.isEmpty() && home.equals(other.home);
      return spaces && pods.covers(other.pods);
    }
  }

  /** An ipBlock: a range without some ranges in it. */
  record BlockTerm(Cidr cidr, ImmutableList<Cidr> except) {
    boolean names(IpAddress address) {
      return cidr.contains(address) && except.stream().noneMatch(e -> e.contains(address));
    }

    /** Whether every address of the range is named. */
    boolean names(Cidr range) {
      return cidr.contains(range)
          && except.stream().noneMatch(e -> e.contains(range) || range.contains(e));
    }

    /** Whether every address that the other one names is named. */
    boolean covers(BlockTerm other) {
      return cidr.contains(other.cidr)
          && except.stream()
              .allMatch(
                  e ->
                      other.except.stream().anyMatch(o -> o.contains(e))
                          || (!e.contains(other.cidr) && !other.cidr.contains(e)));
    }

    @Override
    public String toString() {
      return except.isEmpty()
          ? cidr.toString()
          : cidr + " except " + String.join(", ", except.stream().map(Cidr::toString).toList());
    }
  }

  /**
   * Ports of one transport: numbers, or a name.
   *
   * @param first the first number; 1 where no port is given
   * @param last the last number
   * @param named the name, blank where numbers count
   */
  record PortTerm(Transport transport, int first, int last, String named) {
    boolean names(Port port, ImmutableSet<Map.Entry<String, Port>> ofServer) {
      if (port.transport() != transport) {
        return false;
      }
      return named.isEmpty()
          ? port.number() >= first && port.number() <= last
          : ofServer.stream().anyMatch(e -> e.getKey().equals(named) && e.getValue().equals(port));
    }
  }

  /** Whether the port is named, for a server with these named ports. */
  boolean names(Port port, ImmutableSet<Map.Entry<String, Port>> ofServer) {
    return ports.isEmpty() || ports.stream().anyMatch(term -> term.names(port, ofServer));
  }

  /** All ports it names, for a server with these named ports. */
  PortRanges open(ImmutableSet<Map.Entry<String, Port>> ofServer) {
    PortRanges open = ports.isEmpty() ? PortRanges.ALL : PortRanges.NONE;
    for (PortTerm term : ports) {
      if (term.named().isEmpty()) {
        open = open.with(PortRanges.span(term.transport(), term.first(), term.last()));
      } else {
        for (Map.Entry<String, Port> port : ofServer) {
          if (port.getKey().equals(term.named())
              && port.getValue().transport() == term.transport()) {
            open = open.with(PortRanges.of(port.getValue()));
          }
        }
      }
    }
    return open;
  }

  /**
   * The rule as an enforcer takes it: endPort may count nothing, and a port's name may mean
   * something else than the server's own port.
   *
   * @param cluster what the pods of the cluster call their ports
   */
  IsolationRule under(Enforcer enforcer, ClusterPorts cluster) {
    ImmutableList.Builder<PortTerm> taken = ImmutableList.builder();
    for (PortTerm port : ports) {
      boolean range = port.first() != port.last() && port.last() - port.first() < WHOLE;
      if (!port.named().isEmpty()) {
        taken.add(named(port, enforcer, cluster));
      } else if (!enforcer.endPort() && range) {
        taken.add(new PortTerm(port.transport(), port.first(), port.first(), ""));
      } else {
        taken.add(port);
      }
    }
    return new IsolationRule(name, pods, blocks, taken.build(), anybody);
  }

  private PortTerm named(PortTerm port, Enforcer enforcer, ClusterPorts cluster) {
    return switch (enforcer.namedPorts()) {
      case PER_POD -> port;
      case PER_CLUSTER -> name.direction() == Direction.EGRESS ? cluster.meant(port) : port;
      case ALL_PORTS -> new PortTerm(port.transport(), 1, PortRanges.LAST, "");
    };
  }
}
