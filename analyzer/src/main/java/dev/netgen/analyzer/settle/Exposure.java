package dev.netgen.analyzer.settle;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.analyzer.resolve.Endpoint;
import dev.netgen.analyzer.resolve.Party;
import dev.netgen.analyzer.resolve.Platform;
import dev.netgen.analyzer.resolve.Resolver;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.inventory.Backend;
import dev.netgen.model.inventory.Exposed;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Clients that only the port they call tells apart. At ports that the platform declares reachable
 * from outside, a public address is "the internet" and never pinned, and a Docker gateway's is
 * docker-proxy on behalf of somebody unknown; at ports of webhooks and aggregated APIs an endpoint
 * of the API server is the API server; at ports that are probed the own node is the kubelet.
 * Everywhere else all are what their address says.
 */
public final class Exposure {
  /** The fact that tells who a request says its client is, and how the kubelet is told there. */
  public static final String CLIENT = "http.client";

  /** The value of that fact. */
  public static final String KUBELET = "kube-probe";

  /** How far the platform's times and those of packets may be apart, as with addresses. */
  private static final Duration NEAR = Duration.ofSeconds(5);

  private final Map<PeerId, Peer> workloads;
  private final Set<Backend> probes;
  private final Set<Backend> callbacks;
  private final Platform platform;
  private final ImmutableSetMultimap<Backend, Exposed> exposures;

  /** Exposure as this inventory declares it. */
  public Exposure(Inventory inventory) {
    this.workloads = inventory.workloads();
    this.probes = inventory.probes();
    this.callbacks = inventory.callbacks();
    this.platform = new Platform(inventory);
    ImmutableSetMultimap.Builder<Backend, Exposed> byPort = ImmutableSetMultimap.builder();
    inventory.exposures().forEach(exposed -> byPort.put(exposed.backend(), exposed));
    this.exposures = byPort.build();
  }

  /** The party this client is to this server then. */
  public Party client(Party client, Endpoint server, Transport transport, long nanos) {
    return switch (client.kind()) {
      case OUTSIDE, GATEWAY, NODE, UNRESOLVED -> told(client, server, transport, nanos);
      case WORKLOAD, INTERNET, PROXIED -> client;
    };
  }

  private Party told(Party client, Endpoint server, Transport transport, long nanos) {
    PeerId service = client.address().map(platform::serviceAt).orElse(null);
    if (service != null && is(server, transport, callbacks::contains)) {
      return new Party(Party.Kind.NODE, service, client.source(), client.address(), client.node());
    }
    boolean far = isFar(client);
    boolean hidden = far || client.kind() == Party.Kind.GATEWAY;
    if (!hidden || !(atNode(client, server) || is(server, transport, this::exposed))) {
      return client;
    }
    return far ? admitted(client, server, transport, nanos) : Party.proxied();
  }

  /** A client from anywhere, as one of all that the port is open to; itself where it is to none. */
  private Party admitted(Party client, Endpoint server, Transport transport, long nanos) {
    List<Exposed> told =
        ends(server, transport).stream()
            .flatMap(end -> exposures.get(end).stream())
            .collect(ImmutableList.toImmutableList());
    if (told.isEmpty()) {
      return Party.internet();
    }
    Instant time = Resolver.instant(nanos);
    IpAddress address = client.address().orElseThrow();
    Cidr narrowest = null;
    for (Exposed exposed : told) {
      boolean then = !time.isBefore(exposed.from().minus(NEAR)) && isBeforeEnd(time, exposed);
      if (then && exposed.sources().isEmpty()) {
        return Party.internet();
      }
      for (Cidr range : then ? exposed.sources() : ImmutableSortedSet.<Cidr>of()) {
        boolean narrower = narrowest == null || range.prefix() > narrowest.prefix();
        narrowest = range.contains(address) && narrower ? range : narrowest;
      }
    }
    return narrowest == null ? client : Party.internet(narrowest);
  }

  private static boolean isBeforeEnd(Instant time, Exposed exposed) {
    return exposed.until().equals(Instant.MAX) || time.isBefore(exposed.until().plus(NEAR));
  }

  private static ImmutableSet<Backend> ends(Endpoint server, Transport transport) {
    return server.translated()
        ? ImmutableSet.copyOf(server.backends())
        : ImmutableSet.of(new Backend(server.party().peer(), new Port(server.port(), transport)));
  }

  /**
   * Whether a stranger may come from anywhere. Private addresses that the platform tells of, and
   * link-local ones, as meshes have for their probes, are near and always the same.
   */
  private static boolean isFar(Party client) {
    return client.stranger()
        && client.address().stream().noneMatch(a -> a.isPrivate() || a.isLinkLocal());
  }

  /** Whether a stranger called a port of a node that a workload declares as its own there. */
  private static boolean atNode(Party client, Endpoint server) {
    return isFar(client) && server.party().kind() == Party.Kind.NODE && server.translated();
  }

  /**
   * Whether the client is the kubelet that asks one of its own node's pods how it is. A port that
   * others may reach through the node's address as well is believed to be probed only by what the
   * kubelet says of itself.
   *
   * @param kubelet whether the request names the kubelet as its client
   */
  public boolean probe(Party client, Endpoint server, Transport transport, boolean kubelet) {
    Party asked = server.party();
    boolean own =
        client.kind() == Party.Kind.NODE
            && asked.kind() == Party.Kind.WORKLOAD
            && !asked.node().isEmpty()
            && asked.node().equals(client.node())
            && client.peer().kind() == PeerKind.NODE;
    return own
        && is(server, transport, probes::contains)
        && (kubelet || !is(server, transport, this::exposed));
  }

  /** Whether the port called is one that the kubelet asks. */
  public boolean probed(Endpoint server, Transport transport) {
    return is(server, transport, probes::contains);
  }

  /** Whether any of the ports where connections to this server end is such a one. */
  private static boolean is(Endpoint server, Transport transport, Predicate<Backend> wanted) {
    return ends(server, transport).stream().anyMatch(wanted);
  }

  private boolean exposed(Backend end) {
    Peer workload = workloads.get(end.owner());
    return (workload != null && workload.exposed().contains(end.port()))
        || exposures.containsKey(end);
  }
}
