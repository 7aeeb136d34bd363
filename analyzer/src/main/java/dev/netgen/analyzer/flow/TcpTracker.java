package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.decode.DecodedPacket;

/** What a segment does to its flow: handshake, stream, close; and when it begins another. */
final class TcpTracker {
  private static final int NEAR = 1 << 16;

  private TcpTracker() {}

  /** Whether a SYN begins another connection on the same addresses and ports. */
  static boolean beginsAnother(FlowEntry e, DecodedPacket p) {
    if ((p.flags & Half.SYN) == 0) {
      return false;
    }
    boolean fromA = e.fromA(p);
    Stream from = fromA ? e.a : e.b;
    Stream other = fromA ? e.b : e.a;
    if (from.initialSequence >= 0) {
      return (int) from.initialSequence != p.sequence;
    }
    if ((p.flags & Half.ACK) == 0) {
      boolean late = from.beginsAfter(p.sequence) || acknowledges(other, p.sequence);
      return !late && !(other.syn && from.packets == 0 && !e.closed);
    }
    if (other.initialSequence >= 0) {
      int beyond = p.acknowledgement - ((int) other.initialSequence + 1);
      return beyond < 0 || beyond > NEAR;
    }
    return !from.beginsAfter(p.sequence);
  }

  /** Whether the other side's SYN-ACK, seen before the SYN, answers this sequence number. */
  private static boolean acknowledges(Stream other, int sequence) {
    return other.synAck && other.answered(sequence + 1);
  }

  /** Takes a segment into its flow. */
  static void segment(FlowEntry e, DecodedPacket p, long nanos) {
    boolean fromA = e.fromA(p);
    Stream from = fromA ? e.a : e.b;
    Stream other = fromA ? e.b : e.a;
    from.count(p, nanos);
    if ((p.flags & Half.RST) != 0) {
      from.reset = true;
      close(e, nanos);
      return;
    }
    boolean progress = from.segment(p);
    if ((p.flags & Half.SYN) != 0) {
      from.syn |= (p.flags & Half.ACK) == 0;
      from.synAck |= (p.flags & Half.ACK) != 0;
    } else {
      from.plain = true;
      e.complete |= proves(from, other, p);
    }
    if ((p.flags & Half.ACK) != 0) {
      from.acknowledge(p.acknowledgement, other);
    }
    closeOrReopen(e, from, progress, nanos);
  }

  /**
   * A segment without SYN proves the handshake: of the client after its SYN (it was answered), of
   * the server after its SYN-ACK, or with payload that acknowledges the client's SYN.
   */
  private static boolean proves(Stream from, Stream other, DecodedPacket p) {
    if ((p.flags & Half.ACK) == 0 || from.reset || other.reset) {
      return false;
    }
    if (from.syn || from.synAck) {
      return true;
    }
    int beyond = p.acknowledgement - ((int) other.initialSequence + 1);
    return other.initialSequence >= 0 && p.payloadWire > 0 && beyond >= 0;
  }

  private static void closeOrReopen(FlowEntry e, Stream from, boolean progress, long nanos) {
    if (e.a.finishAcknowledged && e.b.finishAcknowledged) {
      close(e, nanos);
    } else if (e.closed && progress && from.reset) {
      e.closed = false; // the reset was not obeyed, not even by its sender: not a close
    }
  }

  private static void close(FlowEntry e, long nanos) {
    if (!e.closed) {
      e.closed = true;
      e.closedNanos = nanos;
    }
  }
}
