package dev.netgen.generator.selector;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.PeerId;

/**
 * The label selector of a workload.
 *
 * @param labels what its pods must carry; never empty
 * @param alsoPicks other known workloads of the namespace whose pods carry the same labels, so that
 *     whatever is selected or granted by this selector is so for them as well
 */
public record PodSelection(
    ImmutableSortedMap<String, String> labels, ImmutableSortedSet<PeerId> alsoPicks) {}
