package dev.netgen.model.decision;

/**
 * A namespace (or Compose project) of a graph has another name in another cluster.
 *
 * @param from its name in the graph
 * @param to its name in the other cluster
 * @param why the file, and the reason given there
 */
public record NamespaceBinding(String from, String to, String why) {}
