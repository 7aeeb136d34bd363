package dev.netgen.generator.verify;

import dev.netgen.model.graph.Direction;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An ingress or egress rule alike: who, and which ports of the server. Both lists are empty when
 * missing, which the API means as "all".
 */
record RuleView(List<NetworkPolicyPeer> peers, List<NetworkPolicyPort> ports) {

  static List<RuleView> of(NetworkPolicySpec spec, Direction direction) {
    return switch (direction) {
      case INGRESS ->
          orEmpty(spec.getIngress()).stream()
              .map(rule -> new RuleView(orEmpty(rule.getFrom()), orEmpty(rule.getPorts())))
              .toList();
      case EGRESS ->
          orEmpty(spec.getEgress()).stream()
              .map(rule -> new RuleView(orEmpty(rule.getTo()), orEmpty(rule.getPorts())))
              .toList();
    };
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return Objects.requireNonNullElse(list, List.of());
  }
}
