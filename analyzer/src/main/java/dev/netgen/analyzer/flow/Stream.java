package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.decode.DecodedPacket;

/** One direction of a flow while it lasts. */
final class Stream {
  private static final int[] NO_MARKS = new int[0];
  private static final int WILD = 1 << 30;

  final Prefix prefix;
  long packets;
  long bytes;
  int flags;
  long lastNanos;

  /** The SYN's sequence number, or -1. */
  long initialSequence;

  /** A SYN without ACK was sent. */
  boolean syn;

  /** A SYN with ACK was sent. */
  boolean synAck;

  boolean reset;

  /** A segment with neither SYN nor RST was sent. */
  boolean plain;

  /** Payload outside of resets was sent. */
  boolean data;

  /** Its acknowledgement numbers advanced further than a FIN explains. */
  boolean acknowledgedData;

  private boolean acknowledged;
  private int firstAcknowledgement;

  boolean finished;
  private int finishedAt;
  boolean finishAcknowledged;

  /** Whether {@link #next} and {@link #high} hold: a first byte of the stream has been settled. */
  private boolean based;

  private boolean sawBeforeBase;
  private int next; // sequence number after the highest byte seen
  private long high; // its stream offset, which does not wrap

  Stream(PrefixPool pool) {
    prefix = new Prefix(pool);
    clear();
  }

  void clear() {
    prefix.clear();
    packets = 0;
    bytes = 0;
    flags = 0;
    lastNanos = 0;
    initialSequence = -1;
    syn = false;
    synAck = false;
    reset = false;
    plain = false;
    data = false;
    acknowledgedData = false;
    acknowledged = false;
    finished = false;
    finishAcknowledged = false;
    based = false;
    sawBeforeBase = false;
    next = 0;
    high = 0;
  }

  void count(DecodedPacket p, long nanos) {
    packets++;
    bytes += p.payloadWire;
    flags |= p.flags;
    lastNanos = Math.max(lastNanos, nanos);
  }

  void datagram(DecodedPacket p) {
    if (prefix.length() == 0 && p.payloadCaptured > 0) {
      prefix.put(0, p.buffer, p.payload, p.payloadCaptured);
    }
  }

  /** A segment's sequence space; tells whether it brought payload not seen before. */
  boolean segment(DecodedPacket p) {
    int sequence = p.sequence;
    if ((p.flags & Half.SYN) != 0) {
      begin(sequence);
      sequence++;
    }
    int length = p.payloadWire;
    if ((p.flags & Half.FIN) != 0) {
      finished = true;
      finishedAt = sequence + length + 1;
    }
    if (length == 0) {
      return false;
    }
    data = true;
    return payload(p, sequence, length);
  }

  private void begin(int sequence) {
    initialSequence = sequence & 0xFFFF_FFFFL;
    if (!based) {
      based = true;
      next = sequence + 1;
      high = 0;
    } else if (baseSequence() != sequence + 1) {
      sawBeforeBase = true;
    }
  }

  /** Sequence number of the first byte of the stream, as far as settled. */
  private int baseSequence() {
    return next - (int) high;
  }

  private boolean payload(DecodedPacket p, int sequence, int length) {
    if (!based) {
      based = true;
      next = sequence;
      high = 0;
    }
    int ahead = sequence - next;
    if (ahead > WILD || ahead < -WILD) {
      return false;
    }
    long offset = high + ahead;
    if (offset < 0) {
      sawBeforeBase = true;
    }
    if (!prefix.full()) {
      intoPrefix(p, offset);
    }
    if (offset + length <= high) {
      return false;
    }
    high = offset + length;
    next = sequence + length;
    return true;
  }

  private void intoPrefix(DecodedPacket p, long offset) {
    int cut = offset < 0 ? (int) Math.min(-offset, p.payloadCaptured) : 0;
    if (p.payloadCaptured > cut) {
      prefix.put(offset + cut, p.buffer, p.payload + cut, p.payloadCaptured - cut);
    }
  }

  /** An acknowledgement number this side sent. */
  void acknowledge(int number, Stream other) {
    if (!acknowledged) {
      acknowledged = true;
      firstAcknowledgement = other.initialSequence >= 0 ? (int) other.initialSequence + 1 : number;
    }
    int advanced = number - firstAcknowledgement;
    acknowledgedData |= advanced > 1 && advanced < WILD;
    if (other.finished && number - other.finishedAt >= 0) {
      other.finishAcknowledged = true;
    }
  }

  /** Whether its first acknowledgement number was this. */
  boolean answered(int number) {
    return acknowledged && firstAcknowledgement == number;
  }

  /** Whether a SYN with this sequence number would be this direction's, seen late. */
  boolean beginsAfter(int synSequence) {
    return based && initialSequence < 0 && baseSequence() == synSequence + 1;
  }

  Half toHalf(boolean udp) {
    byte[] kept = prefix.toBytes();
    boolean complete = udp ? kept.length == bytes : !sawBeforeBase && kept.length == high;
    boolean fromStart = udp ? packets > 0 : initialSequence >= 0 && !sawBeforeBase;
    return new Half(
        packets, bytes, kept, fromStart, complete, flags, initialSequence, lastNanos, NO_MARKS);
  }
}
