package dev.netgen.generator.packets;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A LabelSelector as it stands in YAML, read after the API's documentation (meta/v1,
 * "LabelSelector"): all of its matchLabels and matchExpressions have to hold; one without any
 * matches everything.
 */
record SelectorTree(Map<?, ?> tree) {

  static SelectorTree of(@Nullable Object tree) {
    return new SelectorTree(tree == null ? Map.of() : (Map<?, ?>) tree);
  }

  boolean matches(Map<String, String> labels) {
    for (Map.Entry<?, ?> label : PolicyTree.map(tree.get("matchLabels")).entrySet()) {
      if (!label.getValue().equals(labels.get(label.getKey()))) {
        return false;
      }
    }
    for (Object expression : PolicyTree.list(tree.get("matchExpressions"))) {
      if (!holds(PolicyTree.map(expression), labels)) {
        return false;
      }
    }
    return true;
  }

  /** NotIn holds of what has no such label as well. */
  private static boolean holds(Map<?, ?> expression, Map<String, String> labels) {
    String value = labels.get(expression.get("key"));
    List<?> values = PolicyTree.list(expression.get("values"));
    String operator = (String) expression.get("operator");
    return switch (operator) {
      case "In" -> value != null && values.contains(value);
      case "NotIn" -> value == null || !values.contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      default -> throw new IllegalArgumentException(operator);
    };
  }
}
