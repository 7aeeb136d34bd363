package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.decode.DecodedPacket;
import dev.netgen.analyzer.decode.Encapsulations;
import dev.netgen.model.net.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * A flow while it lasts; reused for others when it has ended. A is who sent the first packet.
 *
 * <p>Implementation note: 120 bytes, and a {@link Stream} for each direction that has packets.
 */
final class FlowEntry {
  static final int TCP = 6;
  static final int UDP = 17;
  static final int SCTP = 132;

  final Stream a = new Stream();

  /** What B sends; {@code none}, which nobody writes to, until B sends something. */
  Stream b;

  private final Stream none;
  private @Nullable FlowExtra extra;

  int hash;
  int observer;
  int encapsulation;
  private int segment;
  byte protocol;
  boolean v6;
  long aHigh;
  long aLow;
  long bHigh;
  long bLow;
  char aPort;
  char bPort;

  /** Number of the first packet among all of the run: the order in which flows began. */
  long ordinal;

  int file;
  long frame;
  long firstNanos;

  /** B sent the earliest packet, though one of A came first in the file. */
  boolean earliestIsB;

  /** TCP: the handshake was completed, as far as this side of the network could see. */
  boolean complete;

  /** When the close was seen; meaningful with {@link #closed}. */
  long closedNanos;

  boolean closed;

  /** It closed, and waits with others that did to be handed out. */
  boolean lingers;

  /** The flow was handed out; the entry only knows stragglers. */
  boolean reported;

  /** Payload may announce other flows. */
  boolean announces;

  FlowEntry(Stream none) {
    this.none = none;
    b = none;
  }

  void begin(int keyHash, int keyObserver, DecodedPacket p, long nanos) {
    a.clear();
    if (b != none) {
      b.clear();
    }
    extra = null;
    hash = keyHash;
    observer = keyObserver;
    segment = p.segment;
    encapsulation = p.encapsulation;
    protocol = (byte) p.protocol;
    v6 = p.v6;
    aHigh = p.sourceHigh;
    aLow = p.sourceLow;
    bHigh = p.destinationHigh;
    bLow = p.destinationLow;
    aPort = (char) p.sourcePort;
    bPort = (char) p.destinationPort;
    firstNanos = nanos;
    earliestIsB = false;
    complete = false;
    closed = false;
    lingers = false;
    reported = false;
    announces = false;
  }

  boolean isFor(int keyObserver, DecodedPacket p) {
    return observer == keyObserver
        && segment == p.segment
        && protocol == (byte) p.protocol
        && v6 == p.v6
        && (fromA(p) || fromB(p));
  }

  boolean fromA(DecodedPacket p) {
    return aPort == p.sourcePort
        && bPort == p.destinationPort
        && aLow == p.sourceLow
        && bLow == p.destinationLow
        && aHigh == p.sourceHigh
        && bHigh == p.destinationHigh;
  }

  private boolean fromB(DecodedPacket p) {
    return bPort == p.sourcePort
        && aPort == p.destinationPort
        && bLow == p.sourceLow
        && aLow == p.destinationLow
        && bHigh == p.sourceHigh
        && aHigh == p.destinationHigh;
  }

  /** The sender's direction, to write to. */
  Stream sender(boolean fromA) {
    if (fromA) {
      return a;
    }
    if (b == none) {
      b = new Stream();
    }
    return b;
  }

  int segment() {
    return segment;
  }

  IpAddress addressA() {
    return new IpAddress(aHigh, aLow, v6);
  }

  IpAddress addressB() {
    return new IpAddress(bHigh, bLow, v6);
  }

  IpAddress address(boolean ofA) {
    return ofA ? addressA() : addressB();
  }

  int protocolNumber() {
    return protocol & 0xFF;
  }

  boolean tcp() {
    return protocol == TCP;
  }

  boolean sctp() {
    return protocol == (byte) SCTP;
  }

  long lastNanos() {
    return b.packets == 0 ? a.lastNanos : Math.max(a.lastNanos, b.lastNanos);
  }

  /** Captures are not in strict order: a flow begins with its earliest packet. */
  void beganWith(DecodedPacket p, int itsFile, long itsFrame, long nanos) {
    firstNanos = nanos;
    file = itsFile;
    frame = itsFrame;
    earliestIsB = !fromA(p);
  }

  /** When it ended, for the order in which flows are handed out. */
  long endNanos() {
    return closed ? closedNanos : lastNanos();
  }

  void close(long nanos) {
    if (!closed) {
      closed = true;
      closedNanos = nanos;
    }
  }

  /** How long silence may last before the next packet is another flow's. */
  long patience() {
    if (!tcp() && !sctp()) {
      return FlowTimes.UDP_IDLE;
    }
    boolean opening = a.hasAny(Stream.INITIAL) || b.hasAny(Stream.INITIAL);
    return opening && !complete ? FlowTimes.TCP_OPENING : FlowTimes.TCP_IDLE;
  }

  /**
   * Whether a packet of this time goes on with an established TCP connection of which nothing out
   * of the way is known: no close, no silence too long, no connection before it.
   */
  boolean isSteady(long nanos) {
    return complete
        && protocol == TCP
        && !closed
        && !reported
        && extra == null
        && nanos >= firstNanos
        && nanos - lastNanos() <= FlowTimes.TCP_IDLE;
  }

  /** Whether the silence before a packet of this time ended it. */
  boolean isPast(long nanos) {
    return closed ? nanos - closedNanos > FlowTimes.STRAGGLERS : nanos - lastNanos() > patience();
  }

  /** Whether a packet of this time comes too late to be part of it. */
  boolean isLingering(long nanos) {
    return reported || (closed && nanos - closedNanos > FlowTimes.LINGER);
  }

  /** Whether a sweep at this time may hand it out; closed ones when they have lingered so long. */
  boolean hasEnded(long now, long linger) {
    long silence = closed ? linger : patience() + FlowTimes.DISORDER;
    return !reported && now - endNanos() > silence;
  }

  /** Whether nothing of it need be known any more. */
  boolean isForgotten(long now) {
    return now - endNanos() > known();
  }

  /**
   * Until when a sweep may leave it alone, whatever packets come meanwhile: handed out, as long as
   * it is known; else for the shortest silence that ends a flow. Closed ones are handed out without
   * being looked for.
   */
  long quietUntil() {
    return reported ? endNanos() + known() : lastNanos() + FlowTimes.SHORTEST;
  }

  private long known() {
    return (closed ? FlowTimes.STRAGGLERS : patience()) + FlowTimes.DISORDER;
  }

  /** What few flows have, to read: null where this has nothing of it. */
  @Nullable FlowExtra extra() {
    return extra;
  }

  /** What few flows have, to write to. */
  FlowExtra writeExtra() {
    FlowExtra known = extra;
    if (known == null) {
      known = new FlowExtra();
      extra = known;
    }
    return known;
  }

  /** The connection before this one on the same ports, while this one's handshake is open. */
  @Nullable FlowEntry earlier() {
    return extra == null ? null : extra.earlier;
  }

  /** Gives back what payload was kept. */
  void forget() {
    a.forget();
    if (b != none) {
      b.forget();
    }
  }

  /** The finished flow as a value. */
  Flow toFlow(long observerBegan, Encapsulations names, KnownAddresses addresses) {
    boolean numbered = a.has(Stream.INITIAL) && b.has(Stream.INITIAL);
    return new Flow(
        observer,
        file,
        frame,
        protocolNumber(),
        segment,
        names.text(encapsulation),
        "",
        addresses.of(aHigh, aLow, v6),
        aPort,
        addresses.of(bHigh, bLow, v6),
        bPort,
        a.toHalf(!tcp(), !numbered),
        b.toHalf(!tcp(), !numbered),
        firstNanos,
        lastNanos(),
        Outcomes.state(this),
        Outcomes.initiator(this, observerBegan),
        FlowExtra.context(this));
  }
}
