package dev.netgen.analyzer.resolve;

import java.util.TreeSet;

/**
 * Names that a cluster's own DNS makes for Services and pods (Kubernetes DNS-Based Service
 * Discovery 1.1: {@code SERVICE.NAMESPACE.svc.DOMAIN}). They never name anything outside.
 *
 * <p>The domain is {@code cluster.local}, and whatever stands behind {@code .svc.} in a name that
 * was answered with an address the inventory knows.
 */
final class ClusterNames {
  private static final int MOST_DOMAINS = 16;
  private static final String SERVICES = ".svc.";

  private final TreeSet<String> domains = new TreeSet<>();

  ClusterNames() {
    domains.add("cluster.local");
  }

  /** Learns the domain of a name that was answered with an address of the inventory. */
  void learn(String name) {
    int at = name.indexOf(SERVICES);
    if (at > 0 && domains.size() < MOST_DOMAINS) {
      domains.add(name.substring(at + SERVICES.length()));
    }
  }

  /** Whether this is such a name. */
  boolean inside(String name) {
    return name.endsWith(".svc")
        || name.endsWith(".cluster.local")
        || domains.stream().anyMatch(d -> name.endsWith(".svc." + d) || name.endsWith(".pod." + d));
  }
}
