package dev.netgen.model.inventory;

import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;

/**
 * What the platforms say: workloads, who held which address when, and translations. Made by {@link
 * InventoryBuilder}.
 *
 * @param workloads every workload known, observed or not; {@link Peer#observed()} is empty here
 * @param addresses claims sorted by address and time
 * @param forwards translations sorted
 * @param probes ports that the kubelet of a pod's own node asks, by workload
 * @param callbacks ports that the API server calls: webhooks and aggregated APIs
 * @param exposures ports declared reachable from outside, where it is told to whom or when; of
 *     others {@link Peer#exposed()} tells it
 * @param ranges ranges the platforms give addresses out of
 * @param conflicts where two sources disagree
 * @param hostNames what containers call their own host, and whose network namespace that is
 * @param unused entries that could not be used, counted by named reason
 */
public record Inventory(
    ImmutableSortedMap<PeerId, Peer> workloads,
    ImmutableSortedSet<AddressClaim> addresses,
    ImmutableSortedSet<Forward> forwards,
    ImmutableSortedSet<Backend> probes,
    ImmutableSortedSet<Backend> callbacks,
    ImmutableSortedSet<Exposed> exposures,
    ImmutableSortedSet<KnownRange> ranges,
    ImmutableSortedSet<Conflict> conflicts,
    ImmutableSetMultimap<String, PeerId> hostNames,
    ImmutableSortedMap<String, Long> unused) {

  private static final Inventory EMPTY = new InventoryBuilder().build();

  /** An inventory of nothing. */
  public static Inventory empty() {
    return EMPTY;
  }

  /** Both together; of two descriptions of one workload the other's is kept. */
  public Inventory with(Inventory other) {
    if (other.isEmpty()) {
      return this;
    }
    if (isEmpty()) {
      return other;
    }
    return new InventoryBuilder().add(this).add(other).build();
  }

  /** Whether it tells nothing at all. */
  public boolean isEmpty() {
    return workloads.isEmpty()
        && addresses.isEmpty()
        && forwards.isEmpty()
        && probes.isEmpty()
        && callbacks.isEmpty()
        && ranges.isEmpty()
        && conflicts.isEmpty()
        && unused.isEmpty();
  }
}
