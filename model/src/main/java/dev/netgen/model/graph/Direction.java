package dev.netgen.model.graph;

import java.util.Locale;

/** A direction of a workload's traffic, as network policies see it. */
public enum Direction {
  EGRESS,
  INGRESS;

  /** The lower-case word used in files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The direction with this word; throws IllegalArgumentException otherwise. */
  public static Direction parse(String word) {
    return switch (word) {
      case "egress" -> EGRESS;
      case "ingress" -> INGRESS;
      default -> throw new IllegalArgumentException("unknown direction \"" + word + "\"");
    };
  }
}
