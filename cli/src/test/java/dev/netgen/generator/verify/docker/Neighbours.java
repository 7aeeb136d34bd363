package dev.netgen.generator.verify.docker;

import dev.netgen.generator.verify.docker.LiveEngine.Cable;
import dev.netgen.generator.verify.docker.LiveProject.Container;
import dev.netgen.generator.verify.docker.Matrix.Attempt;
import dev.netgen.generator.verify.docker.Projects.Project;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Projects on one engine and each other: from every container to every address of every container
 * of another project, TCP and UDP; and where its own project's rules are in force, to the ports
 * that others publish, at addresses of the host. Nothing of that ever works.
 */
final class Neighbours {
  private final Map<Project, LiveProject> live;
  private final Set<Project> ruled;

  /**
   * Of these.
   *
   * @param ruled those whose companion rules are in force
   */
  Neighbours(Map<Project, LiveProject> live, Set<Project> ruled) {
    this.live = live;
    this.ruled = ruled;
  }

  /** What is to be tried, and fails. */
  List<Attempt> attempts() {
    List<Attempt> attempts = new ArrayList<>();
    live.forEach(
        (project, running) ->
            live.forEach(
                (other, theirs) -> {
                  if (!other.equals(project)) {
                    running.containers().stream()
                        .filter(Neighbours::hasOwnSpace)
                        .forEach(
                            from -> {
                              add(from, other, theirs, attempts);
                              published(project, from, other, theirs, attempts);
                            });
                  }
                }));
    return attempts;
  }

  private static void add(
      Container from, Project other, LiveProject theirs, List<Attempt> attempts) {
    for (Container to : theirs.containers()) {
      if (hasOwnSpace(to)) {
        List<Port> ports = ports(other, to);
        to.addresses()
            .forEach(
                (network, addresses) ->
                    addresses.forEach(
                        address ->
                            ports.stream()
                                .map(
                                    port ->
                                        attempt(
                                            from,
                                            aim(to, network, address),
                                            to.name(),
                                            address,
                                            port))
                                .forEach(attempts::add)));
      }
    }
  }

  private void published(
      Project project, Container from, Project other, LiveProject theirs, List<Attempt> attempts) {
    if (!ruled.contains(project) || !callsNoHost(project, from.service())) {
      return;
    }
    TreeSet<Port> ports = new TreeSet<>();
    other
        .evaluation()
        .deployment()
        .services()
        .values()
        .forEach(each -> each.published().forEach(one -> ports.add(Published.outer(one))));
    for (Port port : ports) {
      for (Cable cable : Cable.values()) {
        for (String address : List.of(cable.host, cable.host6)) {
          attempts.add(attempt(from, Aim.host(address), "", address, port));
        }
      }
      theirs
          .gateways()
          .forEach(
              (network, addresses) ->
                  addresses.forEach(
                      address ->
                          attempts.add(
                              attempt(
                                  from,
                                  Aim.gateway(network, address.contains(":")),
                                  "",
                                  address,
                                  port))));
    }
  }

  /** Whether it was observed, and not seen calling the host. */
  private static boolean callsNoHost(Project project, String service) {
    CommunicationGraph graph = project.topology().request().graph();
    PeerId id = PeerId.dockerService(project.topology().name(), service);
    Peer peer = graph.peers().get(id);
    return peer != null
        && peer.observed().contains(Direction.EGRESS)
        && graph.links().keySet().stream()
            .noneMatch(link -> link.from().equals(id) && link.to().kind() == PeerKind.NODE);
  }

  private static boolean hasOwnSpace(Container container) {
    return !container.onHost() && container.space().equals(container.name());
  }

  /** One that it serves by TCP and one by UDP. */
  private static List<Port> ports(Project project, Container container) {
    List<Port> ports = new ArrayList<>();
    for (Transport transport : List.of(Transport.TCP, Transport.UDP)) {
      project.topology().ports(container.service()).stream()
          .filter(port -> port.transport() == transport)
          .findFirst()
          .ifPresent(ports::add);
    }
    return ports;
  }

  private static Aim aim(Container to, String network, String address) {
    return Aim.container(to.service(), network, address.contains(":"));
  }

  private static Attempt attempt(
      Container from, Aim aim, String target, String address, Port port) {
    return new Attempt(
        from.space(), new Place.Of(from.service()), from.name(), aim, target, address, port);
  }
}
