package dev.netgen.generator.verify.docker;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.verify.docker.LiveEngine.Cable;
import dev.netgen.generator.verify.docker.Matrix.Attempt;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import dev.netgen.model.proof.Proof;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who reaches whom at which port, by whatever address: as it was found, as the graph wants it, and
 * as the proof's list of what is granted and was not observed says it.
 */
final class PrintedList {
  private static final String HOST = "host";
  private static final Set<String> MACHINES = Set.of(Cable.OUTSIDE.name(), Cable.ROUTED.name());

  /** A client, a server and the server's port; ends in the words of the graph or this class. */
  record Use(String from, String to, Port port) implements Comparable<Use> {
    @Override
    public int compareTo(Use other) {
      return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
      return from + " -> " + to + " " + port;
    }
  }

  private final Topology topology;
  private final Matrix matrix;
  private final Set<Use> tried = new LinkedHashSet<>();

  PrintedList(Topology topology, Matrix matrix) {
    this.topology = topology;
    this.matrix = matrix;
    for (Attempt attempt : matrix.attempts().keySet()) {
      matrix
          .meant(attempt)
          .map(to -> use(attempt.from(), to.server(), to.port()))
          .filter(this::counts)
          .ifPresent(tried::add);
    }
  }

  /** A container that calls itself by the host's address is nobody else. */
  private boolean counts(Use use) {
    boolean itself = use.from().equals(use.to());
    return !itself
        || (use.to().startsWith("docker:")
            && matrix.replicas(PeerId.parse(use.to()).shortName()) > 1);
  }

  private Use use(Place from, Place to, Port port) {
    return new Use(word(from), word(to), port);
  }

  private String word(Place place) {
    if (place instanceof Place.Of of) {
      return PeerId.dockerService(topology.name(), of.service()).toString();
    }
    return place == Place.HOST
        ? HOST
        : place == Place.OUTSIDE ? Cable.OUTSIDE.name() : Cable.ROUTED.name();
  }

  /** What was found; the host's own services matter to containers alone. */
  ImmutableSortedSet<Use> found(Map<Attempt, String> results) {
    TreeSet<Use> found = new TreeSet<>();
    results.forEach(
        (attempt, result) -> {
          if (result.startsWith("open ")) {
            found.add(matrix.found(attempt, result, this::use));
          }
        });
    found.removeIf(use -> use.to().equals(HOST) && !use.from().startsWith("docker:"));
    found.removeIf(use -> !counts(use));
    return ImmutableSortedSet.copyOfSorted(found);
  }

  /** What the graph wants and what the list says, together. */
  ImmutableSortedSet<Use> said(Proof proof) {
    TreeSet<Use> said = new TreeSet<>();
    CommunicationGraph graph = topology.request().graph();
    for (LinkKey link : graph.links().keySet()) {
      tried.stream()
          .filter(use -> use.port().equals(link.port()))
          .filter(use -> from(link.from()).contains(use.from()) && to(link).contains(use.to()))
          .forEach(said::add);
    }
    ImmutableSortedSet<Use> observed = ImmutableSortedSet.copyOfSorted(said);
    for (Proof.Grant grant : proof.granted()) {
      for (Use use : tried) {
        if (ends(grant.from()).contains(use.from())
            && ends(grant.to()).contains(use.to())
            && at(grant.ports(), use, observed)) {
          said.add(use);
        }
      }
    }
    return ImmutableSortedSet.copyOfSorted(said);
  }

  private static boolean at(String ports, Use use, Set<Use> observed) {
    return switch (ports) {
      case DockerGrants.ALL -> true;
      case DockerGrants.ALL_OTHER, DockerGrants.BUT_OBSERVED -> !observed.contains(use);
      default -> List.of(ports.split(",", -1)).contains(use.port().toString());
    };
  }

  private static Collection<String> ends(String word) {
    return switch (word) {
      case DockerGrants.OUTSIDE, DockerGrants.OTHERS_OUTSIDE, "any public address" -> MACHINES;
      case DockerGrants.ROUTED -> Set.of(Cable.ROUTED.name());
      case DockerGrants.HOST_SERVICES, DockerGrants.HOST -> Set.of(HOST);
      default -> word.startsWith("docker:") ? Set.of(word) : machines(Cidr.parse(range(word)));
    };
  }

  private static String range(String word) {
    return word.contains("/") ? word : word + (word.contains(":") ? "/128" : "/32");
  }

  private static Collection<String> from(PeerId peer) {
    return peer.kind() == PeerKind.NODE
        ? Set.of(HOST)
        : peer.equals(PeerId.INTERNET) ? MACHINES : Set.of(peer.toString());
  }

  private static Collection<String> to(LinkKey link) {
    PeerId peer = link.to();
    if (peer.kind() != PeerKind.OUTSIDE) {
      return Set.of(peer.toString());
    }
    return peer.range().map(PrintedList::machines).orElse(MACHINES);
  }

  private static Collection<String> machines(Cidr range) {
    TreeSet<String> machines = new TreeSet<>();
    for (Cable cable : Cable.values()) {
      for (String address : List.of(cable.machine, cable.machine6)) {
        if (range.contains(IpAddress.parse(address))) {
          machines.add(cable.name());
        }
      }
    }
    return machines;
  }

  /** What differs; empty when list and truth are the same. */
  Optional<String> difference(Map<Attempt, String> results, Proof proof) {
    TreeSet<Use> found = new TreeSet<>(found(results));
    TreeSet<Use> said = new TreeSet<>(said(proof));
    TreeSet<Use> unsaid = new TreeSet<>(found);
    unsaid.removeAll(said);
    said.removeAll(found);
    return unsaid.isEmpty() && said.isEmpty()
        ? Optional.empty()
        : Optional.of(
            topology.name()
                + ": works and is not listed: "
                + unsaid
                + "; listed and does not: "
                + said);
  }
}
