package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.proof.Proof;

/** Proves Kubernetes NetworkPolicies against the graph. */
public final class KubernetesVerifier implements Verifier {
  /** The target whose sets it proves. */
  static final String NAME = "kubernetes";

  @Override
  public String target() {
    return NAME;
  }

  @Override
  public Proof prove(GenerationRequest request, ImmutableList<GeneratedFile> files) {
    KubernetesWorld world = new KubernetesWorld(request);
    PolicySet policies = PolicySet.in(world, PolicyReader.read(files));
    return prove(NAME, new LinkJudgement(request, world, policies), world, policies);
  }

  /** What these policies, which are the whole state, allow of the graph and beyond it. */
  static Proof prove(
      String target, LinkJudgement links, KubernetesWorld world, PolicySet policies) {
    KubernetesGrants grants = new KubernetesGrants(world, policies);
    return new Proof(
        target,
        ImmutableList.copyOf(links.allowed()),
        ImmutableList.copyOf(links.denied()),
        grants.granted(),
        ImmutableList.copyOf(links.unjudged()),
        grants.reachability());
  }
}
