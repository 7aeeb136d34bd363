package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.decode.Account;
import dev.netgen.analyzer.decode.DecodedPacket;
import dev.netgen.analyzer.decode.Encapsulations;
import dev.netgen.analyzer.decode.IcmpError;
import dev.netgen.analyzer.decode.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Packets to flows: one entry per conversation under way, keyed by observer, VLAN, protocol and the
 * two endpoints.
 *
 * <p>A flow ends by its close, by a new connection on the same endpoints, or by a gap between its
 * own packets ({@link FlowTimes}). Sweeps hand out what has ended and free memory; they do not
 * decide anything, as long as packets are out of time order by less than {@link
 * FlowTimes#DISORDER}. They follow the number of packets, so that equal input gives equal order.
 *
 * <p>Implementation note: open addressing with linear probing over an array of reused entries, at
 * most half full, deletion by shifting back; no allocation per packet.
 */
public final class FlowTable {
  private static final int MIN_CAPACITY = 1 << 12;
  private static final int MIN_SWEEP = 1 << 14;
  private static final int MIN_SCARCE_SWEEP = 1 << 10;
  private static final int MAX_IDLE_ENTRIES = 1 << 16;
  private static final Comparator<FlowEntry> BY_END =
      Comparator.comparingLong(FlowEntry::endNanos).thenComparingLong(e -> e.ordinal);
  private static final Comparator<FlowEntry> BY_BEGIN = Comparator.comparingLong(e -> e.ordinal);
  private static final Comparator<FlowEntry> LONGEST_IDLE_FIRST =
      Comparator.comparing((FlowEntry e) -> !e.reported)
          .thenComparingLong(e -> e.lastNanos)
          .thenComparing(BY_BEGIN);

  private final Encapsulations encapsulations;
  private final FlowSink sink;
  private final Account account;
  private final PrefixPool pool;
  private final int maxFlows;
  private final FlowHash hasher;
  private final List<FlowEntry> idle = new ArrayList<>();

  private @Nullable FlowEntry[] slots = new FlowEntry[MIN_CAPACITY];
  private int size;
  private long[] observerBegan = new long[8];
  private long ordinal;
  private int sinceSweep;
  private long previousNanos;
  private long now;
  private long flows;
  private long flowPackets;
  private long endedEarly;

  /**
   * An empty table.
   *
   * @param maxFlows most flows at once; beyond it the longest idle eighth is ended early
   * @param prefixBudget most bytes of prefixes at once
   * @param seed any number, for the hash
   * @param encapsulations names what packets carry as numbers
   */
  public FlowTable(
      FlowSink sink,
      Account account,
      int maxFlows,
      long prefixBudget,
      long seed,
      Encapsulations encapsulations) {
    this.encapsulations = encapsulations;
    this.sink = sink;
    this.account = account;
    this.pool = new PrefixPool(prefixBudget);
    this.maxFlows = maxFlows;
    this.hasher = new FlowHash(seed);
  }

  /** Tells the time of an observer's first packet, before any packet of it. */
  public void observerBegins(int observer, long nanos) {
    if (observer >= observerBegan.length) {
      observerBegan = Arrays.copyOf(observerBegan, 2 * observer);
    }
    observerBegan[observer] = nanos;
  }

  /** Takes one packet of a flow: the {@code frame}-th of the file. */
  public void packet(int observer, int file, long frame, long nanos, DecodedPacket p) {
    now = Math.min(previousNanos, nanos); // one wrong time of day alone does not sweep
    previousNanos = nanos;
    sinceSweep++;
    if (sinceSweep >= MIN_SWEEP && sinceSweep >= size) {
      sweep(FlowTimes.LINGER + FlowTimes.CLOSED_DISORDER);
    } else if (pool.scarce() && sinceSweep >= MIN_SCARCE_SWEEP && sinceSweep >= size / 4) {
      sweep(0);
    }
    ordinal++;
    int hash = hasher.of(observer, p);
    FlowEntry entry = find(hash, observer, p);
    if (entry != null && isOver(entry, p, nanos)) {
      report(entry);
      entry.begin(hash, observer, p, nanos);
      first(entry, file, frame);
    } else if (entry == null) {
      entry = add(hash, observer, p, nanos);
      first(entry, file, frame);
    } else if (isStraggler(entry, nanos)) {
      report(entry);
      account.count(Reason.TCP_AFTER_CLOSE, 0);
      return;
    }
    take(entry, p, nanos);
  }

  private void first(FlowEntry entry, int file, long frame) {
    entry.ordinal = ordinal;
    entry.file = file;
    entry.frame = frame;
  }

  private static void take(FlowEntry entry, DecodedPacket p, long nanos) {
    entry.lastNanos = Math.max(entry.lastNanos, nanos);
    if (entry.tcp()) {
      TcpTracker.segment(entry, p, nanos);
    } else {
      Stream from = entry.fromA(p) ? entry.a : entry.b;
      from.count(p, nanos);
      from.datagram(p);
    }
  }

  /** Takes an ICMP error: the packet holds the quoted one's addresses. */
  public void icmpError(int observer, DecodedPacket p) {
    if (p.icmpError != IcmpError.REFUSED && p.icmpError != IcmpError.PROHIBITED) {
      return;
    }
    FlowEntry entry = find(hasher.of(observer, p), observer, p);
    if (entry != null && !entry.reported) {
      Stream other = entry.fromA(p) ? entry.b : entry.a;
      entry.refused |= other.packets == 0;
    }
  }

  private static boolean isOver(FlowEntry entry, DecodedPacket p, long nanos) {
    if (entry.tcp() && TcpTracker.beginsAnother(entry, p)) {
      return true;
    }
    return entry.closed
        ? nanos - entry.closedNanos > FlowTimes.STRAGGLERS
        : nanos - entry.lastNanos > entry.patience();
  }

  private static boolean isStraggler(FlowEntry entry, long nanos) {
    return entry.reported || (entry.closed && nanos - entry.closedNanos > FlowTimes.LINGER);
  }

  /** Hands out all flows under way, in the order in which they began. */
  public void finish() {
    List<FlowEntry> left = new ArrayList<>(size);
    for (FlowEntry entry : slots) {
      if (entry != null && !entry.reported) {
        left.add(entry);
      }
    }
    left.sort(BY_BEGIN);
    left.forEach(this::report);
    Arrays.fill(slots, null);
    size = 0;
  }

  /** Flows handed out. */
  public long flows() {
    return flows;
  }

  /** Packets of the flows handed out. */
  public long flowPackets() {
    return flowPackets;
  }

  /** Flows ended because there were too many at once. */
  public long endedEarly() {
    return endedEarly;
  }

  /** How often a prefix could not grow because the budget was used up. */
  public long prefixesRefused() {
    return pool.refused();
  }

  /** Flows under way, and closed ones still known. */
  int size() {
    return size;
  }

  private void report(FlowEntry entry) {
    if (!entry.reported) {
      Flow flow = entry.toFlow(observerBegan[entry.observer], encapsulations);
      flows++;
      flowPackets += flow.aToB().packets() + flow.bToA().packets();
      entry.reported = true;
      entry.a.prefix.clear();
      entry.b.prefix.clear();
      sink.accept(flow);
    }
  }

  /** Hands out what has ended; closed flows after so long, so that little memory is held. */
  private void sweep(long linger) {
    sinceSweep = 0;
    List<FlowEntry> ended = new ArrayList<>();
    List<FlowEntry> forgotten = new ArrayList<>();
    for (FlowEntry entry : slots) {
      if (entry != null) {
        long silence = now - entry.endNanos();
        long patience = entry.patience() + FlowTimes.DISORDER;
        if (!entry.reported && silence > (entry.closed ? linger : patience)) {
          ended.add(entry);
        }
        if (silence > (entry.closed ? FlowTimes.STRAGGLERS + FlowTimes.DISORDER : patience)) {
          forgotten.add(entry);
        }
      }
    }
    ended.sort(BY_END);
    ended.forEach(this::report);
    forgotten.forEach(this::remove);
  }

  /** Makes room: what has ended, then stragglers' marks, then the longest idle eighth. */
  private void relieve() {
    sweep(0);
    if (size < maxFlows) {
      return;
    }
    long[] times = new long[size];
    List<FlowEntry> all = new ArrayList<>(size);
    for (FlowEntry entry : slots) {
      if (entry != null) {
        times[all.size()] = entry.reported ? Long.MIN_VALUE : entry.lastNanos;
        all.add(entry);
      }
    }
    Arrays.sort(times);
    int most = Math.max(1, size / 8);
    long limit = times[most - 1];
    all.removeIf(entry -> !entry.reported && entry.lastNanos > limit);
    all.sort(LONGEST_IDLE_FIRST);
    for (FlowEntry entry : all.subList(0, most)) {
      endedEarly += entry.reported ? 0 : 1;
      report(entry);
      remove(entry);
    }
  }

  private @Nullable FlowEntry find(int hash, int observer, DecodedPacket p) {
    int mask = slots.length - 1;
    for (int i = hash & mask; ; i = (i + 1) & mask) {
      FlowEntry entry = slots[i];
      if (entry == null || entry.isFor(hash, observer, p)) {
        return entry;
      }
    }
  }

  private FlowEntry add(int hash, int observer, DecodedPacket p, long nanos) {
    if (size >= maxFlows) {
      relieve();
    }
    if (2 * (size + 1) > slots.length) {
      grow();
    }
    FlowEntry entry = idle.isEmpty() ? new FlowEntry(pool) : idle.remove(idle.size() - 1);
    entry.begin(hash, observer, p, nanos);
    insert(entry);
    size++;
    return entry;
  }

  private void insert(FlowEntry entry) {
    int mask = slots.length - 1;
    int i = entry.hash & mask;
    while (slots[i] != null) {
      i = (i + 1) & mask;
    }
    slots[i] = entry;
  }

  private void grow() {
    @Nullable FlowEntry[] old = slots;
    slots = new FlowEntry[2 * old.length];
    for (FlowEntry entry : old) {
      if (entry != null) {
        insert(entry);
      }
    }
  }

  private void remove(FlowEntry entry) {
    int mask = slots.length - 1;
    int hole = entry.hash & mask;
    while (slots[hole] != entry) {
      hole = (hole + 1) & mask;
    }
    for (int i = (hole + 1) & mask; ; i = (i + 1) & mask) {
      FlowEntry other = slots[i];
      if (other == null) {
        break;
      }
      if (((i - other.hash) & mask) >= ((i - hole) & mask)) {
        slots[hole] = other;
        hole = i;
      }
    }
    slots[hole] = null;
    size--;
    if (idle.size() < MAX_IDLE_ENTRIES) {
      idle.add(entry);
    }
  }
}
