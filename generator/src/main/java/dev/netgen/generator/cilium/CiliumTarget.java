package dev.netgen.generator.cilium;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Maps;
import dev.netgen.generator.kubernetes.NamespacePolicies;
import dev.netgen.generator.target.Emission;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.target.Target;
import dev.netgen.model.enforcer.Enforcers;
import dev.netgen.model.enforcer.IdentityLabels;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerKind;

/**
 * CiliumNetworkPolicies ({@code cilium.io/v2}): the rules of NetworkPolicy, with entities for nodes
 * and the API server, and names for servers outside. What it says and cannot say: docs/TARGETS.md.
 */
public final class CiliumTarget implements Target {
  @Override
  public String name() {
    return CiliumDialect.TARGET;
  }

  @Override
  public boolean fits(GenerationRequest request) {
    return request.graph().peers().keySet().stream()
        .anyMatch(id -> id.kind() == PeerKind.KUBERNETES);
  }

  @Override
  public boolean onlyByName() {
    return true;
  }

  @Override
  public Emission emit(GenerationRequest request) {
    GenerationRequest seen =
        request.withEnforcer(Enforcers.CILIUM).withGraph(withIdentityLabels(request.graph()));
    return new NamespacePolicies(seen, new CiliumDialect(seen)).emission();
  }

  /** The graph without labels that no selector of Cilium sees. */
  private static CommunicationGraph withIdentityLabels(CommunicationGraph graph) {
    ImmutableList<Peer> peers =
        graph.peers().values().stream()
            .map(peer -> peer.withLabels(Maps.filterKeys(peer.labels(), IdentityLabels::keeps)))
            .collect(ImmutableList.toImmutableList());
    return CommunicationGraph.of(peers, graph.links().values());
  }
}
