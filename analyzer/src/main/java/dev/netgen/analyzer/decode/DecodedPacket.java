package dev.netgen.analyzer.decode;

import dev.netgen.model.net.IpAddress;

/**
 * What the headers of one packet say. One object is reused for all packets; the payload is a view
 * into the reader's buffer and valid until the next packet is read.
 *
 * <p>Implementation note: plain fields, since every packet passes here and nothing may be
 * allocated. An IPv4 address stands in the low 32 bits with {@code v6} false, as in {@link
 * IpAddress}.
 */
public final class DecodedPacket {
  /** Most tunnels around one packet. */
  public static final int MAX_CARRIERS = 4;

  /** Most layers around one packet. */
  static final int MAX_LAYERS = 16;

  private final long[] layers = new long[MAX_LAYERS];
  private int depth;
  private Encapsulations known = new Encapsulations();
  UdpTunnels tunnels = UdpTunnels.none();
  Reassembly reassembly = new Reassembly();

  /** Who captured it; of a datagram in pieces given up, the first of them that came. */
  public int observer;

  /** The file it is in. */
  public int file;

  /** Its number in the file, from 1. */
  public long frame;

  /** When it was captured, in nanoseconds since 1970. */
  public long nanos;

  /** The bytes of the packet, somewhere inside. */
  public byte[] buffer = new byte[0];

  /** Index after the last captured byte. */
  int end;

  /** Index after the last byte on the wire; not less than {@code end}. */
  int wireEnd;

  /** Index after the last byte by the word of a layer around; the greatest where none tells. */
  int bound;

  /** The number that goes with the reason, where it has one. */
  public int detail;

  /**
   * By which device and in which direction the {@code any} device saw it, or -1 where it came from
   * one device: a number that tells such sightings apart.
   */
  public int way;

  /** Captured packets that make up this one: more than 1 when fragments were put together. */
  public int packets = 1;

  /**
   * The network in which the addresses are meant, within the observer: a number of {@link
   * Encapsulations#segment}; 0 where no VLAN or overlay network is named.
   */
  public int segment;

  /** The stack of layers around the innermost IP packet: a number of {@link Encapsulations}. */
  public int encapsulation;

  /** How many of {@link #carrier} hold, outermost first. */
  public int carriers;

  /** The outer packets of the tunnels around this one. */
  public final Carrier[] carrier = new Carrier[MAX_CARRIERS];

  /** What an ICMP error says; addresses, ports and protocol are then the quoted packet's. */
  public IcmpError icmpError = IcmpError.NONE;

  /** Whether the addresses are IPv6. */
  public boolean v6;

  /** Sender, upper 64 bits. */
  public long sourceHigh;

  /** Sender, lower 64 bits. */
  public long sourceLow;

  /** Receiver, upper 64 bits. */
  public long destinationHigh;

  /** Receiver, lower 64 bits. */
  public long destinationLow;

  /** IP protocol number (IANA). */
  public int protocol;

  /** Sender's port; 0 where the protocol has none. */
  public int sourcePort;

  /** Receiver's port; 0 where the protocol has none. */
  public int destinationPort;

  /** TCP sequence number, 32 bits; SCTP: the verification tag. */
  public int sequence;

  /** TCP acknowledgement number, 32 bits; SCTP: the initiate tag of INIT and INIT ACK, or 0. */
  public int acknowledgement;

  /** TCP flags, FIN in bit 0; SCTP: {@link SctpChunks}. */
  public int flags;

  /** Index of the first payload byte. */
  public int payload;

  /** Payload bytes captured, from {@code payload} on. */
  public int payloadCaptured;

  /** Payload bytes on the wire; not less than captured. */
  public int payloadWire;

  /** Says where and when the packet decoded next was captured. */
  public void capturedAt(int atObserver, int inFile, long asFrame, long atNanos) {
    observer = atObserver;
    file = inFile;
    frame = asFrame;
    nanos = atNanos;
  }

  /** Begins a packet: {@code captured} bytes at {@code offset} of {@code wire} on the wire. */
  void begin(PacketDecoder decoder, byte[] bytes, int offset, int captured, int wire) {
    known = decoder.encapsulations();
    tunnels = decoder.tunnels;
    reassembly = decoder.reassembly;
    reassembly.packetBegins();
    buffer = bytes;
    end = offset + captured;
    wireEnd = offset + Math.max(captured, Math.min(wire, Integer.MAX_VALUE - offset));
    bound = Integer.MAX_VALUE;
    detail = 0;
    way = -1;
    packets = 1;
    segment = 0;
    encapsulation = 0;
    carriers = 0;
    depth = 0;
    icmpError = IcmpError.NONE;
    flags = 0;
    payload = end;
    payloadCaptured = 0;
    payloadWire = 0;
  }

  /** An empty packet. */
  public DecodedPacket() {
    for (int i = 0; i < MAX_CARRIERS; i++) {
      carrier[i] = new Carrier();
    }
  }

  /** Notes a layer around what is decoded next; false when there are too many. */
  @SuppressWarnings("EnumOrdinal") // an index into LAYERS, never stored
  boolean enter(Layer layer, int id) {
    if (depth == MAX_LAYERS) {
      return false;
    }
    layers[depth++] = ((long) layer.ordinal() << 32) | (id & 0xFFFF_FFFFL);
    return true;
  }

  /** Sets the numbers of the layers entered so far. */
  void settle() {
    if (depth == 0) {
      encapsulation = 0;
      segment = 0;
    } else {
      encapsulation = known.number(layers, depth);
      segment = known.segment(encapsulation);
    }
  }

  /**
   * Notes the packet decoded so far as the outer one of a tunnel; false when there are too many.
   *
   * @param port the tunnel's, or 0
   * @param bytes payload of the outer packet on the wire
   */
  boolean carry(Layer layer, int id, int port, int bytes) {
    if (carriers == MAX_CARRIERS || depth == MAX_LAYERS) {
      return false;
    }
    settle();
    Carrier outer = carrier[carriers++];
    outer.layer = layer;
    outer.segment = segment;
    outer.encapsulation = encapsulation;
    outer.v6 = v6;
    outer.sourceHigh = sourceHigh;
    outer.sourceLow = sourceLow;
    outer.destinationHigh = destinationHigh;
    outer.destinationLow = destinationLow;
    outer.protocol = protocol;
    outer.port = port;
    outer.towardsPort = port == destinationPort || port == 0;
    outer.otherPort = port == 0 ? 0 : outer.towardsPort ? sourcePort : destinationPort;
    outer.bytes = bytes;
    return enter(layer, id);
  }

  /**
   * Becomes the view of a datagram of which this packet was the last piece; stands at its first.
   */
  void show(Datagram datagram) {
    capturedAt(datagram.observer, datagram.file, datagram.frame, datagram.nanos);
    buffer = datagram.data;
    end = datagram.captured();
    wireEnd = datagram.wire();
    bound = Integer.MAX_VALUE;
    packets = datagram.packets;
  }

  /** Becomes the view of what is there of a datagram, in place of a packet. */
  void resume(Datagram datagram) {
    capturedAt(datagram.observer, datagram.file, datagram.frame, datagram.nanos);
    v6 = datagram.v6;
    sourceHigh = datagram.sourceHigh;
    sourceLow = datagram.sourceLow;
    destinationHigh = datagram.destinationHigh;
    destinationLow = datagram.destinationLow;
    carriers = datagram.carriers;
    for (int i = 0; i < carriers; i++) {
      carrier[i].copy(datagram.carrier[i]);
    }
    depth = datagram.depth;
    System.arraycopy(datagram.layers, 0, layers, 0, depth);
    show(datagram);
  }

  /** Copies the layers so far; returns how many. */
  int copyLayers(long[] into) {
    System.arraycopy(layers, 0, into, 0, depth);
    return depth;
  }

  /** Whether so many bytes from the offset on were captured. */
  boolean has(int offset, int count) {
    return count <= end - offset;
  }

  /** Whether so many bytes from the offset on were on the wire. */
  boolean onWire(int offset, int count) {
    return count <= wireEnd - offset;
  }

  Reason reject(Reason reason, int number) {
    detail = number;
    return reason;
  }

  void payloadAt(int offset, int length) {
    payload = Math.min(offset, end);
    payloadWire = Math.max(0, length);
    payloadCaptured = Math.min(payloadWire, end - payload);
  }

  /** The sender as a value (allocates). */
  public IpAddress source() {
    return new IpAddress(sourceHigh, sourceLow, v6);
  }

  /** The receiver as a value (allocates). */
  public IpAddress destination() {
    return new IpAddress(destinationHigh, destinationLow, v6);
  }
}
