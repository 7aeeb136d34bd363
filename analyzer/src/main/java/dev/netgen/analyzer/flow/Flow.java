package dev.netgen.analyzer.flow;

import dev.netgen.model.net.IpAddress;

/**
 * One transport conversation as one observer saw it, finished. A is the sender of the first packet
 * seen, which need not be the client.
 *
 * @param observer index of the capture point among the inputs' sources
 * @param file index of the file that holds the first packet
 * @param frame number of the first packet in that file, from 1
 * @param protocol IP protocol number; ports are 0 where it has none
 * @param segment number of the VLAN or overlay network its addresses are meant in, within this run;
 *     0 where none is named
 * @param encapsulation what lay around its first packet, such as {@code vlan:5/vxlan:42}; empty
 *     where nothing did
 * @param tunnel for the outside of a tunnel, what it is, such as {@code vxlan}; empty for a
 *     conversation. A tunnel is one flow between its ends whatever its source ports: {@code portA}
 *     is that of its first packet and {@code portB} the tunnel's
 * @param addressA first sender
 * @param portA its port
 * @param addressB the other
 * @param portB its port
 * @param aToB from A to B
 * @param bToA from B to A
 * @param firstNanos time of the first packet, nanoseconds since 1970
 * @param lastNanos time of the last packet
 * @param state how it went
 * @param initiator which side opened it, and how that is known
 * @param context what is known of it from beside its own packets
 */
public record Flow(
    int observer,
    int file,
    long frame,
    int protocol,
    int segment,
    String encapsulation,
    String tunnel,
    IpAddress addressA,
    int portA,
    IpAddress addressB,
    int portB,
    Half aToB,
    Half bToA,
    long firstNanos,
    long lastNanos,
    FlowState state,
    Initiator initiator,
    FlowContext context) {

  /** A flow of which nothing but its own packets is known. */
  public Flow(
      int observer,
      int file,
      long frame,
      int protocol,
      int segment,
      String encapsulation,
      String tunnel,
      IpAddress addressA,
      int portA,
      IpAddress addressB,
      int portB,
      Half aToB,
      Half bToA,
      long firstNanos,
      long lastNanos,
      FlowState state,
      Initiator initiator) {
    this(
        observer,
        file,
        frame,
        protocol,
        segment,
        encapsulation,
        tunnel,
        addressA,
        portA,
        addressB,
        portB,
        aToB,
        bToA,
        firstNanos,
        lastNanos,
        state,
        initiator,
        FlowContext.NONE);
  }

  /** Which side opened the flow, from packet order and TCP flags alone. */
  public enum Initiator {
    /** A sent the SYN, or B answered with SYN-ACK. */
    A_BY_HANDSHAKE,
    /** B sent the SYN (A's SYN-ACK was the first packet seen). */
    B_BY_HANDSHAKE,
    /** UDP: A sent first, after the capture point had been idle for this pair for some time. */
    A_BY_FIRST_PACKET,
    /** UDP: the same of B, whose earlier packet stands later in the file. */
    B_BY_FIRST_PACKET,
    /** Nothing in the headers tells. */
    UNKNOWN
  }

  /** Whether this is the outside of a tunnel, whose packets count with the conversations inside. */
  public boolean isTunnel() {
    return !tunnel.isEmpty();
  }

  /** Packets of both directions. */
  public long packets() {
    return aToB.packets() + bToA.packets();
  }

  /** Payload bytes of both directions. */
  public long bytes() {
    return aToB.bytes() + bToA.bytes();
  }
}
