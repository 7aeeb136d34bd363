package dev.netgen.analyzer.flow;

import dev.netgen.model.net.IpAddress;

/**
 * Sees what looks like DNS messages ({@link DnsGlance}), in packet time order, before the flow that
 * uses the answer ends: payloads of UDP, and messages in the streams of TCP (RFC 7766).
 */
@FunctionalInterface
public interface DatagramTap {
  /**
   * One such message. The buffer is reused after the call and must not be kept or written.
   *
   * @param observer index of the capture point
   * @param segment the VLAN or overlay network, as in {@link Flow}
   * @param source sender
   * @param sourcePort its port
   * @param destination receiver
   * @param destinationPort its port
   * @param nanos packet time in nanoseconds since 1970
   * @param buffer holds the message
   * @param offset where it begins
   * @param length its captured bytes, which may be fewer than were sent
   */
  void message(
      int observer,
      int segment,
      IpAddress source,
      int sourcePort,
      IpAddress destination,
      int destinationPort,
      long nanos,
      byte[] buffer,
      int offset,
      int length);

  /** A tap that looks at nothing. */
  static DatagramTap none() {
    return (observer, segment, src, srcPort, dst, dstPort, nanos, buffer, offset, length) -> {};
  }
}
