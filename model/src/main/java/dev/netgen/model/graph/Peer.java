package dev.netgen.model.graph;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.net.Port;
import java.util.Map;
import java.util.Set;

/**
 * A node of the graph. Peers of kind {@link PeerKind#DOCKER} and {@link PeerKind#KUBERNETES} are
 * listed even when no link touches them: selectors must not catch them, and nothing may isolate
 * them unseen.
 *
 * @param id the stable name
 * @param labels Kubernetes pod labels that may select it (unstable and unselected ones left out);
 *     empty for other kinds
 * @param networks Docker networks it is attached to, by name; empty for other kinds
 * @param observed directions in which a capture point saw all of its traffic or, where capture
 *     points are unknown, some of it; empty for a workload never observed and for other kinds
 * @param ports named container ports (Kubernetes {@code ports[].name}), name to port
 * @param exposed the workload's own ports that its platform declares reachable from outside
 *     (published Docker ports, NodePort and LoadBalancer Services, Ingress backends)
 * @param hostNetwork whether it uses the node's network, so that no policy can select it
 * @param why who decided about this peer, and why; empty where nobody did
 */
public record Peer(
    PeerId id,
    ImmutableSortedMap<String, String> labels,
    ImmutableSortedSet<String> networks,
    ImmutableSortedSet<Direction> observed,
    ImmutableSortedMap<String, Port> ports,
    ImmutableSortedSet<Port> exposed,
    boolean hostNetwork,
    String why)
    implements Comparable<Peer> {

  /** A peer of which nothing but the name is known. */
  public static Peer named(PeerId id) {
    return new Peer(
        id,
        ImmutableSortedMap.of(),
        ImmutableSortedSet.of(),
        ImmutableSortedSet.of(),
        ImmutableSortedMap.of(),
        ImmutableSortedSet.of(),
        false,
        "");
  }

  /** This peer with other labels. */
  public Peer withLabels(Map<String, String> newLabels) {
    return new Peer(
        id,
        ImmutableSortedMap.copyOf(newLabels),
        networks,
        observed,
        ports,
        exposed,
        hostNetwork,
        why);
  }

  /** This peer on these Docker networks. */
  public Peer withNetworks(Set<String> newNetworks) {
    return new Peer(
        id,
        labels,
        ImmutableSortedSet.copyOf(newNetworks),
        observed,
        ports,
        exposed,
        hostNetwork,
        why);
  }

  /** This peer observed in these directions. */
  public Peer withObserved(Set<Direction> directions) {
    return new Peer(
        id,
        labels,
        networks,
        ImmutableSortedSet.copyOf(directions),
        ports,
        exposed,
        hostNetwork,
        why);
  }

  /** This peer with these named ports. */
  public Peer withPorts(Map<String, Port> newPorts) {
    return new Peer(
        id,
        labels,
        networks,
        observed,
        ImmutableSortedMap.copyOf(newPorts),
        exposed,
        hostNetwork,
        why);
  }

  /** This peer with these ports exposed to the outside. */
  public Peer withExposed(Set<Port> newExposed) {
    return new Peer(
        id,
        labels,
        networks,
        observed,
        ports,
        ImmutableSortedSet.copyOf(newExposed),
        hostNetwork,
        why);
  }

  /** This peer on the node's network, or not. */
  public Peer withHostNetwork(boolean onHost) {
    return new Peer(id, labels, networks, observed, ports, exposed, onHost, why);
  }

  /** This peer, decided about by a person: who, and why. */
  public Peer withWhy(String decided) {
    return new Peer(id, labels, networks, observed, ports, exposed, hostNetwork, decided);
  }

  /** This peer under another name. */
  public Peer withId(PeerId newId) {
    return new Peer(newId, labels, networks, observed, ports, exposed, hostNetwork, why);
  }

  @Override
  public int compareTo(Peer other) {
    return id.compareTo(other.id);
  }
}
