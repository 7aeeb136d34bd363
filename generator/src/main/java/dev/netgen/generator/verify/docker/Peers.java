package dev.netgen.generator.verify.docker;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.net.Port;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A graph as a deployment's services see it: whom they were seen to use, by service. */
final class Peers {
  private final Map<String, PeerId> services = new TreeMap<>();
  private final ImmutableSetMultimap<Pair, Port> inside;
  private final ImmutableSetMultimap<String, Port> toHost;
  private final ImmutableSetMultimap<String, Port> toOutside;
  private final ImmutableSetMultimap<String, Port> fromHost;
  private final ImmutableSetMultimap<String, Port> fromAnybody;
  private final ImmutableSetMultimap<String, Port> fromSome;

  /** A client's and a server's service. */
  private record Pair(String from, String to) {}

  Peers(CommunicationGraph graph, Set<String> names) {
    for (PeerId id : graph.peers().keySet()) {
      if (isDocker(id) && names.contains(id.shortName())) {
        services.put(id.shortName(), id);
      }
    }
    ImmutableSetMultimap.Builder<Pair, Port> between = ImmutableSetMultimap.builder();
    ImmutableSetMultimap.Builder<String, Port> host = ImmutableSetMultimap.builder();
    ImmutableSetMultimap.Builder<String, Port> outside = ImmutableSetMultimap.builder();
    ImmutableSetMultimap.Builder<String, Port> byHost = ImmutableSetMultimap.builder();
    ImmutableSetMultimap.Builder<String, Port> anybody = ImmutableSetMultimap.builder();
    ImmutableSetMultimap.Builder<String, Port> some = ImmutableSetMultimap.builder();
    for (LinkKey link : graph.links().keySet()) {
      Optional<String> from = service(link.from());
      Optional<String> to = service(link.to());
      if (from.isPresent() && to.isPresent()) {
        between.put(new Pair(from.get(), to.get()), link.port());
      } else if (from.isPresent()) {
        (link.to().kind() == PeerKind.NODE ? host : outside).put(from.get(), link.port());
      } else if (to.isPresent() && link.from().kind() == PeerKind.NODE) {
        byHost.put(to.get(), link.port());
      } else if (to.isPresent()) {
        (link.from().equals(PeerId.INTERNET) ? anybody : some).put(to.get(), link.port());
      }
    }
    this.inside = between.build();
    this.toHost = host.build();
    this.toOutside = outside.build();
    this.fromHost = byHost.build();
    this.fromAnybody = anybody.build();
    this.fromSome = some.build();
  }

  static boolean isDocker(PeerId id) {
    return id.kind() == PeerKind.DOCKER;
  }

  private Optional<String> service(PeerId id) {
    return Optional.of(id.shortName()).filter(name -> id.equals(services.get(name)));
  }

  /** The peer's id, or words for a service that the graph does not know. */
  String name(String service) {
    PeerId id = services.get(service);
    return id == null ? "service " + service : id.toString();
  }

  /** Ports one was seen to use of the other. */
  ImmutableSet<Port> used(String from, String to) {
    return inside.get(new Pair(from, to));
  }

  /** Ports it was seen to use of the host. */
  ImmutableSet<Port> usedOfHost(String service) {
    return toHost.get(service);
  }

  /** Ports it was seen to use elsewhere. */
  ImmutableSet<Port> usedOutside(String service) {
    return toOutside.get(service);
  }

  /** Its ports that the host was seen to use. */
  ImmutableSet<Port> usedByHost(String service) {
    return fromHost.get(service);
  }

  /** Its ports that are for everybody. */
  ImmutableSet<Port> usedByAnybody(String service) {
    return fromAnybody.get(service);
  }

  /** Its ports that some from elsewhere were seen to use, and not everybody. */
  ImmutableSet<Port> usedBySome(String service) {
    return fromSome.get(service);
  }
}
