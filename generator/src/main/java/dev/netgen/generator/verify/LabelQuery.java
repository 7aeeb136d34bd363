package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A label selector (meta/v1 LabelSelector): all of {@code labels} and all of {@code requirements}
 * must hold; an empty one picks everything.
 *
 * @param labels matchLabels
 * @param requirements matchExpressions
 */
record LabelQuery(ImmutableMap<String, String> labels, ImmutableList<Requirement> requirements) {
  /** Picks everything. */
  static final LabelQuery ANY = new LabelQuery(ImmutableMap.of(), ImmutableList.of());

  /** One of matchExpressions. */
  record Requirement(String key, Operator operator, ImmutableSet<String> values) {

    /** A label that is missing satisfies NotIn, as the API's documentation says. */
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

  /** How a requirement compares. */
  enum Operator {
    IN,
    NOT_IN,
    EXISTS,
    DOES_NOT_EXIST
  }

  /** The keys of all labels it asks for. */
  ImmutableSet<String> keys() {
    ImmutableSet.Builder<String> keys = ImmutableSet.builder();
    keys.addAll(labels.keySet());
    requirements.forEach(requirement -> keys.add(requirement.key()));
    return keys.build();
  }

  boolean matches(Map<String, String> of) {
    for (Map.Entry<String, String> label : labels.entrySet()) {
      if (!label.getValue().equals(of.get(label.getKey()))) {
        return false;
      }
    }
    for (Requirement requirement : requirements) {
      if (!requirement.holds(of)) {
        return false;
      }
    }
    return true;
  }

  /** Whether everything that the other one picks is picked by this one, whatever labels exist. */
  boolean covers(LabelQuery other) {
    return other.labels.entrySet().containsAll(labels.entrySet())
        && requirements.stream().allMatch(other::implies);
  }

  private boolean implies(Requirement wanted) {
    @Nullable String value = labels.get(wanted.key());
    return requirements.contains(wanted)
        || (value != null && wanted.holds(Map.of(wanted.key(), value)));
  }
}
