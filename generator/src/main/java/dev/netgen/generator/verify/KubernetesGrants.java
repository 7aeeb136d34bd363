package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import dev.netgen.model.proof.Proof;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What policies allow beyond the graph: between workloads, and between workloads and the outside.
 */
final class KubernetesGrants {
  private static final String ALL = "all ports";

  private final GenerationRequest request;
  private final PolicyEvaluator evaluator;
  private final KubernetesWorld world;
  private final ImmutableList<Peer> workloads;
  private final ImmutableSortedSet<Port> mentioned;
  private final ImmutableSet<Cidr> blocks;

  /** Ports no policy mentions: what passes on these passes on every port but the mentioned. */
  private final ImmutableList<Port> strangers;

  KubernetesGrants(
      GenerationRequest request,
      ImmutableList<NetworkPolicy> policies,
      PolicyEvaluator evaluator,
      KubernetesWorld world) {
    this.request = request;
    this.evaluator = evaluator;
    this.world = world;
    this.workloads =
        request.graph().peers().values().stream()
            .filter(KubernetesVerifier::isWorkload)
            .collect(ImmutableList.toImmutableList());
    this.mentioned = mentionedPorts(policies);
    this.blocks = mentionedBlocks(policies);
    this.strangers = strangers(mentioned);
  }

  private ImmutableSortedSet<Port> mentionedPorts(List<NetworkPolicy> policies) {
    Set<Port> ports = new TreeSet<>();
    for (RuleView rule : rules(policies)) {
      rule.ports().forEach(port -> addPort(port, ports));
    }
    request.graph().links().keySet().forEach(link -> ports.add(link.port()));
    request.graph().peers().values().forEach(peer -> ports.addAll(peer.ports().values()));
    return ImmutableSortedSet.copyOf(ports);
  }

  private static void addPort(NetworkPolicyPort rule, Set<Port> ports) {
    if (rule.getPort() != null && rule.getPort().getIntVal() != null) {
      Transport transport =
          rule.getProtocol() == null ? Transport.TCP : Transport.parse(rule.getProtocol());
      ports.add(new Port(rule.getPort().getIntVal(), transport));
      if (rule.getEndPort() != null) {
        ports.add(new Port(rule.getEndPort(), transport));
      }
    }
  }

  private static ImmutableSet<Cidr> mentionedBlocks(List<NetworkPolicy> policies) {
    return rules(policies).stream()
        .flatMap(rule -> rule.peers().stream())
        .map(NetworkPolicyPeer::getIpBlock)
        .filter(Objects::nonNull)
        .map(block -> Cidr.parse(block.getCidr()))
        .sorted()
        .collect(ImmutableSet.toImmutableSet());
  }

  private static List<RuleView> rules(List<NetworkPolicy> policies) {
    List<RuleView> rules = new ArrayList<>();
    for (NetworkPolicy policy : policies) {
      for (Direction direction : Direction.values()) {
        rules.addAll(RuleView.of(policy.getSpec(), direction));
      }
    }
    return rules;
  }

  private static ImmutableList<Port> strangers(Set<Port> mentioned) {
    ImmutableList.Builder<Port> strangers = ImmutableList.builder();
    for (Transport transport : Transport.values()) {
      int number = 1;
      while (mentioned.contains(new Port(number, transport))) {
        number++;
      }
      strangers.add(new Port(number, transport));
    }
    return strangers.build();
  }

  /** The answer for every ordered pair of workloads, the same workload's replicas included. */
  ImmutableList<Proof.Reach> reachability() {
    ImmutableList.Builder<Proof.Reach> all = ImmutableList.builder();
    for (Peer from : workloads) {
      for (Peer to : workloads) {
        all.add(
            new Proof.Reach(
                from.id().toString(),
                to.id().toString(),
                words(open(world.endpoint(from.id()), world.endpoint(to.id())), null)));
      }
    }
    return all.build();
  }

  /** Everything allowed that no link of the graph covers, sorted by who and to whom. */
  ImmutableList<Proof.Grant> granted() {
    List<Proof.Grant> grants = new ArrayList<>();
    for (Peer from : workloads) {
      for (Peer to : workloads) {
        Endpoint client = world.endpoint(from.id());
        Endpoint server = world.endpoint(to.id());
        String ports = words(open(client, server), links(from.id(), to.id()));
        if (!ports.isEmpty()) {
          grants.add(
              new Proof.Grant(
                  from.id().toString(), to.id().toString(), ports, why(client, server)));
        }
      }
      outside(from).forEach(grants::add);
    }
    return ImmutableList.copyOf(grants);
  }

  private String why(Endpoint client, Endpoint server) {
    boolean egress = evaluator.isolated(client, Direction.EGRESS);
    boolean ingress = evaluator.isolated(server, Direction.INGRESS);
    if (!egress && !ingress) {
      return "neither side is isolated: not observed in that direction";
    }
    return egress && ingress
        ? "rules of both sides allow it"
        : "only the " + (egress ? "client" : "server") + " is isolated, and its rules allow it";
  }

  private Set<Port> links(PeerId from, PeerId to) {
    Set<Port> ports = new TreeSet<>();
    for (LinkKey link : request.graph().links().keySet()) {
      if (link.from().equals(from) && link.to().equals(to)) {
        ports.add(link.port());
      }
    }
    return ports;
  }

  private Set<Port> open(Endpoint from, Endpoint to) {
    Set<Port> open = new TreeSet<>();
    for (Port port : mentioned) {
      if (evaluator.connection(from, to, port).allowed()) {
        open.add(port);
      }
    }
    for (Port port : strangers) {
      if (evaluator.connection(from, to, port).allowed()) {
        open.add(port);
      }
    }
    return open;
  }

  /** {@code 53/udp,80/tcp}; a stranger stands for every port of its transport. */
  private String words(Set<Port> open, @Nullable Set<Port> observed) {
    if (open.containsAll(strangers)) {
      return ALL;
    }
    List<String> words = new ArrayList<>();
    for (Port port : open) {
      if (strangers.contains(port)) {
        words.add(ALL + " of " + port.transport().keyword());
      } else if (observed == null || !observed.contains(port)) {
        words.add(port.toString());
      }
    }
    return String.join(",", words);
  }

  /** Traffic of one workload with ranges outside. */
  private List<Proof.Grant> outside(Peer peer) {
    List<Proof.Grant> grants = new ArrayList<>();
    Endpoint pod = world.endpoint(peer.id());
    Endpoint anywhere = world.everywhere();
    for (Direction direction : Direction.values()) {
      if (!evaluator.isolated(pod, direction)) {
        grants.add(
            grant(
                direction,
                peer,
                "any outside address",
                ALL,
                "not isolated for " + direction.word()));
      } else {
        for (Cidr block : blocks) {
          Endpoint range = Endpoint.outside(ImmutableSet.of(block));
          Set<Port> open = openOutside(direction, pod, range);
          open.removeIf(port -> observedOutside(direction, peer.id(), block, port));
          String ports = words(open, null);
          if (!ports.isEmpty()) {
            grants.add(grant(direction, peer, block.toString(), ports, "an ipBlock of its policy"));
          }
        }
        if (!blocks.containsAll(anywhere.ranges())) {
          String ports = words(openOutside(direction, pod, anywhere), null);
          if (!ports.isEmpty()) {
            grants.add(
                grant(direction, peer, "any outside address", ports, "a rule without peers"));
          }
        }
      }
    }
    return grants;
  }

  private static Proof.Grant grant(
      Direction direction, Peer peer, String other, String ports, String why) {
    String id = peer.id().toString();
    return direction == Direction.EGRESS
        ? new Proof.Grant(id, other, ports, why)
        : new Proof.Grant(other, id, ports, why);
  }

  private Set<Port> openOutside(Direction direction, Endpoint pod, Endpoint range) {
    Set<Port> open = new TreeSet<>();
    Endpoint server = direction == Direction.EGRESS ? range : pod;
    for (Port port : mentioned) {
      if (evaluator.direction(direction, pod, range, server, port).allowed()) {
        open.add(port);
      }
    }
    for (Port port : strangers) {
      if (evaluator.direction(direction, pod, range, server, port).allowed()) {
        open.add(port);
      }
    }
    return open;
  }

  /** Whether a link of the graph is what this range and port are for. */
  private boolean observedOutside(Direction direction, PeerId workload, Cidr block, Port port) {
    return request.graph().links().keySet().stream()
        .filter(link -> link.port().equals(port))
        .filter(
            link ->
                direction == Direction.EGRESS
                    ? link.from().equals(workload)
                    : link.to().equals(workload))
        .map(link -> direction == Direction.EGRESS ? link.to() : link.from())
        .filter(
            other ->
                other.kind() != PeerKind.KUBERNETES
                    || !KubernetesWorld.isPod(request.graph().peer(other)))
        .anyMatch(other -> covers(world.endpoint(other), block));
  }

  private static boolean covers(Endpoint end, Cidr block) {
    return end.ranges().stream().anyMatch(range -> range.contains(block));
  }
}
