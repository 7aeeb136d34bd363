package dev.netgen.analyzer.fold;

/**
 * A capture point saw something of a Kubernetes node.
 *
 * @param observer the point's index in the run
 * @param node the node's name; empty where unknown
 */
record Sight(int observer, String node) {}
