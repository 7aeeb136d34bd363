package dev.netgen.analyzer.fold;

import dev.netgen.analyzer.settle.LateDirection;
import java.util.Optional;

/**
 * What the whole run told of the conversations of one aggregate.
 *
 * @param late which end is the server and how that is known, where they did not tell themselves
 * @param scan whether they are part of a scan
 */
public record Settlement(Optional<LateDirection.Decision> late, boolean scan) {}
