package dev.netgen.generator.cilium;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.kubernetes.Dialect;
import dev.netgen.generator.kubernetes.RulePeer;
import dev.netgen.generator.kubernetes.WorkloadPolicy;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import java.util.Optional;
import java.util.regex.Pattern;

/** The words of CiliumNetworkPolicy for what neither labels nor ranges can name. */
final class CiliumDialect implements Dialect {
  static final String TARGET = "cilium";

  /** As the kind's schema has it for {@code matchName}, and no further. */
  private static final Pattern NAME = Pattern.compile("[-a-zA-Z0-9_]+(?:[.][-a-zA-Z0-9_]+)*");

  private static final int LONGEST = 253;
  private static final PeerId API = PeerId.kubernetes("default", "Service", "kubernetes");
  private static final RulePeer API_SERVER = entities("kube-apiserver");
  private static final RulePeer NODES = entities("host", "remote-node");
  private static final RulePeer WORLD = entities("world");

  private final CommunicationGraph graph;
  private final ImmutableSet<PeerId> asking;

  CiliumDialect(GenerationRequest request) {
    this.graph = request.graph();
    this.asking =
        graph.links().values().stream()
            .filter(link -> request.decided(link.key()) && Questions.isDns(link))
            .map(Link::from)
            .collect(ImmutableSet.toImmutableSet());
  }

  private static RulePeer entities(String... words) {
    return new RulePeer.Entities(ImmutableSortedSet.copyOf(words));
  }

  @Override
  public String target() {
    return TARGET;
  }

  @Override
  public Optional<RulePeer> word(PeerId workload, PeerId other, Direction direction) {
    if (other.equals(API)) {
      return Optional.of(API_SERVER);
    }
    if (other.kind() == PeerKind.NODE || graph.peer(other).hostNetwork()) {
      return Optional.of(NODES);
    }
    if (other.equals(PeerId.INTERNET)) {
      return direction == Direction.INGRESS ? Optional.of(WORLD) : Optional.empty();
    }
    boolean name = direction == Direction.EGRESS && isName(other) && asking.contains(workload);
    return name ? Optional.of(new RulePeer.DnsName(other.rest())) : Optional.empty();
  }

  private static boolean isName(PeerId peer) {
    return peer.kind() == PeerKind.OUTSIDE
        && peer.range().isEmpty()
        && peer.rest().length() <= LONGEST
        && NAME.matcher(peer.rest()).matches();
  }

  @Override
  public String whyAddresses(PeerId workload, PeerId name) {
    return isName(name)
        ? "toFQDNs follows a client's questions to its resolver, and none was seen"
        : "not a name that toFQDNs takes";
  }

  @Override
  public String text(WorkloadPolicy policy) {
    return CiliumText.of(policy);
  }
}
