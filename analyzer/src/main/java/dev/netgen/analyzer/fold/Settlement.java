package dev.netgen.analyzer.fold;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.settle.LateDirection;
import dev.netgen.model.graph.LinkKey;
import java.util.Optional;

/**
 * What the whole run told of the conversations of one aggregate.
 *
 * @param late which end is the server and how that is known, where they did not tell themselves
 * @param scan whether they are part of a scan
 * @param links the links they belong to; empty where they are none, or inside a pod
 */
public record Settlement(
    Optional<LateDirection.Decision> late, boolean scan, ImmutableList<LinkKey> links) {}
