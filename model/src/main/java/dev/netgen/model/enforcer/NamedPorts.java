package dev.netgen.model.enforcer;

/** What the name of a port in a rule stands for. */
public enum NamedPorts {
  /** For each server, the port to which its own manifest gives the name. */
  PER_POD,
  /**
   * In a rule for incoming traffic as {@link #PER_POD}; in one for outgoing traffic for the number
   * that pods of the cluster give the name, and for no port where they give it to several.
   */
  PER_CLUSTER,
  /** Names are not read: all ports of the rule's transport are open. */
  ALL_PORTS
}
