package dev.netgen.analyzer.fold;

import com.google.common.collect.ImmutableSortedMap;
import dev.netgen.analyzer.resolve.CapturePoint;
import dev.netgen.model.inventory.Inventory;
import java.time.Instant;

/**
 * One recording, or the plain capture files of a run, after reading.
 *
 * @param inventory what applies to its packets
 * @param points its capture points by their index in the run
 * @param started time of its first packet or, where recorded, of its opening
 * @param ended time of its last packet
 */
public record Unit(
    Inventory inventory,
    ImmutableSortedMap<Integer, CapturePoint> points,
    Instant started,
    Instant ended) {}
