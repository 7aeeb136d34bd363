package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.decode.DecodedPacket;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a flow while it lasts.
 *
 * <p>Implementation note: there are as many of these as directions of flows under way; bits instead
 * of booleans, and what only some need is allocated when they need it, keep it at 72 bytes.
 */
final class Stream {
  /** A SYN without ACK was sent; SCTP: an INIT. */
  static final int OPENED = 1;

  /** A SYN with ACK was sent; SCTP: an INIT ACK. */
  static final int ANSWERED = 1 << 1;

  /** A reset that fits the stream was sent; SCTP: an ABORT. */
  static final int RESET = 1 << 2;

  /** A segment with neither SYN nor RST was sent. */
  static final int PLAIN = 1 << 3;

  /** Payload outside of resets was sent, and if with the SYN, acknowledged. */
  static final int DATA = 1 << 4;

  /** Its acknowledgement numbers advanced further than a FIN explains. */
  static final int ACKNOWLEDGED_DATA = 1 << 5;

  static final int FINISHED = 1 << 6;
  static final int FINISH_ACKNOWLEDGED = 1 << 7;

  /** {@link #initialSequence} is known. */
  static final int INITIAL = 1 << 8;

  /** {@link #lastAcknowledgement} holds. */
  private static final int ACKNOWLEDGES = 1 << 9;

  private static final int ADVANCED_ONE = 1 << 10;
  private static final int SYN_DATA = 1 << 11;

  /** {@link #next} and {@link #high} hold: a first byte of the stream has been settled. */
  private static final int BASED = 1 << 12;

  private static final int BEFORE_BASE = 1 << 13;

  /** {@link #next} is what a segment without payload had; no first byte is settled. */
  private static final int PLACED = 1 << 14;

  private static final int FLAGS_SHIFT = 24;

  /** Farther apart than this, numbers are not of one window. */
  private static final int WILD = 1 << 30;

  /** Reordering reaches so far: a first segment seen late, a SYN-ACK's acknowledgement. */
  static final int NEAR = 1 << 16;

  /** A reset's number may be off by what the capture lost, and hardly by chance. */
  private static final int RESET_WINDOW = 1 << 20;

  private static final long NOWHERE = Long.MAX_VALUE;
  private static final int EARLY_PACKETS = 64;

  /** Both numbers of this side are settled. */
  private static final int STEADY = INITIAL | ACKNOWLEDGES;

  /** Of what is to be looked at in the other side, only the first may be there. */
  private static final int OTHER_STEADY = INITIAL | FINISHED | SYN_DATA;

  private static final int ONLY_ACK = Half.SYN | Half.FIN | Half.RST | Half.PSH;

  long packets;
  long bytes;
  long lastNanos;
  long payloadAt; // packed by PacketPlace; 0 while there was no payload
  private long high; // stream offset of next, which does not wrap
  int initialSequence;
  private int next; // sequence number after the highest byte seen
  private int lastAcknowledgement;
  private int finishedAt;
  private int seen;
  @Nullable Prefix prefix;
  private @Nullable Messages messages; // of datagrams
  private int @Nullable [] marks;

  void clear() {
    forget();
    packets = 0;
    bytes = 0;
    lastNanos = 0;
    payloadAt = 0;
    high = 0;
    next = 0;
    seen = 0;
  }

  /** Gives back what payload was kept. */
  void forget() {
    if (prefix != null) {
      prefix.release();
      prefix = null;
    }
    messages = null;
    marks = null;
  }

  boolean has(int bits) {
    return (seen & bits) == bits;
  }

  boolean hasAny(int bits) {
    return (seen & bits) != 0;
  }

  void set(int bits) {
    seen |= bits;
  }

  void unset(int bits) {
    seen &= ~bits;
  }

  int prefixLength() {
    return prefix == null ? 0 : prefix.length();
  }

  void count(DecodedPacket p, long nanos) {
    packets += p.packets;
    lastNanos = packets == p.packets ? nanos : Math.max(lastNanos, nanos);
  }

  void flags(int tcpFlags) {
    seen |= tcpFlags << FLAGS_SHIFT;
  }

  void mark(int fingerprint) {
    marks = Marks.add(marks, fingerprint);
  }

  /** A message: the first is kept, and those after it as long as there is room. */
  void datagram(DecodedPacket p, PrefixPool pool) {
    bytes += p.payloadWire;
    if (p.payloadCaptured > 0) {
      Messages known = messages == null ? new Messages() : messages;
      messages = known;
      int before = prefixLength();
      if (known.wants(before, p.payloadCaptured)) {
        keep(p, before, pool);
        known.kept(before, prefixLength());
      }
    }
  }

  private void keep(DecodedPacket p, long offset, PrefixPool pool) {
    Prefix kept = prefix == null ? pool.prefix() : prefix;
    prefix = kept;
    int cut = offset < 0 ? (int) Math.min(-offset, p.payloadCaptured) : 0;
    if (p.payloadCaptured > cut) {
      kept.put(offset + cut, p.buffer, p.payload + cut, p.payloadCaptured - cut);
    }
  }

  /** A segment's sequence space; tells whether it brought payload not seen before. */
  boolean segment(DecodedPacket p, PrefixPool pool) {
    int sequence = p.sequence;
    boolean syn = (p.flags & Half.SYN) != 0;
    if (syn) {
      begin(sequence);
      sequence++;
    }
    int length = p.payloadWire;
    if (has(BASED) && Math.abs((long) (sequence - next)) > WILD) {
      bytes += length;
      return false; // not of this connection's window: counted, and nothing else
    }
    if ((p.flags & Half.FIN) != 0) {
      set(FINISHED);
      finishedAt = sequence + length + 1;
    }
    if (length == 0) {
      place(sequence);
      return false;
    }
    if (isProbe(p.flags, sequence, length)) {
      return false;
    }
    bytes += length;
    return payload(p, sequence, syn, pool);
  }

  /** A keep-alive with the byte before the next one (RFC 1122 section 4.2.3.6). */
  private boolean isProbe(int flags, int sequence, int length) {
    if (length != 1 || (flags & ONLY_ACK) != 0) {
      return false;
    }
    if (!has(BASED)) {
      base(sequence + 1);
      return true;
    }
    return sequence + 1 == next;
  }

  /** Does what count, flags, segment and acknowledge do, where nothing is out of the way. */
  boolean goesOn(Stream other, DecodedPacket p, long nanos, PrefixPool pool) {
    int length = p.payloadWire;
    int ahead = p.sequence - next;
    if ((seen & STEADY) != STEADY
        || (other.seen & OTHER_STEADY) != INITIAL
        || length == 1
        || ahead > WILD
        || ahead < -WILD) {
      return false;
    }
    count(p, nanos);
    seen |= (p.flags << FLAGS_SHIFT) | PLAIN;
    if (length > 0) {
      bytes += length;
      extend(p, p.sequence, high + ahead, DATA, pool);
    }
    advance(p.acknowledgement - lastAcknowledgement, p.acknowledgement);
    return true;
  }

  private void place(int sequence) {
    if (!hasAny(BASED | PLACED)) {
      set(PLACED);
      next = sequence;
    }
  }

  private void base(int sequence) {
    set(BASED);
    next = sequence;
    high = 0;
  }

  private void begin(int sequence) {
    boolean again = has(INITIAL);
    if (again && initialSequence == sequence) {
      return;
    }
    initialSequence = sequence;
    set(INITIAL);
    int behind = baseSequence() - (sequence + 1);
    if (has(BASED) && !again && behind >= 0 && behind < NEAR) {
      moveBase(behind);
    } else {
      forget();
      base(sequence + 1);
    }
  }

  private void moveBase(int behind) {
    high += behind;
    if (behind > 0 && prefix != null) {
      prefix.shift(behind);
    }
  }

  /** Sequence number of the first byte of the stream, as far as settled. */
  private int baseSequence() {
    return next - (int) high;
  }

  private boolean payload(DecodedPacket p, int sequence, boolean syn, PrefixPool pool) {
    if (!has(BASED)) {
      base(sequence);
    }
    long offset = high + (sequence - next);
    if (offset < 0 && !has(INITIAL)) {
      offset = before(offset);
    }
    return extend(p, sequence, offset, syn ? SYN_DATA : DATA, pool);
  }

  /** Payload at this offset of the stream; tells whether there was any not seen before. */
  private boolean extend(DecodedPacket p, int sequence, long offset, int kind, PrefixPool pool) {
    if (offset + p.payloadWire <= 0) {
      return false; // all of it before the first byte: of an earlier connection
    }
    seen |= kind;
    if (bytes < WILD && offset < Prefix.LONGEST && (prefix == null || !prefix.full())) {
      keep(p, offset, pool);
    }
    if (offset + p.payloadWire <= high) {
      return false;
    }
    high = offset + p.payloadWire;
    next = sequence + p.payloadWire;
    return true;
  }

  /** Payload before what was thought the first byte: soon after it, only reordered. */
  private long before(long offset) {
    if (packets <= EARLY_PACKETS && -offset < NEAR) {
      moveBase((int) -offset);
      return 0;
    }
    set(BEFORE_BASE);
    return offset;
  }

  /**
   * An acknowledgement number this side sent.
   *
   * @param opening no handshake has been completed: a number that does not answer the SYN is about
   *     another connection (RFC 5961 section 4, challenge ACK)
   */
  void acknowledge(int number, Stream other, boolean opening) {
    int answers = number - (other.initialSequence + 1);
    if (other.has(INITIAL) && !has(ACKNOWLEDGES)) {
      if (opening && (answers < 0 || answers > NEAR)) {
        return;
      }
      set(ACKNOWLEDGES);
      lastAcknowledgement = other.initialSequence + 1;
    } else if (!has(ACKNOWLEDGES)) {
      set(ACKNOWLEDGES);
      lastAcknowledgement = number;
    }
    boolean onlyFinish = other.has(FINISHED) && answers == 1 && number == other.finishedAt;
    if (other.has(SYN_DATA) && answers > 0 && answers < WILD && !onlyFinish) {
      other.set(DATA);
    }
    advance(number - lastAcknowledgement, number);
    if (other.has(FINISHED) && number - other.finishedAt >= 0) {
      other.set(FINISH_ACKNOWLEDGED);
    }
  }

  private void advance(int by, int number) {
    if (by > 0 && by < WILD) {
      set(by > 1 || has(ADVANCED_ONE) ? ACKNOWLEDGED_DATA : ADVANCED_ONE);
      lastAcknowledgement = number;
    }
  }

  /** Whether it acknowledged something of this connection outside of a SYN-ACK. */
  boolean wentOn() {
    return has(PLAIN | ACKNOWLEDGES) && !has(RESET);
  }

  /** Whether it acknowledged this number or some soon after. */
  boolean answered(int number) {
    int beyond = lastAcknowledgement - number;
    return has(ACKNOWLEDGES) && beyond >= 0 && beyond < NEAR;
  }

  /** Whether a SYN with this sequence number would be this direction's, seen late. */
  boolean beginsAfter(int synSequence) {
    int behind = baseSequence() - (synSequence + 1);
    return hasAny(BASED | PLACED) && !has(INITIAL) && behind >= 0 && behind < NEAR && high < WILD;
  }

  /** Whether a reset of this side has a number the other side may take (RFC 5961 section 3.2). */
  boolean resetFits(DecodedPacket p, Stream other) {
    if (other.has(ACKNOWLEDGES) && p.sequence == other.lastAcknowledgement) {
      return true;
    }
    long distance = distance(p, other);
    return distance == NOWHERE ? !other.has(INITIAL) : distance <= RESET_WINDOW;
  }

  /** How far a segment of this side lies from what was last seen, in sequence numbers. */
  long distance(DecodedPacket p, Stream other) {
    if (has(BASED)) {
      return Math.abs((long) (p.sequence - next));
    }
    if ((p.flags & Half.ACK) != 0 && other.has(BASED)) {
      return Math.abs((long) (p.acknowledgement - other.next));
    }
    return other.has(ACKNOWLEDGES)
        ? Math.abs((long) (p.sequence - other.lastAcknowledgement))
        : NOWHERE;
  }

  /** The finished direction, with its buffer; {@code datagrams} where the prefix is of messages. */
  Half toHalf(boolean datagrams, boolean marked) {
    int kept = prefixLength();
    byte[] data = prefix == null ? PrefixPool.nothing() : prefix.handOver();
    boolean complete = datagrams ? kept == bytes : !has(BEFORE_BASE) && kept == high;
    return new Half(
        packets,
        bytes,
        data,
        kept,
        datagrams ? packets > 0 : has(INITIAL),
        complete,
        seen >>> FLAGS_SHIFT,
        has(INITIAL) ? initialSequence & 0xFFFF_FFFFL : -1,
        lastNanos,
        Marks.toArray(marked ? marks : null),
        messages == null ? PrefixPool.noEnds() : messages.ends(kept),
        hasAny(BASED | PLACED) ? next & 0xFFFF_FFFFL : -1,
        high,
        payloadAt);
  }
}
