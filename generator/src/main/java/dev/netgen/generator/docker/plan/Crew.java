package dev.netgen.generator.docker.plan;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import dev.netgen.generator.docker.plan.Running.Container;
import dev.netgen.generator.docker.plan.Running.Network;
import dev.netgen.generator.docker.plan.Running.Published;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.target.Note;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.problem.ProblemException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The containers that get new networks: of nobody's project, in a network namespace of their own,
 * known to the graph or on a network with those that are.
 *
 * @param members by name
 * @param links of the graph that have one of its containers at an end; sorted
 */
record Crew(
    GenerationRequest request,
    Running running,
    ImmutableSortedMap<String, Container> members,
    ImmutableList<Link> links) {

  /** Finds them; refuses what no plan of networks can express. */
  static Crew of(GenerationRequest request, Running running, List<Note> notes) {
    ImmutableList<Link> links =
        request.graph().links().values().stream()
            .filter(link -> isBare(link.from()) || isBare(link.to()))
            .collect(ImmutableList.toImmutableList());
    TreeSet<String> linked = new TreeSet<>();
    for (Link link : links) {
      for (PeerId end : List.of(link.from(), link.to())) {
        if (isBare(end)) {
          linked.add(checked(running, end, link.key()).name());
        } else if (end.kind() == PeerKind.DOCKER) {
          throw ProblemException.input(
              end + " is of a Compose project, whose networks are Compose's",
              link.key().toString(),
              "make the containers it talks to services of that project (-t compose), or take the"
                  + " link out of the graph");
        }
      }
    }
    TreeMap<String, Container> members = new TreeMap<>();
    for (Container each : running.containers().values()) {
      boolean known = request.graph().peers().containsKey(PeerId.dockerContainer(each.name()));
      if (each.bare() && each.own() && (known || linked.contains(each.name()))) {
        members.put(each.name(), each);
      }
    }
    members.putAll(neighbours(running, members.values()));
    Crew crew = new Crew(request, running, ImmutableSortedMap.copyOfSorted(members), links);
    crew.members.values().forEach(crew::refuseNetworks);
    crew.tell(notes);
    return crew;
  }

  /** Those nobody saw, on a network of those somebody did: what they do there is not known. */
  private static TreeMap<String, Container> neighbours(
      Running running, Collection<Container> seen) {
    TreeMap<String, Container> found = new TreeMap<>();
    for (Container each : running.containers().values()) {
      boolean near =
          seen.stream()
              .anyMatch(
                  other ->
                      each.networks().keySet().stream().anyMatch(other.networks()::containsKey));
      if (each.bare() && each.own() && each.alive() && near) {
        found.put(each.name(), each);
      }
    }
    return found;
  }

  /** Whether a peer is a container of no project. */
  static boolean isBare(PeerId id) {
    return id.kind() == PeerKind.DOCKER && id.composeProject().isEmpty();
  }

  private static Container checked(Running running, PeerId end, LinkKey link) {
    Container found = running.containers().get(end.shortName());
    if (found == null) {
      throw ProblemException.input(
          end + " is in no docker inspect that was given",
          link.toString(),
          "give one of all containers (--containers)");
    }
    if (!found.bare()) {
      throw ProblemException.input(
          end + " is managed by Compose, swarm or Kubernetes, which would undo a plan",
          link.toString(),
          "use their own target");
    }
    return running.holder(found);
  }

  /** The member of that name, which there must be. */
  Container member(String name) {
    return Objects.requireNonNull(members.get(name), name);
  }

  /** The container whose network namespace a peer's is. */
  Container holder(PeerId end) {
    return running.holder(Objects.requireNonNull(running.containers().get(end.shortName())));
  }

  /** The peer; one of which nothing is known where the graph has none. */
  Peer peer(String container) {
    PeerId id = PeerId.dockerContainer(container);
    Peer found = request.graph().peers().get(id);
    return found == null ? Peer.named(id) : found;
  }

  private void refuseNetworks(Container container) {
    for (String name : container.networks().keySet()) {
      Network network = running.networks().get(name);
      if (network == null) {
        throw ProblemException.input(
            "no docker network inspect tells of network " + name,
            "container " + container.name(),
            "give docker network inspect of all networks besides (--containers)");
      }
      if (!network.driver().equals("bridge")) {
        throw ProblemException.input(
            "network " + name + " has driver " + network.driver(),
            "container " + container.name(),
            "only bridge networks are planned: take the container off it, or out of the graph");
      }
      if (network.ipv6() && !request.engine().isolatesIpv6()) {
        throw ProblemException.input(
            "network " + name + " enables IPv6, which nothing proves the engine isolates",
            "container " + container.name(),
            "give a recording of an engine that keeps rules for IPv6 (--engine; dockerd"
                + " --ip6tables), or a network without IPv6");
      }
      refuseBinding(container, network);
      refuseOthers(container, name);
    }
  }

  /** Off that network, ports would be open at all addresses of the host. */
  private static void refuseBinding(Container container, Network network) {
    boolean free = container.published().values().stream().anyMatch(Published::free);
    if (free && network.binding().isPresent()) {
      throw ProblemException.input(
          "network "
              + network.name()
              + " binds published ports to "
              + network.binding().get()
              + ", and no planned network does",
          "container " + container.name(),
          "run it again with the address in front of its ports (docker run -p"
              + " 127.0.0.1:8080:80)");
    }
  }

  /** Those of projects stay where they are: whoever shares a network with them is cut off. */
  private void refuseOthers(Container container, String network) {
    for (Container other : running.containers().values()) {
      boolean there = other.alive() && other.own() && other.networks().containsKey(network);
      if (!other.bare() && there && !running.isPlain(network)) {
        throw ProblemException.input(
            "shares network "
                + network
                + " with "
                + other.name()
                + ", which is managed by Compose,"
                + " swarm or Kubernetes",
            "container " + container.name(),
            "make it a part of the project too, or take it off that network");
      }
    }
  }

  private void tellOptions(List<Note> notes) {
    TreeSet<String> left = new TreeSet<>();
    members.values().forEach(each -> left.addAll(each.networks().keySet()));
    for (String name : left) {
      Network network = running.networks().get(name);
      if (network != null && !isPlanned(network) && !network.options().isEmpty()) {
        notes.add(
            Note.attention(
                "network "
                    + name
                    + " has options that planned networks have not: "
                    + String.join(", ", network.options().keySet())));
      }
    }
  }

  private static boolean isPlanned(Network network) {
    return network.bridge().filter(bridge -> bridge.startsWith("ng-")).isPresent();
  }

  private void tell(List<Note> notes) {
    tellOptions(notes);
    for (Peer peer : request.graph().peers().values()) {
      if (isBare(peer.id()) && !running.containers().containsKey(peer.id().shortName())) {
        notes.add(Note.info(peer.id() + " is not there and has no link: left out"));
      }
    }
    Collection<Container> all = running.containers().values();
    for (Container each : all) {
      Container holder = running.holder(each);
      if (!each.bare()) {
        notes.add(Note.info("container " + each.name() + " is not run by hand: left alone"));
      } else if (each.onHost()) {
        notes.add(
            Note.attention(
                "container "
                    + each.name()
                    + " is on the host's network: no network isolates it, and whoever talks to it"
                    + " needs a way out"));
      } else if (!holder.name().equals(each.name())) {
        notes.add(
            Note.info(
                "container "
                    + each.name()
                    + " lives in the network of container "
                    + holder.name()
                    + ": it has that one's links and reach"));
      }
    }
  }
}
