package dev.netgen.generator.kubernetes;

import dev.netgen.generator.target.Emission;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.target.Target;
import dev.netgen.model.graph.PeerKind;

/**
 * Kubernetes NetworkPolicies ({@code networking.k8s.io/v1}): {@code
 * kubernetes/<namespace>/<kind>-<name>.yaml} for each workload that was observed, and {@code
 * default-deny.yaml} where a namespace was observed as a whole. {@code kube-system} is left alone.
 */
public final class KubernetesTarget implements Target {
  @Override
  public String name() {
    return PlainDialect.V1.target();
  }

  @Override
  public boolean fits(GenerationRequest request) {
    return request.graph().peers().keySet().stream()
        .anyMatch(id -> id.kind() == PeerKind.KUBERNETES);
  }

  @Override
  public Emission emit(GenerationRequest request) {
    return new NamespacePolicies(request, PlainDialect.V1).emission();
  }
}
