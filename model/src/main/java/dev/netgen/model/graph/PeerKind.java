package dev.netgen.model.graph;

/** What a peer is; also the prefix of its id. */
public enum PeerKind {
  /** A container's workload: {@code docker:project/service} or {@code docker:container}. */
  DOCKER("docker"),
  /** A Kubernetes workload: {@code k8s:namespace/Kind/name}. */
  KUBERNETES("k8s"),
  /** A named machine that is not a workload: {@code node:name}. */
  NODE("node"),
  /**
   * Somebody outside every inventory: {@code outside:name}, {@code outside:cidr}, {@code
   * outside:internet}.
   */
  OUTSIDE("outside"),
  /** An address nobody could be found for: {@code unresolved:address}. */
  UNRESOLVED("unresolved");

  private final String prefix;

  PeerKind(String prefix) {
    this.prefix = prefix;
  }

  /** The word before the first colon of the id. */
  public String prefix() {
    return prefix;
  }
}
