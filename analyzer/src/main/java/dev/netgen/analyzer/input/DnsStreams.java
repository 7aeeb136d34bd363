package dev.netgen.analyzer.input;

import dev.netgen.analyzer.decode.Bytes;
import dev.netgen.analyzer.decode.DecodedPacket;
import dev.netgen.analyzer.flow.DatagramTap;
import dev.netgen.analyzer.flow.DnsGlance;
import java.util.Arrays;
import java.util.LinkedHashMap;

/**
 * DNS messages as they pass: payloads of UDP, and messages in the segments of TCP (RFC 7766 section
 * 8), on any port.
 *
 * <pre>
 * | length 16 | message | length 16 | message ...
 * </pre>
 *
 * <p>A message that begins in a segment and does not end there is kept until the segments that
 * follow bring the rest, in order; where they do not it is given up. Bounded: of more than {@link
 * #MOST_STREAMS} such messages the oldest go.
 */
final class DnsStreams {
  static final int MOST_STREAMS = 256;

  private static final int UDP = 17;
  private static final int TCP = 6;
  private static final int SYN = 2;
  private static final int PREFIX = 2;
  private static final int HEADER = 12;
  private static final int DNS_PORT = 53;

  /** One direction of a connection. */
  private record Way(
      int observer,
      int segment,
      long sourceHigh,
      long sourceLow,
      long destinationHigh,
      long destinationLow,
      int ports) {
    static Way of(DecodedPacket d) {
      return new Way(
          d.observer,
          d.segment,
          d.sourceHigh,
          d.sourceLow,
          d.destinationHigh,
          d.destinationLow,
          (d.sourcePort << 16) | d.destinationPort);
    }
  }

  /** The beginning of a message, and the sequence number that follows it. */
  private static final class Begun {
    private byte[] bytes;
    private int length;
    private int next;

    Begun(byte[] beginning, int next) {
      this.bytes = beginning;
      this.length = beginning.length;
      this.next = next;
    }

    /** Adds a segment's payload; whether the first message is whole then. */
    boolean add(DecodedPacket d) {
      if (bytes.length - length < d.payloadCaptured) {
        bytes = Arrays.copyOf(bytes, 2 * length + d.payloadCaptured);
      }
      System.arraycopy(d.buffer, d.payload, bytes, length, d.payloadCaptured);
      length += d.payloadCaptured;
      next += d.payloadWire;
      return length >= PREFIX && length - PREFIX >= Bytes.u16(bytes, 0);
    }
  }

  private final DatagramTap tap;
  private final LinkedHashMap<Way, Begun> begun = new LinkedHashMap<>();

  DnsStreams(DatagramTap tap) {
    this.tap = tap;
  }

  /** Takes a packet that was decoded. */
  void packet(DecodedPacket d) {
    if (d.protocol == UDP) {
      if (DnsGlance.isMessage(d.buffer, d.payload, d.payloadCaptured)) {
        tell(d, d.buffer, d.payload, d.payloadCaptured);
      }
    } else if (d.protocol == TCP && d.payloadCaptured > 0) {
      segment(d);
    }
  }

  private void segment(DecodedPacket d) {
    Begun before = begun.isEmpty() ? null : begun.get(Way.of(d));
    if (before == null) {
      if (mayBegin(d)) {
        messages(d, d.buffer, d.payload, d.payload + d.payloadCaptured);
      }
    } else if (d.sequence == before.next) {
      if (before.add(d) || d.payloadCaptured < d.payloadWire) {
        begun.remove(Way.of(d));
        messages(d, before.bytes, 0, before.length);
      }
    } else if (d.sequence - before.next > 0) {
      begun.remove(Way.of(d)); // a gap
    }
  }

  /**
   * Whether the segment may be the beginning of a message: by its header, or where DNS is usual.
   */
  private static boolean mayBegin(DecodedPacket d) {
    int left = d.payloadCaptured - PREFIX;
    return left > HEADER
        ? DnsGlance.isMessage(d.buffer, d.payload + PREFIX, left)
        : d.sourcePort == DNS_PORT || d.destinationPort == DNS_PORT;
  }

  private void messages(DecodedPacket d, byte[] bytes, int from, int end) {
    int at = from;
    while (end - at >= PREFIX) {
      int length = Bytes.u16(bytes, at);
      int there = Math.min(length, end - at - PREFIX);
      if (length <= HEADER || (there > HEADER && !DnsGlance.isMessage(bytes, at + PREFIX, there))) {
        return;
      }
      boolean cut = d.payloadCaptured < d.payloadWire;
      if (there < length && !cut) {
        break;
      }
      tell(d, bytes, at + PREFIX, there);
      at += PREFIX + there;
    }
    if (at < end && d.payloadCaptured == d.payloadWire) {
      keep(d, Arrays.copyOfRange(bytes, at, end));
    }
  }

  private void keep(DecodedPacket d, byte[] beginning) {
    int syn = (d.flags & SYN) == 0 ? 0 : 1;
    begun.put(Way.of(d), new Begun(beginning, d.sequence + syn + d.payloadWire));
    if (begun.size() > MOST_STREAMS) {
      begun.remove(begun.keySet().iterator().next());
    }
  }

  private void tell(DecodedPacket d, byte[] bytes, int offset, int length) {
    tap.message(
        d.observer,
        d.segment,
        d.source(),
        d.sourcePort,
        d.destination(),
        d.destinationPort,
        d.nanos,
        bytes,
        offset,
        length);
  }
}
