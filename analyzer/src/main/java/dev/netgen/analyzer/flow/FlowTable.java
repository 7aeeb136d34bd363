package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.decode.Account;
import dev.netgen.analyzer.decode.DecodedPacket;
import dev.netgen.analyzer.decode.Encapsulations;
import dev.netgen.analyzer.decode.Reason;

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
  private final Account account;
  private final PrefixPool pool;
  private final int maxFlows;
  private final FlowHash hasher;
  private final FlowSlots slots = new FlowSlots();
  private final EntryPool entries = new EntryPool();
  private final FlowReports reports;
  private final Succession succession;
  private final FlowSweeps sweeps;
  private final TunnelTable tunnels;
  private final FlowSink sink;
  private final IcmpErrors errors = new IcmpErrors();
  private final DynamicPorts ports = new DynamicPorts();

  private long ordinal;

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
    this.sink = sink;
    this.account = account;
    this.pool = new PrefixPool(prefixBudget, sink.spent());
    this.maxFlows = maxFlows;
    this.hasher = new FlowHash(seed);
    this.tunnels = new TunnelTable(hasher, encapsulations);
    this.reports = new FlowReports(sink, encapsulations);
    this.succession = new Succession(slots, entries, reports);
    this.sweeps = new FlowSweeps(slots, succession, reports, pool);
  }

  /** Sweeps after so many packets at least. Results do not depend on it; their order does. */
  void sweepEvery(int packets) {
    sweeps.every(packets);
  }

  /** Tells the time of an observer's first packet, before any packet of it. */
  public void observerBegins(int observer, long nanos) {
    reports.observerBegins(observer, nanos);
    errors.observerBegins(observer);
  }

  /** Takes one packet of any IP protocol: the {@code frame}-th of the file. */
  public void packet(int observer, int file, long frame, long nanos, DecodedPacket p) {
    sweeps.packet(nanos);
    ordinal++;
    if (p.carriers > 0) {
      tunnels.packet(observer, file, frame, nanos, p);
    }
    int hash = hasher.of(observer, p);
    FlowEntry found = slots.find(hash, observer, p);
    if (found == null) {
      take(begin(hash, observer, file, frame, nanos, p), file, frame, nanos, p);
    } else if (!goesOn(found, file, frame, nanos, p)) {
      known(found, file, frame, nanos, p);
    }
  }

  private FlowEntry begin(
      int hash, int observer, int file, long frame, long nanos, DecodedPacket p) {
    if (slots.size() >= maxFlows) {
      sweeps.relieve(maxFlows);
    }
    FlowEntry entry = entries.take();
    entry.begin(hash, observer, p, nanos);
    slots.add(entry, nanos + FlowTimes.SHORTEST);
    first(entry, file, frame, nanos, p);
    return entry;
  }

  /** What most packets are: one more of an established connection, and nothing out of the way. */
  private boolean goesOn(FlowEntry entry, int file, long frame, long nanos, DecodedPacket p) {
    if ((p.flags & TcpTracker.HANDSHAKE_OR_END) != Half.ACK || !entry.isSteady(nanos)) {
      return false;
    }
    boolean fromA = entry.fromA(p);
    Stream from = fromA ? entry.a : entry.b;
    if (!from.goesOn(fromA ? entry.b : entry.a, p, nanos, pool)) {
      return false;
    }
    if (p.payloadCaptured > 0 && from.bytes - p.payloadWire < DynamicPorts.ENOUGH) {
      firsts(entry, from, fromA, PacketPlace.of(file, frame), nanos, p);
    }
    return true;
  }

  private void known(FlowEntry found, int file, long frame, long nanos, DecodedPacket p) {
    FlowEntry entry = succession.current(found, p, nanos);
    if (entry == null) {
      account.count(Reason.TCP_AFTER_CLOSE, 0, p.packets);
      return;
    }
    if (entry.frame == 0) {
      first(entry, file, frame, nanos, p);
    }
    if (nanos < entry.firstNanos) {
      entry.beganWith(p, file, frame, nanos);
    }
    take(entry, file, frame, nanos, p);
  }

  private void first(FlowEntry entry, int file, long frame, long nanos, DecodedPacket p) {
    entry.ordinal = ordinal;
    entry.file = file;
    entry.frame = frame;
    ports.begun(entry, nanos);
    errors.begun(entry, p, nanos);
  }

  private void take(FlowEntry entry, int file, long frame, long nanos, DecodedPacket p) {
    boolean fromA = entry.fromA(p);
    Stream from = entry.sender(fromA);
    Stream other = fromA ? entry.b : entry.a;
    if (entry.tcp()) {
      TcpTracker.segment(entry, from, other, p, nanos, pool);
      if (entry.complete && entry.extra() != null) {
        succession.dropEarlier(entry);
      }
    } else if (entry.sctp()) {
      SctpTracker.packet(entry, from, other, p, nanos, pool);
    } else {
      from.count(p, nanos);
      from.mark(Marks.datagram(p));
      from.datagram(p, pool);
    }
    if (entry.closed && !entry.lingers) {
      sweeps.closed(entry);
    }
    boolean early = from.bytes - p.payloadWire < DynamicPorts.ENOUGH;
    if (p.payloadCaptured > 0 && (early || entry.announces)) {
      firsts(entry, from, fromA, PacketPlace.of(file, frame), nanos, p);
    }
  }

  /** Payload of a side that has said little before, or of a flow that announces others. */
  private void firsts(
      FlowEntry entry, Stream from, boolean fromA, long place, long nanos, DecodedPacket p) {
    if (from.bytes == p.payloadWire) {
      from.payloadAt = place;
    }
    ports.look(entry, from, fromA, p, nanos);
  }

  /** Takes an ICMP error: the packet holds the quoted one's addresses. */
  public void icmpError(int observer, DecodedPacket p) {
    errors.take(observer, p, at -> slots.find(hasher.of(at, p), at, p));
  }

  /** Counts a packet with the tunnels around it; packets of flows are counted as they come. */
  public void tunnels(int observer, int file, long frame, long nanos, DecodedPacket p) {
    if (p.carriers > 0) {
      tunnels.packet(observer, file, frame, nanos, p);
    }
  }

  /** Hands out all flows under way, in the order in which they began, then tunnels likewise. */
  public void finish() {
    sweeps.finish();
    tunnels.finish(sink);
  }

  /** Flows handed out, without tunnels. */
  public long flows() {
    return reports.flows();
  }

  /** Packets of the flows handed out, without tunnels. */
  public long flowPackets() {
    return reports.packets();
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
    return sweeps.endedEarly();
  }

  /** How often a prefix could not grow because the budget was used up. */
  public long prefixesRefused() {
    return pool.refused();
  }

  /** Flows under way, and closed ones still known. */
  int size() {
    return slots.size();
  }
}
