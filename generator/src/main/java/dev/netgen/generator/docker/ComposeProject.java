package dev.netgen.generator.docker;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSortedMap;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.problem.ProblemException;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The one Compose project of a graph.
 *
 * @param name the project
 * @param services its peers by service
 * @param inside links between its services, replicas of one service included; sorted
 * @param outward links of a service with peers that are no container, by service
 * @param leftOut containers of no project or of another one, without links
 */
public record ComposeProject(
    String name,
    ImmutableSortedMap<String, Peer> services,
    ImmutableList<Link> inside,
    ImmutableListMultimap<String, Link> outward,
    ImmutableList<PeerId> leftOut) {
  /** As Compose has it, and not longer than a label of the engine's is of use. */
  static final Pattern SERVICE = Pattern.compile("[a-zA-Z0-9._-]{1,255}");

  private static final Pattern PROJECT = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,127}");

  /** Finds it; refuses links that no network of one project could express. */
  static ComposeProject of(GenerationRequest request) {
    String name = theOne(request);
    TreeMap<String, Peer> services = new TreeMap<>();
    ImmutableList.Builder<PeerId> leftOut = ImmutableList.builder();
    for (Peer peer : request.graph().peers().values()) {
      if (belongs(peer.id(), name)) {
        services.put(checked(peer.id()), peer);
      } else if (peer.id().kind() == PeerKind.DOCKER) {
        leftOut.add(peer.id());
      }
    }
    ImmutableList.Builder<Link> inside = ImmutableList.builder();
    ImmutableListMultimap.Builder<String, Link> outward = ImmutableListMultimap.builder();
    for (Link link : request.graph().links().values()) {
      boolean from = belongs(link.from(), name);
      boolean to = belongs(link.to(), name);
      refuseStrangers(link.key(), name);
      if (from && to) {
        inside.add(link);
      } else if ((from || to) && request.decided(link.key())) {
        outward.put((from ? link.from() : link.to()).shortName(), link);
      }
    }
    return new ComposeProject(
        name,
        ImmutableSortedMap.copyOfSorted(services),
        inside.build(),
        outward.build(),
        leftOut.build());
  }

  /** The project that was seen talking or observed; if none was, the only one there is. */
  private static String theOne(GenerationRequest request) {
    TreeSet<String> all = new TreeSet<>();
    TreeSet<String> active = new TreeSet<>();
    for (Peer peer : request.graph().peers().values()) {
      peer.id().composeProject().ifPresent(all::add);
      if (!peer.observed().isEmpty()) {
        peer.id().composeProject().ifPresent(active::add);
      }
    }
    for (LinkKey link : request.graph().links().keySet()) {
      link.from().composeProject().ifPresent(active::add);
      link.to().composeProject().ifPresent(active::add);
    }
    TreeSet<String> candidates = active.isEmpty() ? all : active;
    if (candidates.size() != 1) {
      throw ProblemException.input(
          candidates.isEmpty() ? "no Compose project" : "several Compose projects",
          candidates.isEmpty() ? "the graph" : String.join(", ", candidates),
          "networks are made for one project at a time: give the graph of one");
    }
    String name = candidates.first();
    if (!PROJECT.matcher(name).matches()) {
      throw ProblemException.input(
          "not a name Compose would accept", "project " + name, "correct it in the graph");
    }
    return name;
  }

  /** Whether this is one of its services. */
  boolean has(PeerId id) {
    return belongs(id, name);
  }

  private static boolean belongs(PeerId id, String project) {
    return id.composeProject().filter(project::equals).isPresent();
  }

  private static void refuseStrangers(LinkKey link, String project) {
    for (PeerId end : ImmutableList.of(link.from(), link.to())) {
      if (end.kind() == PeerKind.DOCKER && !belongs(end, project)) {
        throw ProblemException.input(
            end + " is no service of Compose project " + project,
            link.toString(),
            "its link cannot be expressed by this project's networks: take it out of the graph, or"
                + " make it a service");
      }
    }
  }

  private static String checked(PeerId id) {
    String service = id.shortName();
    if (!SERVICE.matcher(service).matches() || !id.rest().endsWith("/" + service)) {
      throw ProblemException.input(
          "not a name Compose would accept", id.toString(), "a service is docker:project/service");
    }
    return service;
  }
}
