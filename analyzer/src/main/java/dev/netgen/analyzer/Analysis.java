package dev.netgen.analyzer;

import com.google.common.collect.ImmutableSortedMap;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.GraphEvidence;

/**
 * A graph and what it rests on.
 *
 * @param graph the graph
 * @param evidence its evidence
 * @param losses the part of the evidence's account and notes that tells of conversations which were
 *     not, or not wholly, seen or understood: drops, cut files, limits, traffic that is not decoded
 */
public record Analysis(
    CommunicationGraph graph, GraphEvidence evidence, ImmutableSortedMap<String, Long> losses) {}
