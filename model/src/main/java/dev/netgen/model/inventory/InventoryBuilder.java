package dev.netgen.model.inventory;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.SetMultimap;
import com.google.common.collect.TreeMultimap;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects the parts of an {@link Inventory}, in any order. Not for several threads. */
public final class InventoryBuilder {
  private final TreeMap<PeerId, Peer> workloads = new TreeMap<>();
  private final TreeSet<AddressClaim> addresses = new TreeSet<>();
  private final TreeSet<Forward> forwards = new TreeSet<>();
  private final TreeSet<Backend> probes = new TreeSet<>();
  private final TreeSet<Backend> callbacks = new TreeSet<>();
  private final TreeSet<Exposed> exposures = new TreeSet<>();
  private final TreeSet<KnownRange> ranges = new TreeSet<>();
  private final TreeSet<Conflict> conflicts = new TreeSet<>();
  private final SetMultimap<String, PeerId> hostNames = TreeMultimap.create();
  private final TreeMap<String, Long> unused = new TreeMap<>();

  /** Adds all of another; of two descriptions of one workload the other's is kept. */
  public InventoryBuilder add(Inventory other) {
    workloads.putAll(other.workloads());
    addresses.addAll(other.addresses());
    forwards.addAll(other.forwards());
    probes.addAll(other.probes());
    callbacks.addAll(other.callbacks());
    exposures.addAll(other.exposures());
    ranges.addAll(other.ranges());
    conflicts.addAll(other.conflicts());
    hostNames.putAll(other.hostNames());
    return unused(other.unused());
  }

  /** Adds workloads; the last description of one is kept. */
  public InventoryBuilder workloads(Collection<Peer> more) {
    more.forEach(peer -> workloads.put(peer.id(), peer));
    return this;
  }

  /** Adds claims. */
  public InventoryBuilder addresses(Collection<AddressClaim> more) {
    addresses.addAll(more);
    return this;
  }

  /** The claims so far. */
  public ImmutableSet<AddressClaim> claims() {
    return ImmutableSortedSet.copyOfSorted(addresses);
  }

  /** Adds translations. */
  public InventoryBuilder forwards(Collection<Forward> more) {
    forwards.addAll(more);
    return this;
  }

  /** Adds a port that the kubelet asks. */
  public InventoryBuilder probe(Backend probe) {
    probes.add(probe);
    return this;
  }

  /** Adds a port that the API server calls. */
  public InventoryBuilder callback(Backend callback) {
    callbacks.add(callback);
    return this;
  }

  /** Adds a port that is reachable from outside. */
  public InventoryBuilder exposure(Exposed exposure) {
    exposures.add(exposure);
    return this;
  }

  /** Adds a range. */
  public InventoryBuilder range(KnownRange range) {
    ranges.add(range);
    return this;
  }

  /** Adds a disagreement. */
  public InventoryBuilder conflict(Conflict conflict) {
    conflicts.add(conflict);
    return this;
  }

  /** Adds what a container calls its own host. */
  public InventoryBuilder hostName(String name, PeerId owner) {
    hostNames.put(name, owner);
    return this;
  }

  /** Adds to the counts of what could not be used. */
  public InventoryBuilder unused(Map<String, Long> more) {
    more.forEach((reason, count) -> unused.merge(reason, count, Long::sum));
    return this;
  }

  /** The inventory, with the conflicts that its addresses show. */
  public Inventory build() {
    TwiceKnown twice = new TwiceKnown(addresses);
    if (!twice.isEmpty()) {
      addresses.removeAll(twice.dropped());
      Set<PeerId> left = new HashSet<>();
      addresses.forEach(claim -> left.add(claim.owner()));
      workloads.keySet().removeIf(id -> twice.known().containsKey(id) && !left.contains(id));
      TreeSet<Forward> told = new TreeSet<>();
      forwards.forEach(forward -> told.add(twice.told(forward)));
      forwards.clear();
      forwards.addAll(told);
    }
    conflicts.addAll(AddressConflicts.of(addresses));
    return new Inventory(
        ImmutableSortedMap.copyOf(workloads),
        ImmutableSortedSet.copyOfSorted(addresses),
        ImmutableSortedSet.copyOfSorted(forwards),
        ImmutableSortedSet.copyOfSorted(probes),
        ImmutableSortedSet.copyOfSorted(callbacks),
        ImmutableSortedSet.copyOfSorted(exposures),
        ImmutableSortedSet.copyOfSorted(ranges),
        ImmutableSortedSet.copyOfSorted(conflicts),
        ImmutableSetMultimap.copyOf(hostNames),
        ImmutableSortedMap.copyOf(unused));
  }
}
