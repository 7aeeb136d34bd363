package dev.netgen.generator.connectivity;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A label selector (meta/v1 LabelSelector): all of its labels and all of its expressions must hold;
 * an empty one picks everything.
 */
record Selector(ImmutableMap<String, String> labels, ImmutableList<Expression> expressions) {
  /** Picks everything. */
  static final Selector ANY = new Selector(ImmutableMap.of(), ImmutableList.of());

  /** How an expression compares. */
  enum Operator {
    IN("In"),
    NOT_IN("NotIn"),
    EXISTS("Exists"),
    DOES_NOT_EXIST("DoesNotExist");

    private final String word;

    Operator(String word) {
      this.word = word;
    }

    /** The operator of this name; throws IllegalArgumentException otherwise. */
    static Operator parse(String text) {
      for (Operator operator : values()) {
        if (operator.word.equals(text)) {
          return operator;
        }
      }
      throw new IllegalArgumentException("unknown operator of a selector");
    }

    /** Whether it compares with values. */
    boolean hasValues() {
      return this == IN || this == NOT_IN;
    }
  }

  /** One of {@code matchExpressions}. */
  record Expression(String key, Operator operator, ImmutableSet<String> values) {
    boolean holds(Map<String, String> of) {
      @Nullable String value = of.get(key);
      return switch (operator) {
        case IN -> value != null && values.contains(value);
        case NOT_IN -> value == null || !values.contains(value);
        case EXISTS -> value != null;
        case DOES_NOT_EXIST -> value == null;
      };
    }
  }

  boolean matches(Map<String, String> of) {
    for (Map.Entry<String, String> label : labels.entrySet()) {
      if (!label.getValue().equals(of.get(label.getKey()))) {
        return false;
      }
    }
    return expressions.isEmpty()
        || expressions.stream().allMatch(expression -> expression.holds(of));
  }
}
