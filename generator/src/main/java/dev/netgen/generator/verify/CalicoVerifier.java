package dev.netgen.generator.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.enforcer.Enforcers;
import dev.netgen.model.proof.Proof;
import java.util.function.Function;

/** Proves policies of Calico's kinds against the graph; staged ones as if they were in force. */
public final class CalicoVerifier implements Verifier {
  private static final String API_VERSION = "projectcalico.org/v3";
  private static final String STAGED_KUBERNETES = "StagedKubernetesNetworkPolicy";

  private final String target;
  private final Function<ImmutableList<GeneratedFile>, ImmutableList<IsolationPolicy>> reader;

  private CalicoVerifier(
      String target,
      Function<ImmutableList<GeneratedFile>, ImmutableList<IsolationPolicy>> reader) {
    this.target = target;
    this.reader = reader;
  }

  /** For NetworkPolicy. */
  public static CalicoVerifier enforced() {
    return new CalicoVerifier(
        "calico", files -> CalicoPolicies.read(files, API_VERSION, "NetworkPolicy"));
  }

  /** For StagedNetworkPolicy. */
  public static CalicoVerifier staged() {
    return new CalicoVerifier(
        "calico-staged", files -> CalicoPolicies.read(files, API_VERSION, "StagedNetworkPolicy"));
  }

  /** For StagedKubernetesNetworkPolicy. */
  public static CalicoVerifier stagedKubernetes() {
    return new CalicoVerifier("calico-staged-kubernetes", CalicoVerifier::asKubernetes);
  }

  @Override
  public String target() {
    return target;
  }

  @Override
  public Proof prove(GenerationRequest request, ImmutableList<GeneratedFile> files) {
    GenerationRequest seen = request.withEnforcer(Enforcers.CALICO);
    KubernetesWorld world = new KubernetesWorld(seen);
    PolicySet policies = PolicySet.in(world, reader.apply(files));
    return KubernetesVerifier.prove(
        target, new LinkJudgement(seen, world, policies), world, policies);
  }

  /** The fields are those of networking.k8s.io/v1 but for stagedAction, which is not written. */
  private static ImmutableList<IsolationPolicy> asKubernetes(ImmutableList<GeneratedFile> files) {
    ImmutableList.Builder<IsolationPolicy> policies = ImmutableList.builder();
    for (PolicyNodes document : PolicyNodes.documents(files, API_VERSION, STAGED_KUBERNETES)) {
      ObjectNode copy = document.node().deepCopy();
      copy.put("apiVersion", PolicyReader.API_VERSION).put("kind", "NetworkPolicy");
      policies.add(
          PolicyCompiler.compile(PolicyReader.policy(copy, document.where()), document.where()));
    }
    return policies.build();
  }
}
