package dev.netgen.generator.rebind;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.GraphEvidence;

/**
 * A graph in the terms of another cluster.
 *
 * @param graph all workloads of the other cluster, and the links between them; of no use while
 *     anything is unbound
 * @param evidence addresses there of peers that no label selects
 * @param unbound one line for each peer that could not be bound: which, why, what to do
 * @param notes what a reviewer must know
 */
public record Rebound(
    CommunicationGraph graph,
    GraphEvidence evidence,
    ImmutableSortedSet<String> unbound,
    ImmutableList<String> notes) {

  /** Whether every peer was bound. */
  public boolean holds() {
    return unbound.isEmpty();
  }
}
