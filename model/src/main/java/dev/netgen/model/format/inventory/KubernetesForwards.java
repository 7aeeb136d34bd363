package dev.netgen.model.format.inventory;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.format.inventory.KubernetesService.ServicePort;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.Backend;
import dev.netgen.model.inventory.Forward;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What leads from an address and port to a workload's own port: Services, node ports, ports of
 * nodes that pods ask for, the host's network, the API server.
 */
final class KubernetesForwards {
  /** The Service of the API server, which is the API server's peer as well. */
  static final KubernetesName API = new KubernetesName("Service", "default", "kubernetes");

  /** An address and port of the API server itself. */
  private record Place(IpAddress address, Port port) {}

  private final KubernetesBackends backends;
  private final PeerId api;
  private final Set<Place> apiPlaces = new HashSet<>();
  private final Map<String, Set<IpAddress>> nodes = new HashMap<>();
  private final Set<Forward> forwards = new TreeSet<>();

  KubernetesForwards(KubernetesBackends backends, PeerId api, Collection<KubernetesNode> nodes) {
    this.backends = backends;
    this.api = api;
    nodes.forEach(node -> this.nodes.put(node.name(), node.addresses()));
    for (KubernetesEndpoints.Group group : backends.groups(API)) {
      for (Port port : group.ports().values()) {
        group.addresses().forEach(address -> apiPlace(new Place(address, port)));
      }
    }
  }

  private void apiPlace(Place place) {
    apiPlaces.add(place);
    add("api server", Optional.of(place.address()), place.port(), new Backend(api, place.port()));
  }

  private void add(String name, Optional<IpAddress> address, Port port, Backend backend) {
    forwards.add(new Forward(name, address, port, ImmutableSortedSet.of(backend)));
  }

  /** Where a port of a Service ends. */
  ImmutableSortedSet<Backend> backends(KubernetesService service, ServicePort port) {
    return service.name().equals(API)
        ? ImmutableSortedSet.copyOf(apiBackends(port))
        : backends.of(service, port);
  }

  private Set<Backend> apiBackends(ServicePort port) {
    Set<Backend> all = new TreeSet<>();
    apiPlaces.forEach(place -> all.add(new Backend(api, place.port())));
    if (all.isEmpty() && PodTemplate.isNumber(port.target())) {
      all.add(new Backend(api, new Port(Integer.parseInt(port.target()), port.transport())));
    }
    return all;
  }

  /** One translation per address and port, and per node port. */
  void service(KubernetesService service) {
    String name = "service " + service.path();
    for (ServicePort port : service.ports()) {
      ImmutableSortedSet<Backend> ends = backends(service, port);
      for (IpAddress address : service.addresses()) {
        forwards.add(new Forward(name, Optional.of(address), port.port(), ends));
      }
      if (port.nodePort() != 0) {
        Port outer = new Port(port.nodePort(), port.transport());
        forwards.add(new Forward(name, Optional.empty(), outer, ends));
      }
    }
  }

  /** Ports of its node that lead to a pod. */
  void pod(KubernetesPod pod, PeerId owner) {
    boolean host = pod.template().hostNetwork();
    Set<IpAddress> addresses = new TreeSet<>(nodes.getOrDefault(pod.node(), Set.of()));
    addresses.addAll(pod.hosts());
    if (host) {
      addresses.addAll(pod.addresses());
    }
    for (ContainerPort port : pod.template().ports()) {
      Backend backend = new Backend(owner, port.port());
      if (host) {
        String name = "host network of " + pod.instance();
        addresses.stream()
            .filter(address -> !apiPlaces.contains(new Place(address, port.port())))
            .forEach(address -> add(name, Optional.of(address), port.port(), backend));
      } else if (port.hostPort() != 0) {
        String name = "host port of " + pod.instance();
        Port outer = new Port(port.hostPort(), port.port().transport());
        Set<IpAddress> at = port.hostAddress().<Set<IpAddress>>map(Set::of).orElse(addresses);
        at.forEach(address -> add(name, Optional.of(address), outer, backend));
      }
    }
  }

  Set<Forward> all() {
    return forwards;
  }
}
