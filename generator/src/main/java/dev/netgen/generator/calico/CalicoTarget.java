package dev.netgen.generator.calico;

import dev.netgen.generator.kubernetes.Dialect;
import dev.netgen.generator.kubernetes.NamespacePolicies;
import dev.netgen.generator.kubernetes.PlainDialect;
import dev.netgen.generator.target.Emission;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.target.Target;
import dev.netgen.model.enforcer.Enforcers;
import dev.netgen.model.graph.PeerKind;

/**
 * Policies of a namespaced kind of Calico ({@code projectcalico.org/v3}), from the rules of
 * NetworkPolicy. What it says and cannot say: docs/TARGETS.md.
 */
public final class CalicoTarget implements Target {
  private static final String API_VERSION = "projectcalico.org/v3";

  private final Dialect dialect;

  private CalicoTarget(Dialect dialect) {
    this.dialect = dialect;
  }

  /** NetworkPolicy, in force once applied. */
  public static CalicoTarget enforced() {
    return new CalicoTarget(new CalicoDialect("calico", API_VERSION, "NetworkPolicy"));
  }

  /** StagedNetworkPolicy: reported on, not in force. */
  public static CalicoTarget staged() {
    return new CalicoTarget(new CalicoDialect("calico-staged", API_VERSION, "StagedNetworkPolicy"));
  }

  /** StagedKubernetesNetworkPolicy: {@code networking.k8s.io/v1}, reported on, not in force. */
  public static CalicoTarget stagedKubernetes() {
    return new CalicoTarget(
        new PlainDialect("calico-staged-kubernetes", API_VERSION, "StagedKubernetesNetworkPolicy"));
  }

  @Override
  public String name() {
    return dialect.target();
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
    return new NamespacePolicies(request.withEnforcer(Enforcers.CALICO), dialect).emission();
  }
}
