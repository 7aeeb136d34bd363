package dev.netgen.analyzer;

import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.GraphEvidence;

/** A graph and what it rests on. */
public record Analysis(CommunicationGraph graph, GraphEvidence evidence) {}
