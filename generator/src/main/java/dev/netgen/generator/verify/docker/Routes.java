package dev.netgen.generator.verify.docker;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.netgen.generator.verify.docker.Aim.Kind;
import dev.netgen.generator.verify.docker.Arrival.Hook;
import dev.netgen.generator.verify.docker.Arrival.Hop;
import dev.netgen.generator.verify.docker.Deployment.Network;
import dev.netgen.generator.verify.docker.Deployment.Publication;
import dev.netgen.model.net.Port;
import java.util.Optional;

/**
 * Where connections get to under a Docker engine that drives iptables: the rules of libnetwork's
 * bridge driver (chains DOCKER, DOCKER-ISOLATION-STAGE-1 and -2), docker-proxy, and the host's own
 * routing. Whether something listens is not asked.
 */
final class Routes {
  private final Deployment deployment;
  private final Assumed engine;
  private final Published published;
  private final ImmutableMap<String, Network> mains;
  private final boolean leak;

  Routes(Deployment deployment, Assumed engine) {
    this.deployment = deployment;
    this.engine = engine;
    this.published = new Published(deployment, engine);
    ImmutableMap.Builder<String, Network> found = ImmutableMap.builder();
    for (String service : deployment.services().keySet()) {
      deployment.main(service).ifPresent(network -> found.put(service, network));
    }
    this.mains = found.buildOrThrow();
    this.leak =
        !engine.filters()
            || (!engine.filtersIpv6()
                && deployment.networks().values().stream().anyMatch(Network::ipv6));
  }

  /** Whether addresses of networks that one is not on may be reached. */
  boolean leak() {
    return leak;
  }

  /** Where a connection gets to; empty where it gets nowhere. */
  Optional<Arrival> route(Place from, Aim aim, Port port) {
    if (from instanceof Place.Of of) {
      return switch (deployment.node(of.service()).mode()) {
        case HOST -> route(Place.HOST, aim, port);
        case NONE, SHARED -> Optional.empty();
        case OWN -> byMember(of.service(), aim, port);
      };
    }
    return switch (aim.kind()) {
      case CONTAINER -> toContainer(from, aim, port);
      case GATEWAY, HOST -> toHost(from, aim, port);
      case LOOPBACK -> from == Place.HOST ? toHost(from, aim, port) : Optional.empty();
      case OUTSIDE, ROUTED -> from == Place.HOST ? arrival(elsewhere(aim), port) : Optional.empty();
    };
  }

  /** One in another's namespace reaches it as itself; replicas of one service are two. */
  private Optional<Arrival> byMember(String service, Aim aim, Port port) {
    String node = deployment.node(service).name();
    boolean itself =
        aim.kind() == Kind.CONTAINER
            && !aim.service().equals(service)
            && deployment.node(aim.service()).name().equals(node);
    return itself && exists(aim)
        ? arrival(new Place.Of(node), port, hop(Hook.FORWARD, aim, aim.network(), node, node, port))
        : byService(node, aim, port);
  }

  private Optional<Arrival> byService(String service, Aim aim, Port port) {
    return switch (aim.kind()) {
      case CONTAINER -> betweenContainers(service, aim, port);
      case GATEWAY, HOST -> fromServiceToHost(service, aim, port);
      case LOOPBACK -> arrival(new Place.Of(service), port);
      case OUTSIDE, ROUTED -> outward(service, aim, port);
    };
  }

  private static Place elsewhere(Aim aim) {
    return aim.kind() == Kind.OUTSIDE ? Place.OUTSIDE : Place.ROUTED;
  }

  private static Optional<Arrival> arrival(Place server, Port port, Hop... hops) {
    return Optional.of(new Arrival(server, port, ImmutableList.copyOf(hops)));
  }

  /** Whether rules keep members of this network apart in all families they have. */
  boolean apart(Network network) {
    return !network.talks()
        && engine.filtersInside()
        && filters(false)
        && (!network.ipv6() || filters(true));
  }

  private boolean filters(boolean ipv6) {
    return ipv6 ? engine.filtersIpv6() : engine.filters();
  }

  private boolean exists(Aim aim) {
    boolean there =
        aim.network().isEmpty()
            || aim.kind() == Kind.GATEWAY
            || deployment.node(aim.service()).networks().contains(aim.network());
    return there
        && (!aim.ipv6() || aim.network().isEmpty() || deployment.network(aim.network()).ipv6());
  }

  private Optional<Arrival> betweenContainers(String from, Aim aim, Port port) {
    String to = deployment.node(aim.service()).name();
    if (!exists(aim)) {
      return Optional.empty();
    }
    Network network = deployment.network(aim.network());
    if (deployment.node(from).networks().contains(network.name())) {
      boolean apart =
          filters(aim.ipv6())
              && engine.filtersInside()
              && (!network.talks() || (aim.ipv6() && network.internal() && !engine.internalIpv6()));
      return apart
          ? Optional.empty()
          : arrival(new Place.Of(to), port, hop(Hook.FORWARD, aim, network.name(), from, to, port));
    }
    Optional<Network> way = way(from, aim.ipv6());
    if (way.isEmpty() || way(to, aim.ipv6()).isEmpty() || filters(aim.ipv6())) {
      return Optional.empty();
    }
    return arrival(
        new Place.Of(to), port, hop(Hook.FORWARD, aim, way.get().name(), from, to, port));
  }

  private static Hop hop(Hook hook, Aim aim, String in, String from, String to, Port port) {
    return new Hop(hook, in, aim.network(), new Place.Of(from), new Place.Of(to), port, aim.ipv6());
  }

  /** The network by which a container leaves all of its networks. */
  private Optional<Network> way(String service, boolean ipv6) {
    return Optional.ofNullable(mains.get(service))
        .filter(network -> !network.internal() || engine.internalGateway())
        .filter(network -> !ipv6 || network.ipv6());
  }

  private Optional<Arrival> toContainer(Place from, Aim aim, Port port) {
    Place to = new Place.Of(deployment.node(aim.service()).name());
    if (!exists(aim) || from == Place.OUTSIDE) {
      return Optional.empty();
    }
    boolean host = from == Place.HOST;
    boolean barred = filters(aim.ipv6()) && !routedIn(aim, port);
    if (!host && (barred || way(aim.service(), aim.ipv6()).isEmpty())) {
      return Optional.empty();
    }
    Hook hook = host ? Hook.OUTPUT : Hook.FORWARD;
    return arrival(to, port, new Hop(hook, "", aim.network(), from, to, port, aim.ipv6()));
  }

  /** Whether rules let in what a machine elsewhere sends to a container's own address. */
  private boolean routedIn(Aim aim, Port port) {
    if (deployment.network(aim.network()).internal()) {
      return false;
    }
    if (engine.forwardOpen()) {
      return true;
    }
    return deployment.publishing(aim.service()).stream()
            .anyMatch(network -> network.name().equals(aim.network()))
        && published.of(aim.service()).stream()
            .filter(each -> !each.local() || engine.localRoutable())
            .anyMatch(each -> each.container().equals(port) && family(each, aim.ipv6()));
  }

  private static boolean family(Publication each, boolean ipv6) {
    return each.bound().isEmpty() || each.bound().contains(":") == ipv6;
  }

  private Optional<Arrival> toHost(Place from, Aim aim, Port port) {
    if (!exists(aim) || (from == Place.OUTSIDE && aim.kind() == Kind.GATEWAY)) {
      return Optional.empty();
    }
    Optional<Published.Entry> entry = published.at(aim, port);
    if (entry.isPresent()) {
      return published.fromElsewhere(from, entry.get(), aim);
    }
    return from == Place.HOST
        ? arrival(Place.HOST, port)
        : arrival(
            Place.HOST, port, new Hop(Hook.INPUT, "", "", from, Place.HOST, port, aim.ipv6()));
  }

  private Optional<Arrival> fromServiceToHost(String service, Aim aim, Port port) {
    boolean near =
        aim.kind() == Kind.GATEWAY && deployment.node(service).networks().contains(aim.network());
    Optional<Network> in =
        near
            ? Optional.of(deployment.network(aim.network()))
                .filter(network -> !network.internal() || engine.internalGateway())
            : way(service, aim.ipv6());
    if (in.isEmpty() || !exists(aim)) {
      return Optional.empty();
    }
    Optional<Published.Entry> entry = published.at(aim, port);
    if (entry.isPresent()) {
      return published.fromService(service, in.get(), entry.get(), aim);
    }
    return arrival(
        Place.HOST,
        port,
        new Hop(
            Hook.INPUT, in.get().name(), "", new Place.Of(service), Place.HOST, port, aim.ipv6()));
  }

  private Optional<Arrival> outward(String service, Aim aim, Port port) {
    Optional<Network> way = way(service, aim.ipv6());
    if (way.isEmpty() || (way.get().internal() && filters(aim.ipv6()))) {
      return Optional.empty();
    }
    boolean hidden = way.get().masquerades() && filters(aim.ipv6()) && !way.get().internal();
    if (!hidden && aim.kind() == Kind.OUTSIDE) {
      return Optional.empty();
    }
    Place to = elsewhere(aim);
    return arrival(
        to,
        port,
        new Hop(Hook.FORWARD, way.get().name(), "", new Place.Of(service), to, port, aim.ipv6()));
  }
}
