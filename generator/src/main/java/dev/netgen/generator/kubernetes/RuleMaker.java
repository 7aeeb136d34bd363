package dev.netgen.generator.kubernetes;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.selector.PodSelection;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.target.YamlWriter;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkNote;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import dev.netgen.model.problem.ProblemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes a workload's rules from its links: one rule for each peer and direction, sorted. */
final class RuleMaker {
  private static final int DNS = 53;

  private final CommunicationGraph graph;
  private final WorkloadIndex workloads;
  private final AddressBook addresses;
  private final ImmutableListMultimap<PeerId, Link> byClient;
  private final ImmutableListMultimap<PeerId, Link> byServer;
  private final ImmutableSet<PeerId> probed;

  RuleMaker(GenerationRequest request, WorkloadIndex workloads) {
    this.graph = request.graph();
    this.workloads = workloads;
    this.addresses = new AddressBook(request);
    ImmutableListMultimap.Builder<PeerId, Link> clients = ImmutableListMultimap.builder();
    ImmutableListMultimap.Builder<PeerId, Link> servers = ImmutableListMultimap.builder();
    ImmutableSet.Builder<PeerId> probed = ImmutableSet.builder();
    for (Link link : graph.links().values()) {
      if (request.decided(link.key())) {
        clients.put(link.from(), link);
        if (isProbe(link)) {
          probed.add(link.to());
        } else {
          servers.put(link.to(), link);
        }
      }
    }
    byClient = clients.build();
    byServer = servers.build();
    this.probed = probed.build();
  }

  private static boolean isProbe(Link link) {
    return link.from().kind() == PeerKind.NODE && link.notes().contains(LinkNote.KUBELET_PROBE);
  }

  /** The workload's links in this direction that a rule is to be made for. */
  ImmutableList<Link> links(PeerId workload, Direction direction) {
    return direction == Direction.EGRESS ? byClient.get(workload) : byServer.get(workload);
  }

  /** Whether the kubelet asks it how it is: no rule is made for that, since none can forbid it. */
  boolean isProbed(PeerId workload) {
    return probed.contains(workload);
  }

  /** The rules that allow the workload's links in this direction, and nothing else. */
  ImmutableList<Rule> rules(PeerId workload, Direction direction) {
    TreeMap<PeerId, List<Link>> byPeer = new TreeMap<>();
    for (Link link : links(workload, direction)) {
      PeerId other = direction == Direction.EGRESS ? link.to() : link.from();
      byPeer.computeIfAbsent(other, id -> new ArrayList<>()).add(link);
    }
    ImmutableList.Builder<Rule> rules = ImmutableList.builder();
    byPeer.forEach(
        (other, links) ->
            rules.add(rule(WorkloadIndex.namespace(workload), other, direction, links)));
    return rules.build();
  }

  private Rule rule(String namespace, PeerId other, Direction direction, List<Link> links) {
    ImmutableList.Builder<String> comments = ImmutableList.builder();
    TreeSet<Port> ports = new TreeSet<>();
    for (Link link : links) {
      checkPort(link);
      comments.add(YamlWriter.describe(link));
      ports.add(link.port());
    }
    for (Port port : overTcpToo(links)) {
      if (ports.add(port)) {
        comments.add(port + " as well: answers that do not fit a datagram (granted, not observed)");
      }
    }
    String why = graph.peer(other).why();
    if (!why.isEmpty()) {
      comments.add("decided: " + why);
    }
    RulePeer peer = peer(namespace, other, direction);
    if (peer instanceof RulePeer.Ranges seen && isName(other)) {
      comments.add(
          "NetworkPolicy knows no names: addresses of the recording, "
              + seen.ranges().size()
              + " of them; any other is refused");
    }
    if (peer instanceof RulePeer.Pods pods && !pods.selection().alsoPicks().isEmpty()) {
      comments.add("the same labels pick " + join(pods.selection().alsoPicks()) + " as well");
    }
    return new Rule(comments.build(), peer, ImmutableSortedSet.copyOfSorted(ports));
  }

  private static boolean isName(PeerId peer) {
    return peer.kind() == PeerKind.OUTSIDE
        && peer.range().isEmpty()
        && !peer.equals(PeerId.INTERNET);
  }

  /** RFC 7766 section 5: resolvers answer over TCP as well, and long answers need it. */
  private static ImmutableList<Port> overTcpToo(Collection<Link> links) {
    return links.stream()
        .filter(link -> link.port().transport() == Transport.UDP)
        .filter(link -> link.port().number() == DNS || link.speaks().contains("dns"))
        .map(link -> new Port(link.port().number(), Transport.TCP))
        .collect(ImmutableList.toImmutableList());
  }

  private RulePeer peer(String namespace, PeerId other, Direction direction) {
    if (other.kind() != PeerKind.KUBERNETES || graph.peer(other).hostNetwork()) {
      return new RulePeer.Ranges(addresses.ranges(other, direction));
    }
    PodSelection selection = workloads.requireSelection(other);
    String there = WorkloadIndex.namespace(other);
    return new RulePeer.Pods(
        there.equals(namespace) ? Optional.empty() : Optional.of(there), selection);
  }

  /** A list for comments and notes, cut where long. */
  static String join(Collection<PeerId> peers) {
    List<String> first = peers.stream().limit(10).map(PeerId::toString).toList();
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
