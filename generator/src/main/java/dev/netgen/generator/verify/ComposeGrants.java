package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.Port;
import dev.netgen.model.proof.Proof;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What Compose networks allow beyond the graph. A network knows neither ports nor direction; a
 * published port answers every container with a way out through the host's own address; and no
 * network keeps a container from the host's own services.
 */
final class ComposeGrants {
  private static final String OUTSIDE = "any outside address";
  private static final String HOST = "services of the Docker host";
  private static final String ALL = "all ports";

  private final ComposeTopology topology;
  private final Map<String, PeerId> peers = new TreeMap<>();
  private final Set<LinkKey> links;

  ComposeGrants(GenerationRequest request, ComposeTopology topology) {
    this.topology = topology;
    this.links = request.graph().links().keySet();
    for (PeerId id : request.graph().peers().keySet()) {
      if (ComposeVerifier.isDocker(id) && topology.names().contains(id.shortName())) {
        peers.put(id.shortName(), id);
      }
    }
  }

  /** The answer for every ordered pair of the file's services. */
  ImmutableList<Proof.Reach> reachability() {
    ImmutableList.Builder<Proof.Reach> all = ImmutableList.builder();
    for (String from : topology.names()) {
      for (String to : topology.names()) {
        if (!from.equals(to)) {
          boolean meet = !topology.shared(from, to).isEmpty();
          all.add(new Proof.Reach(name(from), name(to), meet ? ALL : ""));
        }
      }
    }
    return all.build();
  }

  List<Proof.Grant> granted() {
    List<Proof.Grant> grants = new ArrayList<>();
    for (String from : topology.names()) {
      for (String to : topology.names()) {
        if (!from.equals(to)) {
          neighbours(from, to, grants);
          throughHost(from, to, grants);
        }
      }
      outward(from, grants);
      inward(from, grants);
    }
    return grants;
  }

  private void neighbours(String from, String to, List<Proof.Grant> grants) {
    Set<String> shared = topology.shared(from, to);
    if (!shared.isEmpty()) {
      boolean some = !ports(from, to).isEmpty();
      String reason = "they share network " + String.join(", ", shared);
      grants.add(new Proof.Grant(name(from), name(to), some ? "all other ports" : ALL, reason));
    }
  }

  private void throughHost(String from, String to, List<Proof.Grant> grants) {
    Set<Port> open = new TreeSet<>(topology.service(to).published());
    open.removeIf(port -> !topology.publishes(to, port));
    if (!open.isEmpty()
        && !topology.waysOut(from).isEmpty()
        && topology.shared(from, to).isEmpty()) {
      open.removeAll(ports(from, to));
      if (!open.isEmpty()) {
        grants.add(
            new Proof.Grant(
                name(from), name(to), words(open), "published on the host, which it can reach"));
      }
    }
  }

  private void outward(String from, List<Proof.Grant> grants) {
    Set<String> ways = topology.waysOut(from);
    if (!ways.isEmpty()) {
      boolean some =
          links.stream().anyMatch(l -> is(l.from(), from) && !ComposeVerifier.isDocker(l.to()));
      grants.add(
          new Proof.Grant(
              name(from),
              OUTSIDE,
              some ? "all ports but those observed" : ALL,
              "network " + String.join(", ", ways) + " is not internal"));
    }
    if (!topology.external(from).isEmpty()) {
      grants.add(
          new Proof.Grant(
              "anybody on " + String.join(", ", topology.external(from)),
              name(from),
              ALL,
              "the network is external to this file"));
    }
    if (topology.service(from).foreign()) {
      grants.add(
          new Proof.Grant(name(from), OUTSIDE, ALL, "network_mode takes it out of these networks"));
    } else if (!topology.service(from).networks().isEmpty()) {
      grants.add(
          new Proof.Grant(
              name(from), HOST, ALL, "no Docker network keeps a container from its host"));
    }
  }

  private void inward(String to, List<Proof.Grant> grants) {
    Set<Port> unseen = new TreeSet<>(topology.service(to).published());
    unseen.removeIf(port -> !topology.publishes(to, port));
    for (LinkKey link : links) {
      if (is(link.to(), to) && !ComposeVerifier.isDocker(link.from())) {
        unseen.remove(link.port());
      }
    }
    if (!unseen.isEmpty()) {
      grants.add(
          new Proof.Grant(OUTSIDE, name(to), words(unseen), "published, and nobody seen using it"));
    }
  }

  private Set<Port> ports(String from, String to) {
    Set<Port> ports = new TreeSet<>();
    for (LinkKey link : links) {
      if (is(link.from(), from) && is(link.to(), to)) {
        ports.add(link.port());
      }
    }
    return ports;
  }

  private boolean is(PeerId id, String service) {
    return id.equals(peers.get(service));
  }

  private String name(String service) {
    PeerId id = peers.get(service);
    return id == null ? "service " + service : id.toString();
  }

  private static String words(Set<Port> ports) {
    return String.join(",", ports.stream().map(Port::toString).toList());
  }
}
