package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.problem.ProblemException;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Refuses a policy with fields the API does not have: an enforcer would ignore or reject them. */
final class UnknownFields {
  private final List<String> found = new ArrayList<>();

  private UnknownFields() {}

  static void refuse(NetworkPolicy policy, String where) {
    ImmutableList<String> found = of(policy);
    if (!found.isEmpty()) {
      throw ProblemException.input(
          "unknown field " + String.join(", ", found), where, "report this as a defect");
    }
  }

  /** The names of all unknown fields. */
  static ImmutableList<String> of(NetworkPolicy policy) {
    UnknownFields fields = new UnknownFields();
    fields.add("policy", policy.getAdditionalProperties());
    fields.add("metadata", policy.getMetadata().getAdditionalProperties());
    fields.spec(policy.getSpec());
    return ImmutableList.copyOf(fields.found);
  }

  private void spec(NetworkPolicySpec spec) {
    add("spec", spec.getAdditionalProperties());
    selector(spec.getPodSelector());
    for (var rule : orEmpty(spec.getIngress())) {
      add("ingress", rule.getAdditionalProperties());
      orEmpty(rule.getFrom()).forEach(this::peer);
      orEmpty(rule.getPorts()).forEach(port -> add("ports", port.getAdditionalProperties()));
    }
    for (var rule : orEmpty(spec.getEgress())) {
      add("egress", rule.getAdditionalProperties());
      orEmpty(rule.getTo()).forEach(this::peer);
      orEmpty(rule.getPorts()).forEach(port -> add("ports", port.getAdditionalProperties()));
    }
  }

  private void peer(NetworkPolicyPeer peer) {
    add("peer", peer.getAdditionalProperties());
    selector(peer.getPodSelector());
    selector(peer.getNamespaceSelector());
    if (peer.getIpBlock() != null) {
      add("ipBlock", peer.getIpBlock().getAdditionalProperties());
    }
  }

  private void selector(@Nullable LabelSelector selector) {
    if (selector != null) {
      add("selector", selector.getAdditionalProperties());
      orEmpty(selector.getMatchExpressions())
          .forEach(e -> add("matchExpressions", e.getAdditionalProperties()));
    }
  }

  private void add(String place, @Nullable Map<String, Object> unknown) {
    if (unknown != null) {
      unknown.keySet().forEach(name -> found.add(place + "." + name));
    }
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return Objects.requireNonNullElse(list, List.of());
  }
}
