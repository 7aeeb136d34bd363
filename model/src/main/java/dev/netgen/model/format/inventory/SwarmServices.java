package dev.netgen.model.format.inventory;

import com.google.common.collect.HashMultimap;
import com.google.common.collect.SetMultimap;
import dev.netgen.model.format.Fields;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.Port;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which workloads a swarm's services are, by what their tasks and they themselves say. */
final class SwarmServices {
  private static final String STACK = "com.docker.stack.namespace";

  private final Map<String, PeerId> owners = new HashMap<>();
  private final SetMultimap<PeerId, Port> exposed = HashMultimap.create();

  /** The workload of a service, which is from now on known by its name alone. */
  PeerId named(Fields labels, String service) {
    PeerId owner = ofStack(labels, service).orElseGet(() -> PeerId.dockerContainer(service));
    owners.merge(service, owner, (one, other) -> isOfStack(one) ? one : other);
    return owner;
  }

  /** A stack's name stands before its services' own. */
  private static Optional<PeerId> ofStack(Fields labels, String service) {
    return labels
        .optionalText(STACK)
        .map(text -> ObjectName.name(labels, STACK, text))
        .filter(name -> service.startsWith(name + "_") && service.length() > name.length() + 1)
        .map(name -> PeerId.dockerService(name, service.substring(name.length() + 1)));
  }

  private static boolean isOfStack(PeerId owner) {
    return owner.toString().indexOf('/') >= 0;
  }

  /** Learns a port of a workload that every node of the swarm publishes. */
  void exposes(PeerId owner, Port port) {
    exposed.put(owner, port);
  }

  /** A workload, with the ports that its service publishes. */
  Peer withExposed(PeerId owner, Peer peer) {
    Set<Port> all = new TreeSet<>(peer.exposed());
    all.addAll(exposed.get(owner));
    return peer.withExposed(all);
  }

  /** The workload of the service of this name. */
  PeerId owner(String service) {
    return owners.getOrDefault(service, PeerId.dockerContainer(service));
  }
}
