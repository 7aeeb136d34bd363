package dev.netgen.generator.verify.docker;

import dev.netgen.generator.verify.docker.Aim.Kind;
import dev.netgen.generator.verify.docker.Deployment.Mode;
import dev.netgen.generator.verify.docker.Deployment.Network;
import dev.netgen.generator.verify.docker.Deployment.Service;
import dev.netgen.model.net.Port;
import dev.netgen.model.proof.Proof;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a deployment allows beyond a graph. A network knows neither ports nor direction; a published
 * port answers, through docker-proxy, every container with a way out; and no network keeps a
 * container from its host's own services.
 */
final class DockerGrants {
  static final String OUTSIDE = "any outside address";
  static final String OTHERS_OUTSIDE = "any other outside address";
  static final String ROUTED = "outside machines with a route to the containers";
  static final String HOST_SERVICES = "services of the Docker host";
  static final String HOST = "the Docker host";
  static final String ALL = "all ports";
  static final String ALL_OTHER = "all other ports";
  static final String BUT_OBSERVED = "all ports but those observed";

  private final Deployment deployment;
  private final Peers peers;
  private final Reach reach;
  private final List<Proof.Grant> grants = new ArrayList<>();

  private DockerGrants(Deployment deployment, Peers peers, Reach reach) {
    this.deployment = deployment;
    this.peers = peers;
    this.reach = reach;
  }

  /** All of them, in no order; each service by itself, on all cores. */
  static List<Proof.Grant> of(Deployment deployment, Peers peers, Reach reach) {
    return deployment.services().values().parallelStream()
        .map(service -> new DockerGrants(deployment, peers, reach).of(service))
        .flatMap(List::stream)
        .toList();
  }

  private List<Proof.Grant> of(Service from) {
    for (String to : reach.candidates(from.name())) {
      if (!to.equals(from.name())) {
        between(from.name(), to);
      }
    }
    replicas(from);
    outward(from);
    host(from);
    inward(from.name());
    forwarding(from);
    return grants;
  }

  private void between(String from, String to) {
    String why = reach.direct(from, to);
    Set<Port> used = peers.used(from, to);
    if (!why.isEmpty()) {
      add(peers.name(from), peers.name(to), used.isEmpty() ? ALL : ALL_OTHER, why);
      return;
    }
    Set<Port> open = new TreeSet<>(reach.throughHost(from, to));
    open.removeAll(used);
    if (!open.isEmpty()) {
      add(
          peers.name(from),
          peers.name(to),
          words(open),
          "published on the host, which it can reach");
    }
  }

  private void replicas(Service service) {
    boolean meet = deployment.node(service.name()).networks().stream().anyMatch(reach::talks);
    if (service.mode() == Mode.OWN && meet) {
      Set<Port> used = peers.used(service.name(), service.name());
      String name = peers.name(service.name());
      add(name, name, used.isEmpty() ? ALL : ALL_OTHER, "replicas of a service share its networks");
    }
  }

  private void outward(Service service) {
    String name = peers.name(service.name());
    Set<Port> used = peers.usedOutside(service.name());
    if (service.mode() == Mode.HOST) {
      add(name, OUTSIDE, ALL, "network_mode takes it out of these networks");
    } else if (reach.outward(service.name(), Kind.ROUTED)) {
      String by =
          deployment
              .main(service.name())
              .filter(network -> !network.internal())
              .map(network -> "network " + network.shown() + " is not internal")
              .orElse("this engine isolates no IPv6");
      String to = reach.outward(service.name(), Kind.OUTSIDE) ? OUTSIDE : ROUTED;
      add(name, to, used.isEmpty() ? ALL : BUT_OBSERVED, by);
    }
    for (String network : deployment.node(service.name()).networks()) {
      Network joined = deployment.network(network);
      if (joined.external()) {
        String others = "anybody on " + joined.shown();
        add(others, name, ALL, "the network is external to this file");
        add(name, others, ALL, "the network is external to this file");
      }
    }
  }

  private void host(Service service) {
    String name = peers.name(service.name());
    Set<Port> used = peers.usedOfHost(service.name());
    if (reach.toHost(service.name())) {
      add(
          name,
          HOST_SERVICES,
          used.isEmpty() ? ALL : BUT_OBSERVED,
          "no Docker network keeps a container from its host");
    }
    if (reach.fromHost(service.name())) {
      boolean some = !peers.usedByHost(service.name()).isEmpty();
      add(
          HOST,
          name,
          some ? ALL_OTHER : ALL,
          "no Docker network keeps the host from its containers");
    }
  }

  private void inward(String service) {
    Set<Port> open = reach.fromOutside(service);
    Set<Port> unseen = new TreeSet<>(open);
    unseen.removeAll(peers.usedByAnybody(service));
    Set<Port> some = new TreeSet<>(unseen);
    some.retainAll(peers.usedBySome(service));
    unseen.removeAll(some);
    if (!unseen.isEmpty()) {
      add(OUTSIDE, peers.name(service), words(unseen), "published, and nobody seen using it");
    }
    if (!some.isEmpty()) {
      add(OTHERS_OUTSIDE, peers.name(service), words(some), "published for everybody");
    }
    if (reach.routedToAll(service)) {
      add(ROUTED, peers.name(service), ALL, reach.whyRouted(service));
      return;
    }
    Set<Port> local = new TreeSet<>(reach.routed(service));
    local.removeAll(open);
    if (!local.isEmpty()) {
      add(
          ROUTED,
          peers.name(service),
          words(local),
          "published on an address of the host alone, which a route to the container avoids");
    }
  }

  private void forwarding(Service service) {
    Set<String> shown = new TreeSet<>();
    service.networks().forEach(name -> shown.add(deployment.network(name).shown()));
    if (service.mode() == Mode.OWN && service.forwards() && shown.size() > 1) {
      String anybody = "anybody on " + String.join(", ", shown);
      add(
          anybody,
          anybody,
          ALL,
          "service " + service.name() + " forwards between them (net.ipv4.ip_forward is not 0)");
    }
  }

  private void add(String from, String to, String ports, String reason) {
    grants.add(new Proof.Grant(from, to, ports, reason));
  }

  private static String words(Set<Port> ports) {
    return String.join(",", ports.stream().map(Port::toString).toList());
  }
}
