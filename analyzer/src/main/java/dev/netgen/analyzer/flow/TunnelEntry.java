package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.decode.Carrier;
import dev.netgen.analyzer.decode.Encapsulations;
import dev.netgen.model.net.IpAddress;
import java.util.Locale;

/**
 * The outside of one tunnel while it is seen. A is who sent its first packet, or whom it was sent
 * to from the tunnel's port.
 */
final class TunnelEntry {
  private static final int[] NO_MARKS = new int[0];

  /** One direction. */
  private static final class Side {
    long packets;
    long bytes;
    long lastNanos;

    Half toHalf() {
      return new Half(
          packets,
          bytes,
          PrefixPool.nothing(),
          false,
          bytes == 0,
          0,
          -1,
          lastNanos,
          NO_MARKS,
          PrefixPool.noEnds());
    }
  }

  private final Side a = new Side();
  private final Side b = new Side();
  private final String word;
  private final int observer;
  private final int file;
  private final long frame;
  private final long firstNanos;
  private final int segment;
  private final int encapsulation;
  private final int protocol;
  private final int port;
  private final int otherPort;
  private final boolean v6;
  private final long aHigh;
  private final long aLow;
  private final long bHigh;
  private final long bLow;
  private final int hash;

  TunnelEntry(int hash, int observer, int file, long frame, long nanos, Carrier c) {
    this.hash = hash;
    this.observer = observer;
    this.file = file;
    this.frame = frame;
    firstNanos = nanos;
    word = c.layer.name().toLowerCase(Locale.ROOT).replace('_', '-');
    segment = c.segment;
    encapsulation = c.encapsulation;
    protocol = c.protocol;
    port = c.port;
    otherPort = c.otherPort;
    v6 = c.v6;
    boolean sends = c.towardsPort;
    aHigh = sends ? c.sourceHigh : c.destinationHigh;
    aLow = sends ? c.sourceLow : c.destinationLow;
    bHigh = sends ? c.destinationHigh : c.sourceHigh;
    bLow = sends ? c.destinationLow : c.sourceLow;
  }

  int hash() {
    return hash;
  }

  boolean isFor(int keyHash, int keyObserver, Carrier c) {
    return hash == keyHash
        && observer == keyObserver
        && segment == c.segment
        && protocol == c.protocol
        && port == c.port
        && v6 == c.v6
        && (fromA(c) || fromB(c));
  }

  private boolean fromA(Carrier c) {
    return aLow == c.sourceLow
        && bLow == c.destinationLow
        && aHigh == c.sourceHigh
        && bHigh == c.destinationHigh;
  }

  private boolean fromB(Carrier c) {
    return bLow == c.sourceLow
        && aLow == c.destinationLow
        && bHigh == c.sourceHigh
        && aHigh == c.destinationHigh;
  }

  void count(Carrier c, int packets, long nanos) {
    Side from = fromA(c) ? a : b;
    from.lastNanos = from.packets == 0 ? nanos : Math.max(from.lastNanos, nanos);
    from.packets += packets;
    from.bytes += c.bytes;
  }

  Flow toFlow(Encapsulations names) {
    boolean both = a.packets > 0 && b.packets > 0;
    return new Flow(
        observer,
        file,
        frame,
        protocol,
        segment,
        names.text(encapsulation),
        word,
        new IpAddress(aHigh, aLow, v6),
        otherPort,
        new IpAddress(bHigh, bLow, v6),
        port,
        a.toHalf(),
        b.toHalf(),
        firstNanos,
        b.packets == 0 ? a.lastNanos : Math.max(a.lastNanos, b.lastNanos),
        both ? FlowState.ESTABLISHED : FlowState.ONE_WAY,
        Flow.Initiator.UNKNOWN);
  }
}
