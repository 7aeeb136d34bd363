package dev.netgen.generator.verify.docker;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;
import dev.netgen.generator.verify.docker.Aim.Kind;
import dev.netgen.generator.verify.docker.Deployment.Mode;
import dev.netgen.generator.verify.docker.Deployment.Network;
import dev.netgen.generator.verify.docker.Deployment.Publication;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import java.util.Set;
import java.util.TreeSet;

/** Who reaches whom by any address, summed up from {@link Routes}. */
final class Reach {
  /** A port at which nothing is published, to ask for what holds for all ports. */
  private static final Port ANY = new Port(65_535, Transport.TCP);

  private static final ImmutableList<Boolean> FAMILIES = ImmutableList.of(false, true);

  private final Deployment deployment;
  private final Routes routes;
  private final Published published;
  private final ImmutableSetMultimap<String, String> members;
  private final ImmutableSet<String> onHost;
  private final ImmutableMap<String, ImmutableList<Aim>> aims;

  Reach(Deployment deployment, Assumed engine) {
    this.deployment = deployment;
    this.routes = new Routes(deployment, engine);
    this.published = new Published(deployment, engine);
    ImmutableSetMultimap.Builder<String, String> on = ImmutableSetMultimap.builder();
    ImmutableSet.Builder<String> hosts = ImmutableSet.builder();
    for (String service : deployment.services().keySet()) {
      deployment.node(service).networks().forEach(network -> on.put(network, service));
      if (deployment.node(service).mode() == Mode.HOST) {
        hosts.add(service);
      }
    }
    ImmutableMap.Builder<String, ImmutableList<Aim>> asked = ImmutableMap.builder();
    deployment.services().keySet().forEach(each -> asked.put(each, hostAims(each)));
    this.aims = asked.buildOrThrow();
    this.members = on.build();
    this.onHost = hosts.build();
  }

  /** Whom a service might reach; of all others it is sure that it does not. */
  Set<String> candidates(String from) {
    if (routes.leak() || onHost.contains(from)) {
      return deployment.services().keySet();
    }
    Set<String> candidates = new TreeSet<>(published.services());
    candidates.addAll(onHost);
    deployment.node(from).networks().forEach(name -> candidates.addAll(members.get(name)));
    return candidates;
  }

  Routes routes() {
    return routes;
  }

  /** Whether members of this network reach each other. */
  boolean talks(String network) {
    return !routes.apart(deployment.network(network));
  }

  /** Why one reaches all ports of the other by an address of its own; empty where it does not. */
  String direct(String from, String to) {
    if (deployment.node(from).name().equals(deployment.node(to).name())) {
      return "they share a network namespace";
    }
    if (deployment.node(from).mode() == Mode.HOST || deployment.node(to).mode() == Mode.HOST) {
      return hostMode(from, to);
    }
    Set<String> by = new TreeSet<>();
    Set<String> leaks = new TreeSet<>();
    for (String network : deployment.common(from, to)) {
      Network common = deployment.network(network);
      if (common.talks()) {
        by.add(common.shown());
      } else if (talks(network)) {
        leaks.add(common.shown());
      }
    }
    if (!by.isEmpty()) {
      return "they share network " + String.join(", ", by);
    }
    if (!leaks.isEmpty()) {
      return "they share network "
          + String.join(", ", leaks)
          + ", whose members this engine is not known to keep apart";
    }
    return leaksTo(from, to);
  }

  private String hostMode(String from, String to) {
    boolean fromHost = deployment.node(from).mode() == Mode.HOST;
    boolean reaches = fromHost ? fromHost(to) : toHost(from);
    return reaches ? "network_mode host: one is the Docker host" : "";
  }

  private String leaksTo(String from, String to) {
    if (!routes.leak()) {
      return "";
    }
    for (String network : deployment.node(to).networks()) {
      for (boolean ipv6 : FAMILIES) {
        if (routes.route(new Place.Of(from), Aim.container(to, network, ipv6), ANY).isPresent()) {
          return ipv6 ? "this engine isolates no IPv6" : "this engine is not known to keep rules";
        }
      }
    }
    return "";
  }

  /** The other's ports that it reaches through ports published on the host. */
  Set<Port> throughHost(String from, String to) {
    Set<Port> open = new TreeSet<>();
    for (Publication each : published.of(to)) {
      for (Aim aim : aims.getOrDefault(from, ImmutableList.of())) {
        if (reaches(new Place.Of(from), aim, each, to)) {
          open.add(each.container());
        }
      }
    }
    return open;
  }

  /** Addresses of the host that lead to published ports, if any of its addresses does. */
  private ImmutableList<Aim> hostAims(String from) {
    ImmutableList.Builder<Aim> found = ImmutableList.builder();
    boolean host = deployment.node(from).mode() == Mode.HOST;
    for (boolean ipv6 : FAMILIES) {
      found.add(Aim.of(Kind.HOST, ipv6));
      if (host) {
        found.add(Aim.of(Kind.LOOPBACK, ipv6));
      }
    }
    for (String name : deployment.node(from).networks()) {
      Network network = deployment.network(name);
      if (!network.internal()) {
        found.add(Aim.gateway(name, false));
      }
      if (network.ipv6()) {
        found.add(Aim.gateway(name, true));
      }
    }
    return found.build();
  }

  private boolean reaches(Place from, Aim aim, Publication each, String to) {
    Port asked = Published.outer(each);
    return routes
        .route(from, aim, asked)
        .filter(arrival -> arrival.server().equals(new Place.Of(to)))
        .filter(arrival -> arrival.port().equals(each.container()))
        .isPresent();
  }

  /** Whether it reaches machines elsewhere, of one kind or the other. */
  boolean outward(String service, Kind kind) {
    return anyAim(service, kind);
  }

  /** Whether it reaches services of the host. */
  boolean toHost(String service) {
    if (anyAim(service, Kind.HOST)) {
      return true;
    }
    return deployment.node(service).networks().stream()
        .anyMatch(
            name -> routes.route(new Place.Of(service), Aim.gateway(name, false), ANY).isPresent());
  }

  private boolean anyAim(String service, Kind kind) {
    return FAMILIES.stream()
        .anyMatch(ipv6 -> routes.route(new Place.Of(service), Aim.of(kind, ipv6), ANY).isPresent());
  }

  /** Whether the host reaches it. */
  boolean fromHost(String service) {
    return deployment.node(service).networks().stream()
        .anyMatch(
            name -> routes.route(Place.HOST, Aim.container(service, name, false), ANY).isPresent());
  }

  /** Its ports that machines elsewhere reach by the host's own addresses. */
  Set<Port> fromOutside(String service) {
    Set<Port> open = new TreeSet<>();
    for (Publication each : published.of(service)) {
      for (boolean ipv6 : FAMILIES) {
        if (reaches(Place.OUTSIDE, Aim.of(Kind.HOST, ipv6), each, service)) {
          open.add(each.container());
        }
      }
    }
    return open;
  }

  /** Its ports that machines elsewhere with a route reach by the container's address. */
  Set<Port> routed(String service) {
    Set<Port> open = new TreeSet<>();
    for (Publication each : published.of(service)) {
      if (routedTo(service, each.container())) {
        open.add(each.container());
      }
    }
    return open;
  }

  /** Whether machines elsewhere with a route reach all its ports. */
  boolean routedToAll(String service) {
    return routedTo(service, ANY);
  }

  private boolean routedTo(String service, Port port) {
    return deployment.node(service).networks().stream()
        .anyMatch(
            name ->
                FAMILIES.stream()
                    .anyMatch(
                        ipv6 ->
                            routes
                                .route(Place.ROUTED, Aim.container(service, name, ipv6), port)
                                .isPresent()));
  }

  /** Why {@link #routedToAll}. */
  String whyRouted(String service) {
    boolean v4 =
        deployment.node(service).networks().stream()
            .anyMatch(
                name ->
                    routes
                        .route(Place.ROUTED, Aim.container(service, name, false), ANY)
                        .isPresent());
    return v4
        ? "the host may have forwarded before the engine started, which leaves FORWARD open"
        : "this engine isolates no IPv6";
  }
}
