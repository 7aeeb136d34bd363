package dev.netgen.analyzer.flow;

import dev.netgen.model.net.IpAddress;

/**
 * Sees UDP payloads that look like successful DNS responses (RFC 1035 section 4.1.1: QR set, opcode
 * and rcode 0, one question, an answer at least), in packet time order, before the flow that uses
 * the answer ends.
 */
@FunctionalInterface
public interface DatagramTap {
  /**
   * One such datagram. The buffer is reused after the call and must not be kept or written.
   *
   * @param observer index of the capture point
   * @param segment the VLAN or overlay network, as in {@link Flow}
   * @param source sender, the resolver
   * @param sourcePort its port
   * @param destination receiver, who asked
   * @param destinationPort its port
   * @param nanos packet time in nanoseconds since 1970
   * @param buffer holds the payload
   * @param offset where it begins
   * @param length its captured bytes, which may be fewer than were sent
   */
  void udp(
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
