package dev.netgen.model.inventory;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the platforms say: workloads, who held which address when, and translations.
 *
 * @param workloads every workload known, observed or not; {@link Peer#observed()} is empty here
 * @param addresses claims sorted by address and time
 * @param forwards translations sorted
 * @param unused entries that could not be used, counted by named reason
 */
public record Inventory(
    ImmutableSortedMap<PeerId, Peer> workloads,
    ImmutableSortedSet<AddressClaim> addresses,
    ImmutableSortedSet<Forward> forwards,
    ImmutableSortedMap<String, Long> unused) {

  /** An inventory of nothing. */
  public static Inventory empty() {
    return new Inventory(
        ImmutableSortedMap.of(),
        ImmutableSortedSet.of(),
        ImmutableSortedSet.of(),
        ImmutableSortedMap.of());
  }

  /** Both together; of two descriptions of one workload the other's is kept. */
  public Inventory with(Inventory other) {
    TreeMap<PeerId, Peer> peers = new TreeMap<>(workloads);
    peers.putAll(other.workloads);
    TreeMap<String, Long> counts = new TreeMap<>(unused);
    for (Map.Entry<String, Long> entry : other.unused.entrySet()) {
      counts.merge(entry.getKey(), entry.getValue(), Long::sum);
    }
    return new Inventory(
        ImmutableSortedMap.copyOf(peers),
        ImmutableSortedSet.<AddressClaim>naturalOrder()
            .addAll(addresses)
            .addAll(other.addresses)
            .build(),
        ImmutableSortedSet.<Forward>naturalOrder().addAll(forwards).addAll(other.forwards).build(),
        ImmutableSortedMap.copyOf(counts));
  }
}
