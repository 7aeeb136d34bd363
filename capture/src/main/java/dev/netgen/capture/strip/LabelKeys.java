package dev.netgen.capture.strip;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The label keys of an inventory that mean something to networking: those some selector of the same
 * file names, and the well-known ones. Values of all others may hold anything, secrets included.
 */
final class LabelKeys {
  private static final ImmutableSet<String> WELL_KNOWN =
      ImmutableSet.of(
          "app",
          "name",
          "component",
          "tier",
          "role",
          "k8s-app",
          "app.kubernetes.io/name",
          "app.kubernetes.io/instance",
          "app.kubernetes.io/component",
          "app.kubernetes.io/part-of",
          "kubernetes.io/metadata.name",
          "kubernetes.io/service-name",
          "pod-template-hash",
          "rollouts-pod-template-hash");

  /** Kubernetes' syntax of a label key, so that a key can never read as a wildcard. */
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9./_-]{0,316}");

  private LabelKeys() {}

  static Set<String> of(Iterable<JsonNode> items) {
    TreeSet<String> keys = new TreeSet<>(WELL_KNOWN);
    for (JsonNode item : items) {
      JsonNode spec = item.path("spec");
      if (KubernetesPaths.kinds().contains(item.path("kind").asText())) {
        selector(spec.path("selector"), keys);
        policy(spec, keys);
      }
    }
    keys.removeIf(key -> !KEY.matcher(key).matches());
    return keys;
  }

  private static void policy(JsonNode spec, Set<String> keys) {
    selector(spec.path("podSelector"), keys);
    for (String[] side : new String[][] {{"ingress", "from"}, {"egress", "to"}}) {
      for (JsonNode rule : spec.path(side[0])) {
        for (JsonNode peer : rule.path(side[1])) {
          selector(peer.path("podSelector"), keys);
          selector(peer.path("namespaceSelector"), keys);
        }
      }
    }
  }

  /** A plain map (Service), or matchLabels and matchExpressions (everything newer). */
  private static void selector(JsonNode selector, Set<String> keys) {
    for (Map.Entry<String, JsonNode> member : selector.properties()) {
      if (member.getValue().isTextual()) {
        keys.add(member.getKey());
      }
    }
    selector.path("matchLabels").properties().forEach(member -> keys.add(member.getKey()));
    selector.path("matchExpressions").forEach(part -> keys.add(part.path("key").asText()));
  }
}
