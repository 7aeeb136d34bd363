package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.decode.DecodedPacket;
import dev.netgen.analyzer.decode.SctpChunks;

/**
 * What an SCTP packet does to its flow, RFC 9260: the handshake INIT, INIT ACK, COOKIE ECHO, COOKIE
 * ACK; ABORT; the close SHUTDOWN, SHUTDOWN ACK, SHUTDOWN COMPLETE.
 *
 * <p>A flow is an association on one pair of addresses: further addresses of the same association
 * (multi-homing) are flows of their own, begun without a handshake.
 *
 * <p>The decoder gives the chunks of a packet as bits of the flags ({@link SctpChunks}), the
 * verification tag as sequence number and the initiate tag of an INIT or INIT ACK as
 * acknowledgement number.
 */
final class SctpTracker {
  private SctpTracker() {}

  /** Whether an INIT begins another association: it has another tag than the one before. */
  static boolean beginsAnother(FlowEntry e, DecodedPacket p) {
    if ((p.flags & SctpChunks.INIT) == 0) {
      return false;
    }
    boolean fromA = e.fromA(p);
    Stream from = fromA ? e.a : e.b;
    Stream other = fromA ? e.b : e.a;
    if (from.has(Stream.INITIAL)) {
      return from.initialSequence != p.acknowledgement;
    }
    boolean crossing = other.has(Stream.OPENED) && from.packets == 0 && !e.closed;
    boolean late = other.has(Stream.ANSWERED) && from.packets == 0;
    return !crossing && !late;
  }

  /** Takes a packet into its flow. */
  static void packet(
      FlowEntry e, Stream from, Stream other, DecodedPacket p, long nanos, PrefixPool pool) {
    from.count(p, nanos);
    from.mark(Marks.segment(p));
    if ((p.flags & (SctpChunks.INIT | SctpChunks.INIT_ACK)) != 0) {
      open(e, from, p);
    } else if ((p.flags & SctpChunks.ABORT) != 0) {
      abort(e, from, other, p, nanos);
      return;
    } else {
      from.set(Stream.PLAIN);
      e.complete |= proves(from, p);
    }
    if ((p.flags & SctpChunks.DATA) != 0) {
      from.set(Stream.DATA);
      from.datagram(p, pool);
    }
    if ((p.flags & SctpChunks.SACK) != 0) {
      from.set(Stream.ACKNOWLEDGED_DATA);
    }
    shutdown(e, from, p, nanos);
  }

  private static void open(FlowEntry e, Stream from, DecodedPacket p) {
    boolean answer = (p.flags & SctpChunks.INIT_ACK) != 0;
    from.set(Stream.INITIAL | (answer ? Stream.ANSWERED : Stream.OPENED));
    from.flags(answer ? Half.SYN | Half.ACK : Half.SYN);
    from.initialSequence = p.acknowledgement;
    if (answer && !e.complete) {
      from.unset(Stream.RESET);
      e.closed = false;
    }
  }

  /**
   * The state cookie came back, or its receipt was told, or what is sent only after both. One side
   * alone suffices, since either was seen by somebody who had the other's answer.
   */
  private static boolean proves(Stream from, DecodedPacket p) {
    int after =
        SctpChunks.COOKIE_ACK
            | SctpChunks.DATA
            | SctpChunks.SACK
            | SctpChunks.SHUTDOWN
            | SctpChunks.SHUTDOWN_ACK;
    boolean client = from.has(Stream.OPENED) && (p.flags & (SctpChunks.COOKIE_ECHO | after)) != 0;
    return client || (p.flags & after) != 0;
  }

  /** An ABORT carries the receiver's tag, or its sender's own reflected (section 8.5.1). */
  private static void abort(FlowEntry e, Stream from, Stream other, DecodedPacket p, long nanos) {
    boolean tagged =
        !other.has(Stream.INITIAL)
            || p.sequence == other.initialSequence
            || (from.has(Stream.INITIAL) && p.sequence == from.initialSequence);
    if (tagged) {
      from.set(Stream.RESET);
      from.flags(Half.RST);
      e.close(nanos);
    }
  }

  private static void shutdown(FlowEntry e, Stream from, DecodedPacket p, long nanos) {
    if ((p.flags & (SctpChunks.SHUTDOWN | SctpChunks.SHUTDOWN_ACK | SctpChunks.SHUTDOWN_COMPLETE))
        != 0) {
      from.set(Stream.FINISHED);
      from.flags(Half.FIN);
    }
    if ((p.flags & SctpChunks.SHUTDOWN_COMPLETE) != 0) {
      e.close(nanos);
    }
  }
}
