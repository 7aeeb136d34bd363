package dev.netgen.analyzer;

import dev.netgen.model.replay.ObservedTraffic;

/**
 * An analysis and the conversations it was made of.
 *
 * @param analysis the graph with its evidence
 * @param traffic every conversation, in the order of time
 */
public record Observed(Analysis analysis, ObservedTraffic traffic) {}
