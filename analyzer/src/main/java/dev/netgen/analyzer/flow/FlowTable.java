package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.decode.Account;
import dev.netgen.analyzer.decode.DecodedPacket;
import dev.netgen.analyzer.decode.Encapsulations;
import dev.netgen.analyzer.decode.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Packets to flows: one entry per conversation under way, keyed by observer, network segment,
 * protocol and the two endpoints; and one for the outside of each tunnel.
 *
 * <p>A flow ends by its close, by a new connection on the same endpoints, or by a gap between its
 * own packets ({@link FlowTimes}). Sweeps hand out what has ended and free memory; they do not
 * decide anything, as long as packets are out of time order by less than {@link
 * FlowTimes#DISORDER}. They follow the number of packets, so that equal input gives equal order.
 *
 * <p>Implementation note: entries are reused; no allocation per packet.
 */
public final class FlowTable {
  private static final int MIN_SWEEP = 1 << 14;
  private static final int MIN_SCARCE_SWEEP = 1 << 10;
  private static final int MAX_IDLE_ENTRIES = 1 << 16;
  private static final Comparator<FlowEntry> BY_END =
      Comparator.comparingLong(FlowEntry::endNanos).thenComparingLong(e -> e.ordinal);
  private static final Comparator<FlowEntry> BY_BEGIN = Comparator.comparingLong(e -> e.ordinal);
  private final Encapsulations encapsulations;
  private final FlowSink sink;
  private final Account account;
  private final PrefixPool pool;
  private final int maxFlows;
  private final FlowHash hasher;
  private final FlowSlots slots = new FlowSlots();
  private final TunnelTable tunnels;
  private final IcmpErrors errors = new IcmpErrors();
  private final DynamicPorts ports = new DynamicPorts();
  private final List<FlowEntry> idle = new ArrayList<>();
  private final Stream none = new Stream();

  private int minSweep = MIN_SWEEP;
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
    this.tunnels = new TunnelTable(hasher, encapsulations);
  }

  /** Sweeps after so many packets at least. Results do not depend on it; their order does. */
  void sweepEvery(int packets) {
    minSweep = packets;
  }

  /** Tells the time of an observer's first packet, before any packet of it. */
  public void observerBegins(int observer, long nanos) {
    if (observer >= observerBegan.length) {
      observerBegan = Arrays.copyOf(observerBegan, 2 * observer);
    }
    observerBegan[observer] = nanos;
  }

  /** Takes one packet of any IP protocol: the {@code frame}-th of the file. */
  public void packet(int observer, int file, long frame, long nanos, DecodedPacket p) {
    now = Math.min(previousNanos, nanos); // one wrong time of day alone does not sweep
    previousNanos = nanos;
    sinceSweep++;
    if (sinceSweep >= minSweep && sinceSweep >= slots.size()) {
      sweep(FlowTimes.LINGER + FlowTimes.CLOSED_DISORDER);
    } else if (pool.scarce() && sinceSweep >= MIN_SCARCE_SWEEP && sinceSweep >= slots.size() / 4) {
      sweep(0);
    }
    ordinal++;
    tunnels(observer, file, frame, nanos, p);
    int hash = hasher.of(observer, p);
    FlowEntry entry = slots.find(hash, observer, p);
    if (entry == null) {
      if (slots.size() >= maxFlows) {
        relieve();
      }
      entry = spare();
      entry.begin(hash, observer, p, nanos);
      slots.add(entry);
      first(entry, file, frame, nanos, p);
    } else {
      entry = current(entry, p, nanos);
      if (entry == null) {
        countStraggler(p);
        return;
      }
      if (entry.frame == 0) {
        first(entry, file, frame, nanos, p);
      }
    }
    if (nanos < entry.firstNanos) {
      entry.beganWith(p, file, frame, nanos);
    }
    take(entry, p, nanos);
  }

  private void countStraggler(DecodedPacket p) {
    account.count(Reason.TCP_AFTER_CLOSE, 0, p.packets);
  }

  private void first(FlowEntry entry, int file, long frame, long nanos, DecodedPacket p) {
    entry.ordinal = ordinal;
    entry.file = file;
    entry.frame = frame;
    ports.begun(entry, nanos);
    errors.begun(entry, p, nanos);
  }

  private void take(FlowEntry entry, DecodedPacket p, long nanos) {
    boolean fromA = entry.fromA(p);
    Stream from = entry.sender(fromA);
    Stream other = fromA ? entry.b : entry.a;
    if (entry.tcp()) {
      TcpTracker.segment(entry, from, other, p, nanos, pool);
      if (entry.complete && entry.extra() != null) {
        dropEarlier(entry);
      }
    } else if (entry.sctp()) {
      SctpTracker.packet(entry, from, other, p, nanos, pool);
    } else {
      from.count(p, nanos);
      from.mark(Marks.datagram(p));
      from.datagram(p, pool);
    }
    if (p.payloadCaptured > 0 && (entry.announces || from.bytes == p.payloadWire)) {
      ports.look(entry, fromA, p, nanos);
    }
  }

  /** The flow of these endpoints that the packet is of; null for a straggler of a closed one. */
  private @Nullable FlowEntry current(FlowEntry found, DecodedPacket p, long nanos) {
    FlowEntry entry = found;
    FlowEntry earlier = entry.earlier();
    if (earlier != null && earlier.isPast(nanos)) {
      dropEarlier(entry);
      earlier = null;
    }
    if (earlier != null && entry.isPast(nanos)) {
      restoreEarlier(entry, earlier);
      entry = earlier;
    } else if (earlier != null && TcpTracker.isOf(earlier, entry, p)) {
      return unlessLingering(earlier, nanos);
    }
    if (beginsAnother(entry, p, nanos)) {
      return succeed(entry, p, nanos);
    }
    if (entry.isPast(nanos)) {
      report(entry);
      entry.begin(entry.hash, entry.observer, p, nanos);
      entry.frame = 0;
      return entry;
    }
    return unlessLingering(entry, nanos);
  }

  private static boolean beginsAnother(FlowEntry entry, DecodedPacket p, long nanos) {
    if (entry.sctp()) {
      return SctpTracker.beginsAnother(entry, p);
    }
    return entry.tcp()
        && (TcpTracker.beginsAnother(entry, p)
            || (TcpTracker.opens(p) && !entry.complete && entry.isLingering(nanos)));
  }

  private @Nullable FlowEntry unlessLingering(FlowEntry entry, long nanos) {
    if (entry.isLingering(nanos)) {
      report(entry);
      return null;
    }
    return entry;
  }

  /**
   * Begins the next connection on the same endpoints. The one before, if it got anywhere, is kept
   * until the new one's handshake completes: the SYN may be somebody else's, or a late one.
   */
  private FlowEntry succeed(FlowEntry entry, DecodedPacket p, long nanos) {
    FlowEntry next = entry;
    FlowEntry earlier = entry.earlier();
    if (entry.tcp() && !entry.isLingering(nanos) && TcpTracker.wasOpen(entry)) {
      dropEarlier(entry); // SYN and RST in one opens nothing, yet begins a flow
      next = spare();
      next.begin(entry.hash, entry.observer, p, nanos);
      slots.replace(entry, next);
      earlier = entry;
    } else {
      report(entry);
      next.begin(entry.hash, entry.observer, p, nanos);
    }
    if (earlier != null) {
      next.writeExtra().earlier = earlier;
    }
    next.frame = 0;
    return next;
  }

  private void dropEarlier(FlowEntry entry) {
    FlowEntry earlier = entry.earlier();
    if (earlier != null) {
      report(earlier);
      recycle(earlier);
      entry.writeExtra().earlier = null;
    }
  }

  private void restoreEarlier(FlowEntry entry, FlowEntry earlier) {
    report(entry);
    slots.replace(entry, earlier);
    recycle(entry);
  }

  /** Takes an ICMP error: the packet holds the quoted one's addresses. */
  public void icmpError(int observer, DecodedPacket p) {
    errors.take(observer, slots.find(hasher.of(observer, p), observer, p), p);
  }

  /** Counts a packet with the tunnels around it; packets of flows are counted as they come. */
  public void tunnels(int observer, int file, long frame, long nanos, DecodedPacket p) {
    if (p.carriers > 0) {
      tunnels.packet(observer, file, frame, nanos, p);
    }
  }

  /** Hands out all flows under way, in the order in which they began, then tunnels likewise. */
  public void finish() {
    List<FlowEntry> left = new ArrayList<>(slots.size());
    slots.forEach(
        entry -> {
          left.add(entry);
          FlowEntry earlier = entry.earlier();
          if (earlier != null) {
            left.add(earlier);
          }
        });
    left.sort(BY_BEGIN);
    left.forEach(this::report);
    slots.clear();
    tunnels.finish(sink);
  }

  /** Flows handed out, without tunnels. */
  public long flows() {
    return flows;
  }

  /** Packets of the flows handed out, without tunnels. */
  public long flowPackets() {
    return flowPackets;
  }

  /** Tunnels handed out. */
  public long tunnelFlows() {
    return tunnels.flows();
  }

  /** Packets that tunnels carried; each is also a packet of a flow or has a reason. */
  public long tunnelPackets() {
    return tunnels.packets();
  }

  /** Packets of tunnels beyond the bound on tunnels; their insides are flows like any. */
  public long tunnelPacketsNotKept() {
    return tunnels.notKept();
  }

  /** ICMP errors about a flow under way. */
  public long icmpErrorsOfFlows() {
    return errors.matched();
  }

  /** ICMP errors about packets of no flow under way at their observer. */
  public long icmpErrorsOfNone() {
    return errors.unmatched();
  }

  /** Announced flows forgotten because there were too many. */
  public long announcementsForgotten() {
    return ports.forgotten();
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
    return slots.size();
  }

  private void report(FlowEntry entry) {
    if (!entry.reported) {
      Flow flow = entry.toFlow(observerBegan[entry.observer], encapsulations);
      flows++;
      flowPackets += flow.packets();
      entry.reported = true;
      entry.forget();
      sink.accept(flow);
    }
  }

  /** Hands out what has ended; closed flows after so long, so that little memory is held. */
  private void sweep(long linger) {
    sinceSweep = 0;
    List<FlowEntry> ended = new ArrayList<>();
    List<FlowEntry> forgotten = new ArrayList<>();
    slots.forEach(
        entry -> {
          FlowEntry earlier = entry.earlier();
          if (earlier != null && earlier.hasEnded(now, linger)) {
            ended.add(earlier);
          }
          if (entry.hasEnded(now, linger)) {
            ended.add(entry);
          }
          if (entry.isForgotten(now)) {
            forgotten.add(entry);
          }
        });
    ended.sort(BY_END);
    ended.forEach(this::report);
    forgotten.forEach(this::forget);
  }

  private void forget(FlowEntry entry) {
    FlowEntry earlier = entry.earlier();
    if (earlier != null && !earlier.isForgotten(now)) {
      restoreEarlier(entry, earlier);
    } else {
      remove(entry);
    }
  }

  /** Makes room: what has ended, then stragglers' marks, then the longest idle eighth. */
  private void relieve() {
    sweep(0);
    if (slots.size() < maxFlows) {
      return;
    }
    for (FlowEntry entry : LongestIdle.eighth(slots)) {
      endedEarly += entry.reported ? 0 : 1;
      report(entry);
      remove(entry);
    }
  }

  private void remove(FlowEntry entry) {
    dropEarlier(entry);
    slots.remove(entry);
    recycle(entry);
  }

  private void recycle(FlowEntry entry) {
    if (idle.size() < MAX_IDLE_ENTRIES) {
      idle.add(entry);
    }
  }

  private FlowEntry spare() {
    return idle.isEmpty() ? new FlowEntry(none) : idle.remove(idle.size() - 1);
  }
}
