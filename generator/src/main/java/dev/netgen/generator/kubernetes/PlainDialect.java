package dev.netgen.generator.kubernetes;

import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.PeerId;
import java.util.Optional;

/** {@code networking.k8s.io/v1}, or a kind with the same fields: labels and addresses alone. */
public final class PlainDialect implements Dialect {
  /** The NetworkPolicies of {@code networking.k8s.io/v1}. */
  static final PlainDialect V1 =
      new PlainDialect("kubernetes", "networking.k8s.io/v1", "NetworkPolicy");

  private final String target;
  private final String apiVersion;
  private final String kind;

  /** A kind with the fields of NetworkPolicy. */
  public PlainDialect(String target, String apiVersion, String kind) {
    this.target = target;
    this.apiVersion = apiVersion;
    this.kind = kind;
  }

  @Override
  public String target() {
    return target;
  }

  @Override
  public Optional<RulePeer> word(PeerId workload, PeerId other, Direction direction) {
    return Optional.empty();
  }

  @Override
  public String text(WorkloadPolicy policy) {
    return PolicyText.of(policy, apiVersion, kind);
  }
}
