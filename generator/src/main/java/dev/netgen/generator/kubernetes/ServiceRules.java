package dev.netgen.generator.kubernetes;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.enforcer.Enforcer;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.graph.ServiceAddress;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Rules by the addresses of Services that clients were seen to call, beside the rules that name the
 * pods behind: for enforcers that look in front of the translation, and for DNS where nodes have a
 * resolver of their own, which may answer at the address of the cluster's without any translation.
 */
final class ServiceRules {
  private static final ImmutableSet<String> NODE_LOCAL =
      ImmutableSet.of("node-local-dns", "nodelocaldns");

  private final GenerationRequest request;
  private final LinkComments lines;
  private final boolean nodeLocal;

  ServiceRules(GenerationRequest request, LinkComments lines) {
    this.request = request;
    this.lines = lines;
    this.nodeLocal = request.graph().peers().values().stream().anyMatch(ServiceRules::isNodeLocal);
  }

  private static boolean isNodeLocal(Peer peer) {
    return peer.hostNetwork() && NODE_LOCAL.contains(peer.id().shortName());
  }

  /** The rules for what these links' clients called, one for each address, sorted. */
  ImmutableList<Rule> rules(Collection<Link> egress) {
    TreeMap<IpAddress, List<Called>> byAddress = new TreeMap<>();
    for (Link link : egress) {
      for (ServiceAddress service : called(link)) {
        byAddress
            .computeIfAbsent(service.address(), absent -> new ArrayList<>())
            .add(new Called(link, service.port()));
      }
    }
    ImmutableList.Builder<Rule> rules = ImmutableList.builder();
    byAddress.forEach((address, all) -> rules.add(rule(address, all)));
    return rules.build();
  }

  private record Called(Link link, Port port) {}

  private ImmutableSortedSet<ServiceAddress> called(Link link) {
    boolean pods = link.to().kind() == PeerKind.KUBERNETES;
    Enforcer enforcer = request.enforcer();
    boolean onNode = nodeLocal && enforcer.nodesByRange() && Dns.isDns(link);
    boolean wanted = enforcer.seesServices() || onNode;
    if (!pods || !wanted) {
      return ImmutableSortedSet.of();
    }
    return ServiceAddress.of(request.evidence(), link.key()).stream()
        .filter(service -> !isOwn(link, service))
        .collect(ImmutableSortedSet.toImmutableSortedSet(ServiceAddress::compareTo));
  }

  /** Reached as it is: another rule has it already. */
  private boolean isOwn(Link link, ServiceAddress service) {
    return service.port().equals(link.port()) && owns(link.to(), service.address());
  }

  private boolean owns(PeerId peer, IpAddress address) {
    return request
        .evidence()
        .addresses()
        .getOrDefault(peer, ImmutableSortedSet.of())
        .contains(address);
  }

  private Rule rule(IpAddress address, List<Called> all) {
    ImmutableList.Builder<String> comments = ImmutableList.builder();
    TreeSet<RulePort> ports = new TreeSet<>();
    for (Called called : all) {
      comments.add(lines.of(called.link()));
      ports.add(RulePort.numbered(called.port()));
    }
    for (Called called : all) {
      RulePort tcp = RulePort.numbered(Dns.overTcp(called.port()));
      if (Dns.isDatagramDns(called.link()) && ports.add(tcp)) {
        comments.add(Dns.granted(tcp.port()));
      }
    }
    comments.add(
        request.enforcer().seesServices()
            ? "its clients call a Service, whose address "
                + request.enforcer()
                + " sees instead of the pods'"
            : "a node's own resolver may answer at the Service's address");
    return new Rule(
        comments.build(),
        all.stream().map(Called::link).collect(ImmutableList.toImmutableList()),
        new RulePeer.Ranges(ImmutableList.of(Cidr.of(address))),
        ImmutableSortedSet.copyOfSorted(ports));
  }
}
