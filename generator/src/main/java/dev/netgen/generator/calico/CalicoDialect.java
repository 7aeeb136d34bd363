package dev.netgen.generator.calico;

import com.google.common.hash.Hashing;
import dev.netgen.generator.kubernetes.Dialect;
import dev.netgen.generator.kubernetes.RulePeer;
import dev.netgen.generator.kubernetes.WorkloadPolicy;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.PeerId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Calico's kinds with selectors in its own language; by labels and addresses, as NetworkPolicy. */
final class CalicoDialect implements Dialect {
  private static final int HASH_LENGTH = 8;

  private final String target;
  private final String apiVersion;
  private final String kind;

  CalicoDialect(String target, String apiVersion, String kind) {
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
  public String whyAddresses(PeerId workload, PeerId name) {
    return "this kind knows no names (Calico Enterprise has domains)";
  }

  @Override
  public String text(WorkloadPolicy policy) {
    return CalicoText.of(renamed(policy), apiVersion, kind);
  }

  /** What stands before a dot in a policy's name is taken for its tier. */
  private static WorkloadPolicy renamed(WorkloadPolicy policy) {
    String name = policy.name();
    if (name.indexOf('.') < 0) {
      return policy;
    }
    String hash =
        Hashing.sha256()
            .hashString(name, StandardCharsets.UTF_8)
            .toString()
            .substring(0, HASH_LENGTH);
    return new WorkloadPolicy(
        policy.comments(),
        policy.namespace(),
        name.replace('.', '-') + "-" + hash,
        policy.selector(),
        policy.without(),
        policy.rules());
  }
}
