package dev.netgen.generator.packets;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A NetworkPolicy as it stands in YAML, no more than its maps and lists. It is read after the API's
 * documentation (networking.k8s.io/v1, "NetworkPolicySpec") and with none of netgen's code, so that
 * it can be wrong in other places.
 */
record PolicyTree(Map<?, ?> tree) {

  /** The policies of a text of several documents; documents of other kinds are none. */
  static List<PolicyTree> read(String text) {
    List<PolicyTree> policies = new ArrayList<>();
    for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text)) {
      if (document instanceof Map<?, ?> tree && "NetworkPolicy".equals(tree.get("kind"))) {
        policies.add(new PolicyTree(tree));
      }
    }
    return policies;
  }

  String namespace() {
    Object namespace = map(tree.get("metadata")).get("namespace");
    return namespace == null ? "default" : (String) namespace;
  }

  /** Whether it isolates the pod for "Ingress" or "Egress". */
  boolean isolates(Host pod, String direction) {
    return namespace().equals(pod.namespace())
        && SelectorTree.of(spec().get("podSelector")).matches(pod.labels())
        && directions().contains(direction);
  }

  /** Without policyTypes: ingress always, egress where there are rules for it. */
  private List<?> directions() {
    List<?> types = list(spec().get("policyTypes"));
    if (!types.isEmpty()) {
      return types;
    }
    return list(spec().get("egress")).isEmpty() ? List.of("Ingress") : List.of("Ingress", "Egress");
  }

  /** The rules of a direction. */
  List<Map<?, ?>> rules(String direction) {
    List<Map<?, ?>> rules = new ArrayList<>();
    for (Object rule : list(spec().get(direction.equals("Ingress") ? "ingress" : "egress"))) {
      rules.add(map(rule));
    }
    return rules;
  }

  private Map<?, ?> spec() {
    return map(tree.get("spec"));
  }

  static Map<?, ?> map(@Nullable Object tree) {
    return tree == null ? Map.of() : (Map<?, ?>) tree;
  }

  static List<?> list(@Nullable Object tree) {
    return tree == null ? List.of() : (List<?>) tree;
  }
}
