package dev.netgen.generator.kubernetes;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.selector.PodSelection;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.net.Port;
import dev.netgen.model.problem.ProblemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes a workload's rules from its links: one rule for each peer and direction, sorted. For
 * several threads at once.
 */
final class RuleMaker {
  private static final int MOST_JOINED = 10;

  private final ImmutableMap<PeerId, String> decided;
  private final WorkloadIndex workloads;
  private final LinkIndex links;
  private final AddressBook addresses;
  private final PortNames names;
  private final ServiceRules services;
  private final LinkComments lines;
  private final Dialect dialect;

  RuleMaker(GenerationRequest request, WorkloadIndex workloads, LinkIndex links, Dialect dialect) {
    CommunicationGraph graph = request.graph();
    this.decided =
        graph.peers().values().stream()
            .filter(peer -> !peer.why().isEmpty())
            .collect(ImmutableMap.toImmutableMap(Peer::id, Peer::why));
    this.workloads = workloads;
    this.links = links;
    this.addresses = new AddressBook(request);
    this.names = new PortNames(graph, request.enforcer());
    this.lines = new LinkComments(graph.links().values());
    this.services = new ServiceRules(request, lines);
    this.dialect = dialect;
  }

  /** The rules that allow the workload's links in this direction, and nothing else. */
  ImmutableList<Rule> rules(PeerId workload, Direction direction) {
    // A workload's links are sorted by the other end.
    Map<PeerId, List<Link>> byPeer = new LinkedHashMap<>();
    for (Link link : links.of(workload, direction)) {
      byPeer.computeIfAbsent(LinkIndex.other(link, direction), id -> new ArrayList<>()).add(link);
    }
    ImmutableList.Builder<Rule> rules = ImmutableList.builder();
    byPeer.forEach((other, all) -> rules.add(rule(workload, other, direction, all)));
    if (direction == Direction.EGRESS) {
      rules.addAll(services.rules(links.of(workload, direction)));
    }
    return rules.build();
  }

  private Rule rule(PeerId workload, PeerId other, Direction direction, List<Link> all) {
    Set<String> comments = new LinkedHashSet<>();
    TreeSet<Port> ports = new TreeSet<>();
    for (Link link : all) {
      checkPort(link);
      comments.add(lines.of(link));
      ports.add(link.port());
    }
    for (Link link : all) {
      Port tcp = Dns.overTcp(link.port());
      if (Dns.isDatagramDns(link) && ports.add(tcp)) {
        comments.add(Dns.granted(tcp));
      }
      comments.addAll(LinkComments.advice(link, direction));
    }
    RulePeer peer =
        dialect
            .word(workload, other, direction)
            .orElseGet(() -> peer(WorkloadIndex.namespace(workload), other, direction));
    comments.addAll(aboutPeer(workload, other, peer));
    return new Rule(
        ImmutableList.copyOf(comments),
        ImmutableList.copyOf(all),
        peer,
        named(direction == Direction.EGRESS ? other : workload, ports, direction));
  }

  private ImmutableList<String> aboutPeer(PeerId workload, PeerId other, RulePeer peer) {
    ImmutableList.Builder<String> comments = ImmutableList.builder();
    String why = decided.get(other);
    if (why != null) {
      comments.add("decided: " + why);
    }
    if (peer instanceof RulePeer.Ranges seen && isName(other)) {
      comments.add(
          dialect.whyAddresses(workload, other)
              + ": addresses of the recording, "
              + seen.ranges().size()
              + " of them; any other is refused");
    }
    if (peer instanceof RulePeer.Ranges && workloads.onHostNetwork(other)) {
      comments.add("on its nodes' network, where labels select nothing: by address");
    }
    if (peer instanceof RulePeer.Pods pods && !pods.selection().alsoPicks().isEmpty()) {
      comments.add("the same labels pick " + join(pods.selection().alsoPicks()) + " as well");
    }
    return comments.build();
  }

  private static boolean isName(PeerId peer) {
    return peer.kind() == PeerKind.OUTSIDE
        && peer.range().isEmpty()
        && !peer.equals(PeerId.INTERNET);
  }

  private ImmutableSortedSet<RulePort> named(
      PeerId server, Collection<Port> ports, Direction direction) {
    Optional<PodSelection> selection =
        server.kind() == PeerKind.KUBERNETES && !workloads.onHostNetwork(server)
            ? workloads.selection(server)
            : Optional.empty();
    ImmutableSortedSet.Builder<RulePort> named = ImmutableSortedSet.naturalOrder();
    for (Port port : ports) {
      named.add(
          selection.isPresent()
              ? names.of(server, selection.get(), port, direction)
              : RulePort.numbered(port));
    }
    return named.build();
  }

  private RulePeer peer(String namespace, PeerId other, Direction direction) {
    if (other.kind() != PeerKind.KUBERNETES || workloads.onHostNetwork(other)) {
      return new RulePeer.Ranges(addresses.ranges(other, direction));
    }
    PodSelection selection = workloads.requireSelection(other);
    String there = WorkloadIndex.namespace(other);
    return new RulePeer.Pods(
        there.equals(namespace) ? Optional.empty() : Optional.of(there), selection);
  }

  /** A list for comments and notes, cut where long. */
  static String join(Collection<PeerId> peers) {
    List<String> first = peers.stream().limit(MOST_JOINED).map(PeerId::toString).toList();
    int more = peers.size() - first.size();
    return String.join(", ", first) + (more > 0 ? " and " + more + " more" : "");
  }

  private static void checkPort(Link link) {
    if (link.port().number() == 0) {
      throw ProblemException.input(
          "port 0 cannot be named in a NetworkPolicy",
          link.key().toString(),
          "no server listens there: look at the recording, then take the link out of the graph");
    }
  }
}
