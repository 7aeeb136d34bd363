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
}
