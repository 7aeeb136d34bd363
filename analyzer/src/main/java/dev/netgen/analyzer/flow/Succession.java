package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.decode.DecodedPacket;
import org.jspecify.annotations.Nullable;

/** Flows that follow one another on the same endpoints: which one a packet is of. */
final class Succession {
  private final FlowSlots slots;
  private final EntryPool entries;
  private final FlowReports reports;

  Succession(FlowSlots slots, EntryPool entries, FlowReports reports) {
    this.slots = slots;
    this.entries = entries;
    this.reports = reports;
  }

  /**
   * The flow of these endpoints that the packet is of; null for a straggler of a closed one. A flow
   * that it begins has the frame 0.
   */
  @Nullable FlowEntry current(FlowEntry found, DecodedPacket p, long nanos) {
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
      again(entry, p, nanos);
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
      reports.report(entry);
      return null;
    }
    return entry;
  }

  /** Hands a flow out and begins the next in its entry. */
  private void again(FlowEntry entry, DecodedPacket p, long nanos) {
    reports.report(entry);
    entry.begin(entry.hash, entry.observer, p, nanos);
    slots.replace(entry, entry);
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
      next = entries.take();
      next.begin(entry.hash, entry.observer, p, nanos);
      slots.replace(entry, next);
      earlier = entry;
    } else {
      again(entry, p, nanos);
    }
    if (earlier != null) {
      next.writeExtra().earlier = earlier;
    }
    next.frame = 0;
    return next;
  }

  /** Hands out the flow before this one, if there still is one. */
  void dropEarlier(FlowEntry entry) {
    FlowEntry earlier = entry.earlier();
    if (earlier != null) {
      reports.report(earlier);
      entries.give(earlier);
      entry.writeExtra().earlier = null;
    }
  }

  /** Hands this flow out; the one before it goes on. */
  void restoreEarlier(FlowEntry entry, FlowEntry earlier) {
    reports.report(entry);
    slots.replace(entry, earlier);
    entries.give(entry);
  }

  /** Forgets the endpoints. */
  void remove(FlowEntry entry) {
    dropEarlier(entry);
    slots.remove(entry);
    entries.give(entry);
  }
}
