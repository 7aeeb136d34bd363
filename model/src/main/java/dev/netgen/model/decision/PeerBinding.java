package dev.netgen.model.decision;

import dev.netgen.model.graph.PeerId;

/**
 * A peer of a graph is another one in another cluster.
 *
 * @param from in the graph
 * @param to in the other cluster
 * @param why the file, and the reason given there
 */
public record PeerBinding(PeerId from, PeerId to, String why) {}
