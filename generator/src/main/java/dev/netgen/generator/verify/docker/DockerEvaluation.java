package dev.netgen.generator.verify.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.verify.docker.Aim.Kind;
import dev.netgen.generator.verify.docker.Deployment.Mode;
import dev.netgen.model.engine.EngineFacts;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.model.proof.Proof;
import java.util.List;
import java.util.Optional;

/**
 * Compose files against a graph under an engine: what of it works, and what works besides. What is
 * unknown of the engine is taken for the worst in both.
 */
public final class DockerEvaluation {
  private static final int MOST_LISTED = 200;

  private final Deployment deployment;
  private final Peers peers;
  private final Reach least;
  private final Reach most;
  private final boolean knowsPorts;

  /** A Compose file, how it is named in messages, and its text. */
  public record File(String name, String text) {}

  private DockerEvaluation(
      Deployment deployment, CommunicationGraph graph, EngineFacts facts, boolean knowsPorts) {
    this.deployment = deployment;
    this.peers = new Peers(graph, deployment.services().keySet());
    this.least = new Reach(deployment, Assumed.least(facts));
    this.most = new Reach(deployment, Assumed.most(facts));
    this.knowsPorts = knowsPorts;
  }

  /**
   * Reads the files, each laid over those before it.
   *
   * @param project the Compose project
   * @param knowsPorts whether the files are all there is, published ports included
   */
  public static DockerEvaluation of(
      String project,
      List<File> files,
      CommunicationGraph graph,
      EngineFacts facts,
      boolean knowsPorts) {
    List<DeploymentReader.Source> sources =
        files.stream().map(file -> new DeploymentReader.Source(file.name(), file.text())).toList();
    return new DockerEvaluation(DeploymentReader.read(project, sources), graph, facts, knowsPorts);
  }

  /** The same of what is known already, published ports included. */
  static DockerEvaluation of(Deployment deployment, CommunicationGraph graph, EngineFacts facts) {
    return new DockerEvaluation(deployment, graph, facts, true);
  }

  /** Whether a text is a Compose file by its sections. */
  public static boolean isCompose(String text) {
    try {
      JsonNode root = ComposeTree.read("", text).root();
      return root.path("services").isObject() && !root.has("apiVersion") && !root.has("kind");
    } catch (ProblemException e) {
      return false;
    }
  }

  /**
   * In whose network namespace each service is: its own, another service's, or the host's, which
   * the empty name stands for.
   */
  public ImmutableSortedMap<String, String> homes() {
    ImmutableSortedMap.Builder<String, String> homes = ImmutableSortedMap.naturalOrder();
    for (String service : deployment.services().keySet()) {
      Deployment.Service node = deployment.node(service);
      homes.put(service, node.mode() == Mode.HOST ? "" : node.name());
    }
    return homes.buildOrThrow();
  }

  /** The interfaces of all networks in use; of one that none was named for, its name after ?. */
  public ImmutableSortedSet<String> bridges() {
    ImmutableSortedSet.Builder<String> bridges = ImmutableSortedSet.naturalOrder();
    for (Deployment.Service service : deployment.services().values()) {
      for (String name : service.networks()) {
        Deployment.Network network = deployment.network(name);
        bridges.add(network.bridge().orElse("?" + network.shown()));
      }
    }
    return bridges.build();
  }

  /** Whether one may reach the other on some port, by networks or through the host. */
  public boolean meet(String from, String to) {
    return !most.direct(from, to).isEmpty() || !most.throughHost(from, to).isEmpty();
  }

  /** Whether a service may reach machines elsewhere. */
  public boolean leadsOut(String service) {
    return most.outward(service, Kind.ROUTED);
  }

  /** The most that is reached. */
  Routes routes() {
    return most.routes();
  }

  Deployment deployment() {
    return deployment;
  }

  /** What is allowed and is not in the graph. */
  public List<Proof.Grant> granted() {
    return DockerGrants.of(deployment, peers, most);
  }

  /**
   * For every ordered pair of services whether one reaches the other by its own address; empty
   * where they are too many.
   */
  public ImmutableList<Proof.Reach> reachability() {
    ImmutableList.Builder<Proof.Reach> all = ImmutableList.builder();
    if (deployment.services().size() > MOST_LISTED) {
      return all.build();
    }
    for (String from : deployment.services().keySet()) {
      for (String to : deployment.services().keySet()) {
        if (!from.equals(to)) {
          String ports = most.direct(from, to).isEmpty() ? "" : DockerGrants.ALL;
          all.add(new Proof.Reach(peers.name(from), peers.name(to), ports));
        }
      }
    }
    return all.build();
  }

  /** Why a link is not sure to work; empty where it is. */
  public Optional<String> refusal(LinkKey link) {
    for (PeerId end : List.of(link.from(), link.to())) {
      if (Peers.isDocker(end) && !deployment.services().containsKey(end.shortName())) {
        return Optional.of("no service for " + end);
      }
    }
    String from = link.from().shortName();
    String to = link.to().shortName();
    if (Peers.isDocker(link.from()) && Peers.isDocker(link.to())) {
      return refuse(meet(from, to, link.port()), from + " and " + to + " share no network");
    }
    if (Peers.isDocker(link.from())) {
      return outgoing(from, link.to());
    }
    if (link.from().kind() == PeerKind.NODE && least.fromHost(to)) {
      return Optional.empty();
    }
    return refuse(
        enters(to, link.port()),
        to + " does not publish " + link.port() + " on a network that leads out");
  }

  /** A peer with an IPv6 address only is reached by that alone. */
  private Optional<String> outgoing(String from, PeerId to) {
    if (to.kind() == PeerKind.NODE) {
      return refuse(
          least.toHost(from) || leads(from), from + " is not sure to reach the Docker host");
    }
    boolean ipv6 = to.range().filter(range -> range.base().v6()).isPresent();
    return ipv6 && leads(from)
        ? refuse(leads(from, Aim.of(Kind.ROUTED, true)), from + " has no way out by IPv6")
        : refuse(leads(from), from + " is on internal networks only");
  }

  private boolean meet(String from, String to, Port port) {
    return from.equals(to)
        || !least.direct(from, to).isEmpty()
        || least.throughHost(from, to).contains(port);
  }

  private boolean leads(String service) {
    return leads(service, Aim.of(Kind.OUTSIDE, false));
  }

  private boolean leads(String service, Aim aim) {
    return least.routes().route(new Place.Of(service), aim, new Port(1, Transport.TCP)).isPresent();
  }

  private boolean enters(String service, Port port) {
    return deployment.node(service).mode() == Mode.HOST
        || (knowsPorts
            ? least.fromOutside(service).contains(port)
            : deployment.publishing(service).isPresent());
  }

  private static Optional<String> refuse(boolean fine, String reason) {
    return fine ? Optional.empty() : Optional.of(reason);
  }
}
