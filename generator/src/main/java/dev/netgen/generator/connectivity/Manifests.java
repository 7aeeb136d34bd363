package dev.netgen.generator.connectivity;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;

/**
 * What was read from manifests.
 *
 * @param workloads sorted by name
 * @param namespaces labels by namespace, of those that were declared
 * @param policies sorted by name
 * @param broken documents that could not be used, one line each
 * @param notes what could not be taken into account, one line each
 */
public record Manifests(
    ImmutableList<Workload> workloads,
    ImmutableSortedMap<String, ImmutableMap<String, String>> namespaces,
    ImmutableList<Policy> policies,
    ImmutableSortedSet<String> broken,
    ImmutableSortedSet<String> notes) {}
