package dev.netgen.generator.connectivity;

import com.google.common.collect.ImmutableSet;

/**
 * A workload, or a pod without one.
 *
 * @param name {@code namespace/name[Kind]}
 * @param shapes what its pods are like; several where pods of one owner differ
 */
record Workload(String name, ImmutableSet<PodShape> shapes) {}
