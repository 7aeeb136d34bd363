package dev.netgen.analyzer;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.inventory.Unowned;

/**
 * An analysis with the addresses that are no workload's.
 *
 * @param analysis the analysis
 * @param unowned the addresses, most traffic first
 * @param beyond conversations that a bound left out of them
 */
public record Survey(Analysis analysis, ImmutableSortedSet<Unowned> unowned, long beyond) {}
