package dev.netgen.generator.docker;

import dev.netgen.model.net.Port;
import java.util.Set;
import java.util.TreeMap;

/** The ports of a service that were used by way of the host, and whether by others than it. */
final class PortUse {
  private final TreeMap<Port, Boolean> byHostAlone = new TreeMap<>();

  /** A link used the port: the host's own, or somebody else's. */
  void add(Port port, boolean host) {
    byHostAlone.merge(port, host, Boolean::logicalAnd);
  }

  Set<Port> ports() {
    return byHostAlone.keySet();
  }

  /** Whether nobody but the host itself used the port. */
  boolean byHostAlone(Port port) {
    return byHostAlone.getOrDefault(port, false);
  }
}
