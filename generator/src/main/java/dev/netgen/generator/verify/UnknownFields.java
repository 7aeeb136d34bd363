package dev.netgen.generator.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.netgen.generator.manifest.PolicyMetadata;
import dev.netgen.model.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Refuses a policy with fields the API does not have: an enforcer would ignore or reject them. */
final class UnknownFields {
  private static final ImmutableSet<String> POLICY =
      ImmutableSet.of("apiVersion", "kind", "metadata", "spec");
  private static final ImmutableSet<String> SPEC =
      ImmutableSet.of("podSelector", "policyTypes", "ingress", "egress");
  private static final ImmutableSet<String> INGRESS = ImmutableSet.of("from", "ports");
  private static final ImmutableSet<String> EGRESS = ImmutableSet.of("to", "ports");
  private static final ImmutableSet<String> PEER =
      ImmutableSet.of("podSelector", "namespaceSelector", "ipBlock");
  private static final ImmutableSet<String> BLOCK = ImmutableSet.of("cidr", "except");
  private static final ImmutableSet<String> PORT = ImmutableSet.of("protocol", "port", "endPort");
  private static final ImmutableSet<String> SELECTOR =
      ImmutableSet.of("matchLabels", "matchExpressions");
  private static final ImmutableSet<String> EXPRESSION =
      ImmutableSet.of("key", "operator", "values");

  private final List<String> found = new ArrayList<>();

  private UnknownFields() {}

  static void refuse(JsonNode policy, String where) {
    ImmutableList<String> found = of(policy);
    if (!found.isEmpty()) {
      throw ProblemException.input(
          "unknown field " + String.join(", ", found), where, "report this as a defect");
    }
  }

  /** The names of all unknown fields of a policy of the right shape. */
  static ImmutableList<String> of(JsonNode policy) {
    UnknownFields fields = new UnknownFields();
    fields.add("policy", policy, POLICY);
    PolicyMetadata.unknown(policy.path("metadata"))
        .forEach(name -> fields.found.add("metadata." + name));
    fields.spec(policy.path("spec"));
    return ImmutableList.copyOf(fields.found);
  }

  private void spec(JsonNode spec) {
    add("spec", spec, SPEC);
    selector(spec.path("podSelector"));
    for (JsonNode rule : spec.path("ingress")) {
      rule("ingress", rule, INGRESS, "from");
    }
    for (JsonNode rule : spec.path("egress")) {
      rule("egress", rule, EGRESS, "to");
    }
  }

  private void rule(String place, JsonNode rule, ImmutableSet<String> known, String peers) {
    add(place, rule, known);
    rule.path(peers).forEach(this::peer);
    rule.path("ports").forEach(port -> add("ports", port, PORT));
  }

  private void peer(JsonNode peer) {
    add("peer", peer, PEER);
    selector(peer.path("podSelector"));
    selector(peer.path("namespaceSelector"));
    add("ipBlock", peer.path("ipBlock"), BLOCK);
  }

  private void selector(JsonNode selector) {
    add("selector", selector, SELECTOR);
    selector.path("matchExpressions").forEach(e -> add("matchExpressions", e, EXPRESSION));
  }

  private void add(String place, JsonNode fields, ImmutableSet<String> known) {
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      if (!known.contains(field.getKey())) {
        found.add(place + "." + field.getKey());
      }
    }
  }
}
