package dev.netgen.analyzer.survey;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.analyzer.resolve.Endpoint;
import dev.netgen.analyzer.resolve.Party;
import dev.netgen.analyzer.settle.Settled;
import dev.netgen.analyzer.settle.Traffic;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.inventory.Unowned;
import dev.netgen.model.net.IpAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Counts the traffic of addresses that are no workload's. Bounded: beyond {@link #MOST} pairs of
 * address and reason only known ones are counted. Not for several threads.
 */
public final class UnownedAddresses {
  static final int MOST = 100_000;

  private record Key(IpAddress address, String reason, boolean resolved) {}

  private static final class Sums {
    private long flows;
    private long packets;
    private long bytes;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
  }

  private final IdentityHashMap<Inventory, Reasons> reasons = new IdentityHashMap<>();
  private final Map<Key, Sums> sums = new HashMap<>();
  private long beyond;

  /** Takes one conversation seen where this inventory applies. */
  public void take(Settled settled, Inventory inventory) {
    if (!settled.betweenPeers()) {
      return;
    }
    take(settled, settled.client(), settled.clientAddress(), true, inventory);
    take(settled, settled.server(), settled.serverAddress(), false, inventory);
  }

  private void take(
      Settled settled, Endpoint end, IpAddress address, boolean client, Inventory inventory) {
    Instant time = time(settled.conversation().firstNanos());
    boolean named = end.translated() && !end.backends().isEmpty();
    switch (end.party().kind()) {
      case WORKLOAD, INTERNET, OUTSIDE -> {}
      case NODE -> {
        if (!named) {
          add(settled, new Key(address, node(end.party(), client), true));
        }
      }
      case GATEWAY -> {
        if (!named) {
          add(settled, new Key(address, gateway(end.party()), true));
        }
      }
      case PROXIED ->
          add(settled, new Key(address, "masqueraded by gateway: client unknown", true));
      case UNRESOLVED -> {
        if (!named) {
          String reason = reasons.computeIfAbsent(inventory, Reasons::new).of(address, time);
          add(settled, new Key(address, reason, false));
        }
      }
    }
  }

  private static String node(Party party, boolean client) {
    return "node address of "
        + party.peer()
        + (client ? ": a program or host-network pod there, or masqueraded by it" : "");
  }

  private static String gateway(Party party) {
    return "gateway address of " + party.peer() + ": the host, or masqueraded by gateway";
  }

  private void add(Settled settled, Key key) {
    Sums known = sums.get(key);
    if (known == null) {
      if (sums.size() >= MOST) {
        beyond++;
        return;
      }
      known = new Sums();
      sums.put(key, known);
    }
    Traffic traffic = settled.traffic();
    known.flows++;
    known.packets += traffic.packetsUp() + traffic.packetsDown();
    known.bytes += traffic.bytesUp() + traffic.bytesDown();
    known.first = Math.min(known.first, settled.conversation().firstNanos());
    known.last = Math.max(known.last, settled.conversation().lastNanos());
  }

  /** All of them, most traffic first. */
  public ImmutableSortedSet<Unowned> all() {
    ImmutableSortedSet.Builder<Unowned> all = ImmutableSortedSet.naturalOrder();
    sums.forEach(
        (key, sum) ->
            all.add(
                new Unowned(
                    key.address(),
                    key.reason(),
                    key.resolved(),
                    sum.flows,
                    sum.packets,
                    sum.bytes,
                    time(sum.first),
                    time(sum.last))));
    return all.build();
  }

  /** Conversations that the bound left out. */
  public long beyond() {
    return beyond;
  }

  static Instant time(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }
}
