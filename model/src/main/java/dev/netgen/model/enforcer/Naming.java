package dev.netgen.model.enforcer;

/** How a rule of {@code networking.k8s.io/v1} names a node or the API server on one. */
public enum Naming {
  /** By its addresses, in an {@code ipBlock}. */
  RANGE,
  /** Not at all: only the enforcer's own kind of policy has a word for it. */
  OWN_KIND
}
