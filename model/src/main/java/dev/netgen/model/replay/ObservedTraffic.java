package dev.netgen.model.replay;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;

/**
 * The conversations of recordings.
 *
 * @param flows those that made links, in the order of their first packets
 * @param leftOut how many are not among them, by reason
 */
public record ObservedTraffic(
    ImmutableList<ObservedFlow> flows, ImmutableSortedMap<String, Long> leftOut) {}
