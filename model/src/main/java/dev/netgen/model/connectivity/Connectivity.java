package dev.netgen.model.connectivity;

import com.google.common.collect.ImmutableList;

/**
 * What a set of manifests with its policies allows.
 *
 * @param workloads every workload, {@code namespace/name[Kind]}, sorted
 * @param connections sorted by their text
 */
public record Connectivity(ImmutableList<String> workloads, ImmutableList<Connection> connections) {

  /**
   * One ordered pair with a connection.
   *
   * @param from {@code namespace/name[Kind]}, or {@code first-last[External]}
   * @param to likewise
   * @param ports {@code All Connections}, or {@code TCP 80,8080-8090; UDP 53}
   */
  public record Connection(String from, String to, String ports) {}
}
