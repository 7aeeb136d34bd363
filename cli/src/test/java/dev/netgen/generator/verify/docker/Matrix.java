package dev.netgen.generator.verify.docker;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.verify.docker.Aim.Kind;
import dev.netgen.generator.verify.docker.Deployment.Publication;
import dev.netgen.generator.verify.docker.Deployment.Service;
import dev.netgen.generator.verify.docker.LiveEngine.Cable;
import dev.netgen.generator.verify.docker.LiveProject.Container;
import dev.netgen.model.net.Port;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Every connection worth trying in a running project, and what is to become of it: between all
 * ordered pairs of containers, host and machines outside, at every address and port.
 */
final class Matrix {
  /**
   * A connection to try.
   *
   * @param space where from, as the prober calls it
   * @param fromName who, in the words of proofs
   * @param aim whose address that is
   * @param target the container, where it is one's
   */
  record Attempt(
      String space,
      Place from,
      String fromName,
      Aim aim,
      String target,
      String address,
      Port port) {
    @Override
    public String toString() {
      return fromName + " (" + space + ") -> " + aim + " " + address + " " + port;
    }
  }

  /** Who is to answer: a container, or one of a service's; empty for nobody. */
  record Expected(String server, int port) {}

  private final Topology topology;
  private final Deployment deployment;
  private final LiveProject live;
  private final ImmutableSortedSet<Port> outside;
  private final Map<Attempt, Optional<Expected>> attempts = new LinkedHashMap<>();
  private final Routes routes;
  private final Predicate<Arrival> rules;

  /**
   * All of them.
   *
   * @param rules which connections companion rules let through
   */
  Matrix(
      Topology topology, DockerEvaluation evaluation, LiveProject live, Predicate<Arrival> rules) {
    this.topology = topology;
    this.deployment = evaluation.deployment();
    this.routes = evaluation.routes();
    this.rules = rules;
    this.live = live;
    this.outside = Topology.outsidePorts(topology.request().graph().links().keySet());
    live.containers().forEach(this::fromContainer);
    from(LiveProject.HOST, Place.HOST);
    from(Cable.OUTSIDE.name(), Place.OUTSIDE);
    from(Cable.ROUTED.name(), Place.ROUTED);
  }

  /** What each attempt is to come to. */
  Map<Attempt, Optional<Expected>> attempts() {
    return Collections.unmodifiableMap(attempts);
  }

  private void fromContainer(Container container) {
    if (!container.onHost() && container.space().equals(container.name())) {
      from(container.space(), new Place.Of(container.service()));
    }
  }

  private void from(String space, Place from) {
    for (Container to : live.containers()) {
      if (!to.space().equals(space) && to.space().equals(to.name())) {
        to.addresses()
            .forEach(
                (network, addresses) ->
                    addresses.forEach(
                        address ->
                            add(
                                space,
                                from,
                                Aim.container(to.service(), network, address.contains(":")),
                                to.name(),
                                address,
                                topology.ports(to.service()))));
      }
    }
    TreeSet<Port> ofHost = new TreeSet<>(Topology.bothTransports(Topology.OF_HOST));
    for (Service service : deployment.services().values()) {
      for (Publication each : service.published()) {
        ofHost.addAll(Topology.bothTransports(Published.outer(each).number()));
      }
    }
    live.gateways()
        .forEach(
            (network, addresses) ->
                addresses.forEach(
                    address ->
                        add(
                            space,
                            from,
                            Aim.gateway(network, address.contains(":")),
                            "",
                            address,
                            ofHost)));
    for (Cable cable : Cable.values()) {
      if (from != Place.OUTSIDE || cable == Cable.OUTSIDE) {
        add(space, from, Aim.host(cable.host), "", cable.host, ofHost);
        add(space, from, Aim.host(cable.host6), "", cable.host6, ofHost);
      }
    }
    if (from == Place.HOST) {
      add(space, from, Aim.of(Kind.LOOPBACK, false), "", "127.0.0.1", ofHost);
      add(space, from, Aim.of(Kind.LOOPBACK, true), "", "::1", ofHost);
    }
    if (from instanceof Place.Of) {
      add(space, from, Aim.of(Kind.OUTSIDE, false), "", Cable.OUTSIDE.machine, outside);
      add(space, from, Aim.of(Kind.OUTSIDE, true), "", Cable.OUTSIDE.machine6, outside);
      add(space, from, Aim.of(Kind.ROUTED, false), "", Cable.ROUTED.machine, outside);
      add(space, from, Aim.of(Kind.ROUTED, true), "", Cable.ROUTED.machine6, outside);
    }
  }

  private void add(
      String space, Place from, Aim aim, String target, String address, Iterable<Port> ports) {
    for (Port port : ports) {
      Attempt attempt = new Attempt(space, from, name(from), aim, target, address, port);
      attempts.put(attempt, expected(from, aim, target, port));
    }
  }

  private Optional<Expected> expected(Place from, Aim aim, String target, Port port) {
    return routes
        .route(from, aim, port)
        .filter(arrival -> listens(arrival.server(), arrival.port()))
        .filter(rules)
        .map(arrival -> new Expected(server(arrival.server(), target), arrival.port().number()));
  }

  private boolean listens(Place server, Port port) {
    if (server instanceof Place.Of of) {
      return topology.ports(of.service()).contains(port);
    }
    return server == Place.HOST ? port.number() == Topology.OF_HOST : outside.contains(port);
  }

  private String server(Place server, String target) {
    if (!target.isEmpty()) {
      return target;
    }
    return server instanceof Place.Of of ? of.service() : word(server);
  }

  private static String word(Place place) {
    if (place == Place.HOST) {
      return LiveProject.HOST;
    }
    return place == Place.OUTSIDE ? Cable.OUTSIDE.name() : Cable.ROUTED.name();
  }

  private String name(Place place) {
    return place instanceof Place.Of of ? of.service() : word(place);
  }

  /** Whom an attempt asks for, if the host leads there: where it would get to without any rule. */
  Optional<Arrival> meant(Attempt attempt) {
    Aim aim = attempt.aim();
    Place asked =
        switch (aim.kind()) {
          case CONTAINER -> new Place.Of(aim.service());
          case GATEWAY, HOST, LOOPBACK -> Place.HOST;
          case OUTSIDE -> Place.OUTSIDE;
          case ROUTED -> Place.ROUTED;
        };
    if (asked != Place.HOST) {
      return Optional.of(new Arrival(asked, attempt.port(), ImmutableList.of()));
    }
    for (Service service : deployment.services().values()) {
      for (Publication each : service.published()) {
        if (Published.outer(each).equals(attempt.port())) {
          return Optional.of(
              new Arrival(new Place.Of(service.name()), each.container(), ImmutableList.of()));
        }
      }
    }
    return attempt.port().number() == Topology.OF_HOST
        ? Optional.of(new Arrival(Place.HOST, attempt.port(), ImmutableList.of()))
        : Optional.empty();
  }

  /** How many containers a service has. */
  long replicas(String service) {
    return live.containers().stream().filter(each -> each.service().equals(service)).count();
  }

  /** Who answered whom. */
  PrintedList.Use found(
      Attempt attempt, String result, TriFunction<Place, Place, Port, PrintedList.Use> use) {
    List<String> words = List.of(result.split(" ", -1));
    Port port = new Port(Integer.parseInt(words.get(2)), attempt.port().transport());
    String server = words.get(1);
    Place to =
        server.equals(LiveProject.HOST)
            ? Place.HOST
            : server.equals(Cable.OUTSIDE.name())
                ? Place.OUTSIDE
                : server.equals(Cable.ROUTED.name()) ? Place.ROUTED : new Place.Of(service(server));
    return use.apply(attempt.from(), to, port);
  }

  /** A function of three. */
  interface TriFunction<A, B, C, R> {
    R apply(A a, B b, C c);
  }

  /** What stands in the way of the expectation; empty when it is met. */
  Optional<String> wrong(Attempt attempt, String result) {
    Optional<Expected> expected = attempts.getOrDefault(attempt, Optional.empty());
    boolean open = result.startsWith("open ");
    if (expected.isEmpty()) {
      return open
          ? Optional.of("OPEN though not expected: " + attempt + ": " + result)
          : Optional.empty();
    }
    if (!open) {
      return Optional.of("closed though expected: " + attempt + ": " + result);
    }
    return answers(result, expected.get())
        ? Optional.empty()
        : Optional.of("wrong server, not " + expected.get() + ": " + attempt + ": " + result);
  }

  private boolean answers(String result, Expected expected) {
    List<String> words = List.of(result.split(" ", -1));
    String server = words.get(1);
    return words.get(2).equals(Integer.toString(expected.port()))
        && (server.equals(expected.server()) || service(server).equals(expected.server()));
  }

  private String service(String container) {
    return live.containers().stream()
        .filter(each -> each.name().equals(container))
        .map(Container::service)
        .findFirst()
        .orElse("");
  }

  /** What the prober needs: who answers where. */
  List<String> servers() {
    List<String> lines = new ArrayList<>();
    for (Container each : live.containers()) {
      if (each.space().equals(each.name())) {
        lines.add("space " + each.name() + " /proc/" + each.pid() + "/ns/net");
        topology.ports(each.service()).forEach(port -> lines.add(server(each.name(), port)));
      }
    }
    return lines;
  }

  static String server(String space, Port port) {
    return "server " + space + " " + port.transport().keyword() + " " + port.number();
  }
}
