package dev.netgen.model.format.inventory;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.SetMultimap;
import com.google.common.collect.TreeMultimap;
import dev.netgen.model.format.inventory.KubernetesBackends.Part;
import dev.netgen.model.format.inventory.KubernetesService.ServicePort;
import dev.netgen.model.format.inventory.KubernetesVersions.Span;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.Backend;
import dev.netgen.model.inventory.Forward;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
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
  private final SetMultimap<String, Span<KubernetesNode>> nodes = LinkedHashMultimap.create();
  private final Set<Forward> forwards = new TreeSet<>();

  /** By cluster address or node port: when Services began to have it. */
  private final TreeMultimap<String, Instant> begins = TreeMultimap.create();

  KubernetesForwards(
      KubernetesBackends backends,
      PeerId api,
      Collection<KubernetesVersions<KubernetesNode>> nodes) {
    this.backends = backends;
    this.api = api;
    nodes.stream()
        .flatMap(each -> each.spans().stream())
        .forEach(span -> this.nodes.put(span.value().name(), span));
    for (KubernetesEndpoints.Group group : backends.groups(API)) {
      for (Port port : group.ports().values()) {
        group.addresses().forEach(address -> apiPlace(new Place(address, port)));
      }
    }
  }

  private void apiPlace(Place place) {
    apiPlaces.add(place);
    ImmutableSortedSet<Backend> ends = ImmutableSortedSet.of(new Backend(api, place.port()));
    forwards.add(Forward.always("api server", Optional.of(place.address()), place.port(), ends));
  }

  private void add(String name, IpAddress address, Port port, Backend backend, PodHistory history) {
    Instant from = history.from();
    Instant until = history.until();
    if (until.isAfter(from)) {
      ImmutableSortedSet<Backend> ends = ImmutableSortedSet.of(backend);
      forwards.add(new Forward(name, Optional.of(address), port, ends, from, until));
    }
  }

  /** Where a port of a Service ends, at any time of this interval. */
  ImmutableSortedSet<Backend> backends(
      KubernetesService service, ServicePort port, Instant from, Instant until) {
    ImmutableSortedSet.Builder<Backend> all = ImmutableSortedSet.naturalOrder();
    parts(service, port, from, until).forEach(part -> all.addAll(part.backends()));
    return all.build();
  }

  private ImmutableList<Part> parts(
      KubernetesService service, ServicePort port, Instant from, Instant until) {
    return service.name().equals(API)
        ? ImmutableList.of(new Part(ImmutableSortedSet.copyOf(apiBackends(port)), from, until))
        : backends.of(service, port, from, until);
  }

  private Set<Backend> apiBackends(ServicePort port) {
    Set<Backend> all = new TreeSet<>();
    apiPlaces.forEach(place -> all.add(new Backend(api, place.port())));
    if (all.isEmpty() && PodTemplate.isNumber(port.target())) {
      all.add(new Backend(api, new Port(Integer.parseInt(port.target()), port.transport())));
    }
    return all;
  }

  /** Notes since when Services have what no two can have at once. */
  void begins(Span<KubernetesService> span) {
    for (IpAddress address : span.value().clusterAddresses()) {
      begins.put(address.toString(), span.from());
    }
    for (ServicePort port : span.value().ports()) {
      if (port.nodePort() != 0) {
        begins.put(nodePort(port).toString(), span.from());
      }
    }
  }

  private static Port nodePort(ServicePort port) {
    return new Port(port.nodePort(), port.transport());
  }

  /** Until the next Service has it. */
  private Instant until(Span<KubernetesService> span, String exclusive) {
    Instant next = begins.get(exclusive).higher(span.from());
    return next != null && next.isBefore(span.until()) ? next : span.until();
  }

  /** One translation per address and port, and per node port. */
  void service(Span<KubernetesService> span) {
    KubernetesService service = span.value();
    String name = "service " + service.path();
    for (ServicePort port : service.ports()) {
      for (IpAddress address : service.addresses()) {
        boolean own = service.clusterAddresses().contains(address);
        Instant until = own ? until(span, address.toString()) : span.until();
        for (Part part : parts(service, port, span.from(), until)) {
          add(name, Optional.of(address), port.port(), part);
        }
      }
      if (port.nodePort() != 0) {
        Port outer = nodePort(port);
        for (Part part : parts(service, port, span.from(), until(span, outer.toString()))) {
          add(name, Optional.empty(), outer, part);
        }
      }
    }
  }

  private void add(String name, Optional<IpAddress> address, Port port, Part part) {
    forwards.add(new Forward(name, address, port, part.backends(), part.from(), part.until()));
  }

  /** Ports of its node that lead to a pod. */
  void pod(PodHistory history, PeerId owner) {
    KubernetesPod pod = history.latest();
    boolean host = pod.template().hostNetwork();
    Set<IpAddress> addresses = new TreeSet<>(pod.hosts());
    nodes.get(pod.node()).stream()
        .filter(node -> node.from().isBefore(history.until()))
        .filter(node -> history.from().isBefore(node.until()))
        .forEach(node -> addresses.addAll(node.value().addresses()));
    if (host) {
      addresses.addAll(pod.addresses());
    }
    for (ContainerPort port : pod.template().ports()) {
      Backend backend = new Backend(owner, port.port());
      if (host) {
        String name = "host network of " + pod.instance();
        addresses.stream()
            .filter(address -> !apiPlaces.contains(new Place(address, port.port())))
            .forEach(address -> add(name, address, port.port(), backend, history));
      } else if (port.hostPort() != 0) {
        String name = Forward.HOST_PORT + pod.instance();
        Port outer = new Port(port.hostPort(), port.port().transport());
        Set<IpAddress> at = port.hostAddress().<Set<IpAddress>>map(Set::of).orElse(addresses);
        at.forEach(address -> add(name, address, outer, backend, history));
      }
    }
  }

  Set<Forward> all() {
    return forwards;
  }
}
