package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.decode.DecodedPacket;

/** What a segment does to its flow: handshake, stream, close; and when it begins another. */
final class TcpTracker {
  /** Flags that decide whether a segment opens, goes on with or ends a connection. */
  static final int HANDSHAKE_OR_END = Half.SYN | Half.FIN | Half.RST | Half.ACK;

  private TcpTracker() {}

  /** Whether a SYN begins another connection on the same addresses and ports. */
  static boolean beginsAnother(FlowEntry e, DecodedPacket p) {
    if ((p.flags & Half.SYN) == 0) {
      return false;
    }
    boolean fromA = e.fromA(p);
    Stream from = fromA ? e.a : e.b;
    Stream other = fromA ? e.b : e.a;
    boolean answer = (p.flags & Half.ACK) != 0;
    int beyond = p.acknowledgement - (other.initialSequence + 1);
    if (from.has(Stream.INITIAL)) {
      boolean sameAttempt = answer && other.has(Stream.INITIAL) && beyond == 0; // a SYN cookie
      return from.initialSequence != p.sequence && !sameAttempt;
    }
    if (answer && other.has(Stream.INITIAL)) {
      return beyond < 0 || beyond > Stream.NEAR;
    }
    if (from.beginsAfter(p.sequence) || other.answered(p.sequence + 1)) {
      return false; // seen late
    }
    boolean simultaneous = other.has(Stream.OPENED) && from.packets == 0 && !e.closed;
    return answer || !simultaneous;
  }

  /** Whether it asks for a connection: SYN without ACK. */
  static boolean opens(DecodedPacket p) {
    return (p.flags & (Half.SYN | Half.ACK)) == Half.SYN;
  }

  /** Whether it got further than a handshake that nobody completed. */
  static boolean wasOpen(FlowEntry e) {
    return e.complete || !(e.a.has(Stream.INITIAL) || e.b.has(Stream.INITIAL));
  }

  /** Whether a segment is of the connection before this one on the same ports. */
  static boolean isOf(FlowEntry earlier, FlowEntry current, DecodedPacket p) {
    if ((p.flags & Half.SYN) != 0) {
      Stream from = earlier.fromA(p) ? earlier.a : earlier.b;
      return from.has(Stream.INITIAL)
          && from.initialSequence == p.sequence
          && beginsAnother(current, p);
    }
    return distance(earlier, p) < distance(current, p);
  }

  private static long distance(FlowEntry e, DecodedPacket p) {
    return e.fromA(p) ? e.a.distance(p, e.b) : e.b.distance(p, e.a);
  }

  /** Takes a segment into its flow. */
  static void segment(
      FlowEntry e, Stream from, Stream other, DecodedPacket p, long nanos, PrefixPool pool) {
    from.count(p, nanos);
    if ((p.flags & Half.RST) != 0) {
      reset(e, from, other, p, nanos);
      return;
    }
    from.flags(p.flags);
    boolean progress = from.segment(p, pool);
    boolean answer = (p.flags & Half.ACK) != 0;
    if ((p.flags & Half.SYN) != 0) {
      e.complete |= from.wentOn() && !other.has(Stream.RESET); // the SYN comes late
      from.set(answer ? Stream.ANSWERED : Stream.OPENED);
      if (answer) {
        answered(e, from, other);
      }
    } else {
      from.set(Stream.PLAIN);
      e.complete |= proves(from, other, p);
      if (!(from.has(Stream.INITIAL) && other.has(Stream.INITIAL))) {
        from.mark(Marks.segment(p));
      }
    }
    if (answer) {
      from.acknowledge(p.acknowledgement, other, !e.complete);
    }
    closeOrReopen(e, from, progress, nanos);
  }

  private static void reset(FlowEntry e, Stream from, Stream other, DecodedPacket p, long nanos) {
    if (from.resetFits(p, other)) {
      from.flags(p.flags);
      from.set(Stream.RESET);
      e.close(nanos);
    }
  }

  /** A SYN-ACK: what was refused before is accepted now; after crossing SYNs it completes. */
  private static void answered(FlowEntry e, Stream from, Stream other) {
    if (from.has(Stream.RESET) && !e.complete) {
      from.unset(Stream.RESET);
      e.closed = false;
    }
    e.complete |= from.has(Stream.OPENED) && other.has(Stream.OPENED | Stream.ANSWERED);
  }

  /**
   * A segment without SYN proves the handshake: of the client after its SYN (it was answered), of
   * the server after its SYN-ACK, or with payload that acknowledges the client's SYN.
   */
  private static boolean proves(Stream from, Stream other, DecodedPacket p) {
    if ((p.flags & Half.ACK) == 0 || from.has(Stream.RESET) || other.has(Stream.RESET)) {
      return false;
    }
    if (from.hasAny(Stream.OPENED | Stream.ANSWERED)) {
      return true;
    }
    int beyond = p.acknowledgement - (other.initialSequence + 1);
    return other.has(Stream.INITIAL) && p.payloadWire > 0 && beyond >= 0 && beyond < Stream.NEAR;
  }

  private static void closeOrReopen(FlowEntry e, Stream from, boolean progress, long nanos) {
    if (e.a.has(Stream.FINISH_ACKNOWLEDGED) && e.b.has(Stream.FINISH_ACKNOWLEDGED)) {
      e.close(nanos);
    } else if (e.closed && progress && from.has(Stream.RESET)) {
      e.closed = false; // the reset was not obeyed, not even by its sender: not a close
    }
  }
}
