package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.enforcer.Enforcers;
import dev.netgen.model.enforcer.IdentityLabels;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.proof.Proof;
import java.util.ArrayList;
import java.util.List;

/** Proves CiliumNetworkPolicies against the graph. */
public final class CiliumVerifier implements Verifier {
  private static final String NAME = "cilium";

  @Override
  public String target() {
    return NAME;
  }

  @Override
  public Proof prove(GenerationRequest request, ImmutableList<GeneratedFile> files) {
    GenerationRequest seen =
        request.withEnforcer(Enforcers.CILIUM).withGraph(identities(request.graph()));
    KubernetesWorld world =
        new KubernetesWorld(seen, ImmutableMap.of(), new CiliumIdentities(seen)::of);
    PolicySet policies = PolicySet.in(world, CiliumPolicies.read(files));
    LinkJudgement links = new LinkJudgement(seen, world, policies);
    Proof proof = KubernetesVerifier.prove(NAME, links, world, policies);
    List<Proof.Grant> granted = new ArrayList<>(proof.granted());
    new WordGrants(world, policies).each(granted::add);
    return new Proof(
        NAME,
        proof.allowed(),
        proof.denied(),
        ImmutableList.copyOf(granted),
        proof.unjudged(),
        proof.reachability());
  }

  /** Labels beyond a pod's identity do not exist for policies. */
  private static CommunicationGraph identities(CommunicationGraph graph) {
    ImmutableList.Builder<Peer> peers = ImmutableList.builder();
    for (Peer peer : graph.peers().values()) {
      peers.add(peer.withLabels(Maps.filterKeys(peer.labels(), IdentityLabels::keeps)));
    }
    return CommunicationGraph.of(peers.build(), graph.links().values());
  }
}
