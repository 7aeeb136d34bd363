package dev.netgen.analyzer.input;

import com.google.common.collect.ImmutableList;

/**
 * What is to be read, in order.
 *
 * @param sources in the order given; within a directory by name
 * @param recordings the recordings among the inputs
 * @param notes about what is not read
 */
record InputPlan(
    ImmutableList<SourcePlan> sources,
    ImmutableList<RecordingInput> recordings,
    ImmutableList<InputNote> notes) {}
