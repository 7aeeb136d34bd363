package dev.netgen.generator.selector;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.PeerId;

/**
 * How a workload's pods are selected in their namespace.
 *
 * @param labels what {@code matchLabels} asks for; never empty
 * @param without values of further keys that other workloads have and this one has not ({@code
 *     NotIn}); empty where labels alone tell it apart
 * @param alsoPicks other known workloads of the namespace that are picked as well, because no
 *     stable label separates them
 */
public record PodSelection(
    ImmutableSortedMap<String, String> labels,
    ImmutableSortedMap<String, ImmutableSortedSet<String>> without,
    ImmutableSortedSet<PeerId> alsoPicks) {}
