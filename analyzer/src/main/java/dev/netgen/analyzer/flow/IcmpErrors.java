package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.decode.DecodedPacket;
import dev.netgen.analyzer.decode.IcmpError;
import dev.netgen.model.net.IpAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * ICMP errors to the attempts they answer. An error says something only of a flow whose other side
 * has said nothing, and of TCP only if it quotes the SYN's sequence number, which who did not see
 * the SYN cannot know (RFC 5927 section 4.1).
 *
 * <p>An error may stand in the capture before its attempt: packets of several devices or queues are
 * not written in order. So one that answers nothing waits for an attempt {@link #EARLY_NANOS} long;
 * at most {@link #MOST_EARLY} do, the oldest are given up.
 */
final class IcmpErrors {
  /** An attempt begins at most so long after, or before, an error that stands before it. */
  static final long EARLY_NANOS = 1_000_000_000L;

  /** Errors that wait at most. */
  static final int MOST_EARLY = 1 << 10;

  /** Who sent the quoted packet, and to whom. */
  private record Quoted(
      int observer,
      int segment,
      int protocol,
      IpAddress from,
      int fromPort,
      IpAddress to,
      int toPort) {}

  private record Early(IcmpError error, int sequence, long nanos) {}

  private final LinkedHashMap<Quoted, Early> early = new LinkedHashMap<>();
  private long matched;
  private long unmatched;

  /**
   * Takes one. Later than the flow itself would have waited it is no answer to it.
   *
   * @param entry the flow of the quoted packet's endpoints, if any
   */
  void take(int observer, @Nullable FlowEntry entry, DecodedPacket p) {
    if (entry == null || entry.reported || isLate(entry, p)) {
      unmatched++;
      await(observer, p);
      return;
    }
    matched++;
    boolean fromA = entry.fromA(p);
    Stream from = fromA ? entry.a : entry.b;
    Stream other = fromA ? entry.b : entry.a;
    boolean quotes =
        !entry.tcp() || (from.has(Stream.INITIAL) && from.initialSequence == p.sequence);
    if (other.packets == 0 && quotes && gravity(p.icmpError) > 0) {
      FlowExtra extra = entry.writeExtra();
      extra.icmp = gravity(p.icmpError) > gravity(extra.icmp) ? p.icmpError : extra.icmp;
    }
  }

  private void await(int observer, DecodedPacket p) {
    if (gravity(p.icmpError) == 0) {
      return;
    }
    Quoted quoted =
        new Quoted(
            observer,
            p.segment,
            p.protocol,
            new IpAddress(p.sourceHigh, p.sourceLow, p.v6),
            p.sourcePort,
            new IpAddress(p.destinationHigh, p.destinationLow, p.v6),
            p.destinationPort);
    Early known = early.remove(quoted);
    boolean graver = known != null && gravity(known.error()) > gravity(p.icmpError);
    early.put(quoted, graver ? known : new Early(p.icmpError, p.sequence, p.nanos));
    if (early.size() > MOST_EARLY) {
      removeOldest();
    }
  }

  private void removeOldest() {
    Iterator<Early> oldest = early.values().iterator();
    oldest.next();
    oldest.remove();
  }

  private boolean isWaiting() {
    return !early.isEmpty();
  }

  /** A flow begins with this packet: did an error to it come before? */
  void begun(FlowEntry entry, DecodedPacket p, long nanos) {
    while (isWaiting() && nanos - early.values().iterator().next().nanos() > EARLY_NANOS) {
      removeOldest();
    }
    if (!isWaiting()) {
      return;
    }
    Early answer =
        early.remove(
            new Quoted(
                entry.observer,
                entry.segment(),
                entry.protocolNumber(),
                entry.addressA(),
                entry.aPort,
                entry.addressB(),
                entry.bPort));
    if (answer != null && Math.abs(nanos - answer.nanos()) <= EARLY_NANOS && quotes(p, answer)) {
      matched++;
      unmatched--;
      entry.writeExtra().icmp = answer.error();
    }
  }

  private static boolean quotes(DecodedPacket p, Early answer) {
    return p.protocol != FlowEntry.TCP || (TcpTracker.opens(p) && p.sequence == answer.sequence());
  }

  private static boolean isLate(FlowEntry entry, DecodedPacket p) {
    return entry.closed || p.nanos - entry.lastNanos() > entry.patience();
  }

  private static int gravity(IcmpError error) {
    return switch (error) {
      case REFUSED -> 4;
      case PROHIBITED -> 3;
      case UNREACHABLE -> 2;
      case TIME_EXCEEDED -> 1;
      case NONE, TOO_BIG, OTHER -> 0;
    };
  }

  /** Errors about a flow under way. */
  long matched() {
    return matched;
  }

  /** Errors about packets of no flow under way. */
  long unmatched() {
    return unmatched;
  }
}
