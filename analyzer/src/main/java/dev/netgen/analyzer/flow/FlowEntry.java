package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.decode.DecodedPacket;
import dev.netgen.analyzer.decode.Encapsulations;
import dev.netgen.model.net.IpAddress;

/** A flow while it lasts; reused for others when it has ended. A is who sent the first packet. */
final class FlowEntry {
  static final int TCP = 6;

  final Stream a;
  final Stream b;

  int hash;
  int observer;
  int segment;
  int encapsulation;
  int protocol;
  boolean v6;
  long aHigh;
  long aLow;
  long bHigh;
  long bLow;
  int aPort;
  int bPort;

  /** Number of the first packet among all of the run: the order in which flows began. */
  long ordinal;

  int file;
  long frame;
  long firstNanos;
  long lastNanos;

  /** TCP: the handshake was completed, as far as this side of the network could see. */
  boolean complete;

  /** An ICMP error refused a packet to which nothing had been answered. */
  boolean refused;

  /** When the close was seen; meaningful with {@link #closed}. */
  long closedNanos;

  boolean closed;

  /** The flow was handed out; the entry only knows stragglers. */
  boolean reported;

  FlowEntry(PrefixPool pool) {
    a = new Stream(pool);
    b = new Stream(pool);
  }

  void begin(int keyHash, int keyObserver, DecodedPacket p, long nanos) {
    a.clear();
    b.clear();
    hash = keyHash;
    observer = keyObserver;
    segment = p.segment;
    encapsulation = p.encapsulation;
    protocol = p.protocol;
    v6 = p.v6;
    aHigh = p.sourceHigh;
    aLow = p.sourceLow;
    bHigh = p.destinationHigh;
    bLow = p.destinationLow;
    aPort = p.sourcePort;
    bPort = p.destinationPort;
    firstNanos = nanos;
    lastNanos = nanos;
    complete = false;
    refused = false;
    closed = false;
    reported = false;
  }

  boolean isFor(int keyHash, int keyObserver, DecodedPacket p) {
    return hash == keyHash
        && observer == keyObserver
        && segment == p.segment
        && protocol == p.protocol
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

  boolean tcp() {
    return protocol == TCP;
  }

  /** When it ended, for the order in which flows are handed out. */
  long endNanos() {
    return closed ? closedNanos : lastNanos;
  }

  /** How long silence may last before the next packet is another flow's. */
  long patience() {
    if (!tcp()) {
      return FlowTimes.UDP_IDLE;
    }
    boolean opening = (a.initialSequence >= 0 || b.initialSequence >= 0) && !complete;
    return opening ? FlowTimes.TCP_OPENING : FlowTimes.TCP_IDLE;
  }

  /** The finished flow as a value. */
  Flow toFlow(long observerBegan, Encapsulations names) {
    return new Flow(
        observer,
        file,
        frame,
        protocol,
        segment,
        names.text(encapsulation),
        "",
        new IpAddress(aHigh, aLow, v6),
        aPort,
        new IpAddress(bHigh, bLow, v6),
        bPort,
        a.toHalf(!tcp()),
        b.toHalf(!tcp()),
        firstNanos,
        lastNanos,
        tcp() ? TcpOutcome.state(this) : UdpOutcome.state(this),
        tcp() ? TcpOutcome.initiator(this) : UdpOutcome.initiator(this, observerBegan));
  }
}
