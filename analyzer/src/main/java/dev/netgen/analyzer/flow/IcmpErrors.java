package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.decode.DecodedPacket;
import dev.netgen.analyzer.decode.IcmpError;
import dev.netgen.model.net.IpAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * ICMP errors to the attempts they answer. An error says something only of a flow whose other side
 * has said nothing, and of TCP only if it quotes the SYN's sequence number, which who did not see
 * the SYN cannot know (RFC 5927 section 4.1).
 *
 * <p>An error may stand in the capture before its attempt: packets of several devices or queues are
 * not written in order. So one that answers nothing waits for an attempt {@link #EARLY_NANOS} long;
 * at most {@link #MOST_EARLY} do, the oldest are given up.
 *
 * <p>Where the way back is another than the way there, an error passes an observer that has not
 * seen the attempt: one that quotes a TCP SYN's number answers it wherever that was seen, at the
 * first {@link #MOST_OBSERVERS}. Of other packets nothing tells that addresses mean the same there.
 */
final class IcmpErrors {
  /** An attempt begins at most so long after, or before, an error that stands before it. */
  static final long EARLY_NANOS = 1_000_000_000L;

  /** Errors that wait at most. */
  static final int MOST_EARLY = 1 << 10;

  /** Observers at which an error may answer an attempt that passed there alone, at most. */
  static final int MOST_OBSERVERS = 64;

  private static final int ANYWHERE = -1;

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
  private int observers;
  private long matched;
  private long unmatched;

  /** Takes one; the flows of the quoted packet's endpoints are found by observer. */
  void take(int observer, DecodedPacket p, IntFunction<@Nullable FlowEntry> flows) {
    FlowEntry own = flows.apply(observer);
    boolean known = isUnderWay(own, p);
    if (known) {
      answer(own, p);
    } else if (p.protocol == FlowEntry.TCP) {
      known = answerElsewhere(observer, p, flows);
    }
    if (known) {
      matched++;
    } else {
      unmatched++;
      await(observer, p);
    }
  }

  private boolean answerElsewhere(
      int observer, DecodedPacket p, IntFunction<@Nullable FlowEntry> flows) {
    boolean answers = false;
    for (int other = 0; other < observers; other++) {
      FlowEntry entry = other == observer ? null : flows.apply(other);
      answers |= isUnderWay(entry, p) && answer(entry, p);
    }
    return answers;
  }

  /** Later than the flow itself would have waited an error is no answer to it. */
  private static boolean isUnderWay(@Nullable FlowEntry entry, DecodedPacket p) {
    return entry != null && !entry.reported && !isLate(entry, p);
  }

  /** Tells whether it says something of the flow. */
  private static boolean answer(@Nullable FlowEntry entry, DecodedPacket p) {
    if (entry == null) {
      return false;
    }
    boolean fromA = entry.fromA(p);
    Stream from = fromA ? entry.a : entry.b;
    Stream other = fromA ? entry.b : entry.a;
    boolean quotes =
        !entry.tcp() || (from.has(Stream.INITIAL) && from.initialSequence == p.sequence);
    if (other.packets > 0 || !quotes || gravity(p.icmpError) == 0) {
      return false;
    }
    FlowExtra extra = entry.writeExtra();
    extra.icmp = gravity(p.icmpError) > gravity(extra.icmp) ? p.icmpError : extra.icmp;
    return true;
  }

  /** There is an observer of this number. */
  void observerBegins(int observer) {
    observers = Math.min(Math.max(observers, observer + 1), MOST_OBSERVERS);
  }

  /** Whose attempts an error may answer: the same observer's, or with TCP's number anybody's. */
  private static int scope(int observer, int protocol) {
    return protocol == FlowEntry.TCP ? ANYWHERE : observer;
  }

  private void await(int observer, DecodedPacket p) {
    if (gravity(p.icmpError) == 0) {
      return;
    }
    Quoted quoted =
        new Quoted(
            scope(observer, p.protocol),
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
                scope(entry.observer, entry.protocolNumber()),
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
