package dev.netgen.analyzer.decode;

/**
 * One captured packet to a {@link DecodedPacket}: dispatch by link type. One decoder serves one
 * run: it numbers the encapsulations met.
 */
public final class PacketDecoder {
  private static final byte[] NOTHING = new byte[0];

  private final Encapsulations encapsulations = new Encapsulations();
  final UdpTunnels tunnels;
  final Reassembly reassembly = new Reassembly();

  /** A decoder that knows tunnels over UDP by these ports. */
  public PacketDecoder(TunnelPorts ports) {
    tunnels = new UdpTunnels(ports);
  }

  /** A decoder that knows tunnels over UDP by their usual ports. */
  public PacketDecoder() {
    this(TunnelPorts.defaults());
  }

  /**
   * Decodes into {@code into}, whatever the bytes are; never throws on them.
   *
   * @param linkType number of the LINKTYPE_ registry
   * @param buffer holds the packet
   * @param offset where it begins
   * @param captured bytes captured
   * @param wire bytes it had on the wire
   * @param into overwritten
   * @return {@link Reason#NONE} for a packet of a flow; {@link Reason#HELD} for a piece of a
   *     datagram that is not complete; else why not
   */
  public Reason decode(
      int linkType, byte[] buffer, int offset, int captured, int wire, DecodedPacket into) {
    into.begin(this, buffer, offset, captured, wire);
    if (linkType == LinkTypes.ETHERNET && PlainSegment.decode(into, offset)) {
      return Reason.NONE;
    }
    Reason reason = dispatch(linkType, offset, into);
    into.settle();
    return reason;
  }

  /**
   * Whether pieces of a datagram are to be given up before the packet of this time is decoded: they
   * waited long enough, or room is needed.
   */
  public boolean due(long nanos) {
    return reassembly.due(nanos);
  }

  /** Whether pieces of datagrams are held. */
  public boolean holds() {
    return reassembly.holds();
  }

  /**
   * Gives up the oldest datagram of which pieces are held. With its first piece it is decoded as a
   * packet cut short; {@link DecodedPacket#packets} tells how many packets it stands for.
   *
   * @param into overwritten, its place and time as well
   * @return as {@link #decode}
   */
  public Reason expire(DecodedPacket into) {
    into.begin(this, NOTHING, 0, 0, 0);
    Reason reason = Fragments.expired(into, reassembly.expire(into));
    into.settle();
    return reason;
  }

  /** Pieces of datagrams that contradicted pieces before them. */
  public long overlappingFragments() {
    return reassembly.overlaps();
  }

  /** Names the numbers that packets carry. */
  public Encapsulations encapsulations() {
    return encapsulations;
  }

  private static Reason dispatch(int linkType, int offset, DecodedPacket into) {
    return switch (linkType) {
      case LinkTypes.ETHERNET -> Ethernet.decode(into, offset);
      case LinkTypes.LINUX_SLL -> LinuxCooked.decodeV1(into, offset);
      case LinkTypes.LINUX_SLL2 -> LinuxCooked.decodeV2(into, offset);
      case LinkTypes.RAW, LinkTypes.RAW_BSD, LinkTypes.RAW_OPENBSD -> Ip.decode(into, offset);
      case LinkTypes.IPV4 -> Ipv4.decode(into, offset);
      case LinkTypes.IPV6 -> Ipv6.decode(into, offset);
      case LinkTypes.NULL, LinkTypes.LOOP -> BsdLoopback.decode(into, offset);
      case LinkTypes.PPP, LinkTypes.PPP_PPPD -> Ppp.framed(into, offset);
      case LinkTypes.PPP_HDLC, LinkTypes.C_HDLC -> Ppp.hdlc(into, offset);
      case LinkTypes.PPP_ETHER -> Pppoe.session(into, offset);
      case LinkTypes.NFLOG -> Nflog.decode(into, offset);
      case LinkTypes.WLAN -> Wlan.decode(into, offset);
      case LinkTypes.WLAN_RADIOTAP -> Wlan.radiotap(into, offset);
      default -> into.reject(Reason.UNKNOWN_LINK_TYPE, linkType);
    };
  }
}
