package dev.netgen.generator.kubernetes;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSet;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkNote;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;

/** The links that rules are to be made for, by workload and direction. */
final class LinkIndex {
  private final ImmutableListMultimap<PeerId, Link> byClient;
  private final ImmutableListMultimap<PeerId, Link> byServer;
  private final ImmutableSet<PeerId> probed;

  LinkIndex(GenerationRequest request) {
    ImmutableListMultimap.Builder<PeerId, Link> clients = ImmutableListMultimap.builder();
    ImmutableListMultimap.Builder<PeerId, Link> servers = ImmutableListMultimap.builder();
    ImmutableSet.Builder<PeerId> asked = ImmutableSet.builder();
    for (Link link : request.graph().links().values()) {
      if (request.decided(link.key())) {
        clients.put(link.from(), link);
        if (isProbe(link)) {
          asked.add(link.to());
        } else {
          servers.put(link.to(), link);
        }
      }
    }
    this.byClient = clients.build();
    this.byServer = servers.build();
    this.probed = asked.build();
  }

  private static boolean isProbe(Link link) {
    return link.from().kind() == PeerKind.NODE && link.notes().contains(LinkNote.KUBELET_PROBE);
  }

  /** The workload's links in this direction that a rule is to be made for. */
  ImmutableList<Link> of(PeerId workload, Direction direction) {
    return direction == Direction.EGRESS ? byClient.get(workload) : byServer.get(workload);
  }

  /** The other end of a link of this direction's workload. */
  static PeerId other(Link link, Direction direction) {
    return direction == Direction.EGRESS ? link.to() : link.from();
  }

  /** Whether the kubelet asks it how it is: no rule is made for that, since none can forbid it. */
  boolean isProbed(PeerId workload) {
    return probed.contains(workload);
  }
}
