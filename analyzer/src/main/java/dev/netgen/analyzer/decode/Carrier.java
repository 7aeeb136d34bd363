package dev.netgen.analyzer.decode;

/**
 * The outer packet of a tunnel: who carries the inner one. Reused as {@link DecodedPacket} is, with
 * the same form of addresses.
 */
public final class Carrier {
  /** The layer that begins inside. */
  public Layer layer = Layer.IPIP;

  /** The network in which the outer addresses are meant, as {@link DecodedPacket#segment}. */
  public int segment;

  /** The stack around the outer packet, as {@link DecodedPacket#encapsulation}. */
  public int encapsulation;

  public boolean v6;
  public long sourceHigh;
  public long sourceLow;
  public long destinationHigh;
  public long destinationLow;

  /** Outer IP protocol number: 17, 47, 4, 41. */
  public int protocol;

  /** The tunnel's well-known or configured port on the receiving side, or 0 without ports. */
  public int port;

  /** Whether the packet goes to {@link #port}, not from it. */
  public boolean towardsPort;

  /** The port at the other end, which varies by what is inside; 0 without ports. */
  public int otherPort;

  /** Payload bytes of the outer packet on the wire. */
  public int bytes;

  void copy(Carrier other) {
    layer = other.layer;
    segment = other.segment;
    encapsulation = other.encapsulation;
    v6 = other.v6;
    sourceHigh = other.sourceHigh;
    sourceLow = other.sourceLow;
    destinationHigh = other.destinationHigh;
    destinationLow = other.destinationLow;
    protocol = other.protocol;
    port = other.port;
    bytes = other.bytes;
  }
}
