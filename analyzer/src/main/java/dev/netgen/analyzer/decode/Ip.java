package dev.netgen.analyzer.decode;

/** What IPv4 and IPv6 share: the version nibble, and what the protocol number names. */
final class Ip {
  private Ip() {}

  /** An IP packet of either version. */
  static Reason decode(DecodedPacket p, int offset) {
    if (!p.has(offset, 1)) {
      return Reason.EMPTY_IP;
    }
    int version = Bytes.u8(p.buffer, offset) >> 4;
    return switch (version) {
      case 4 -> Ipv4.decode(p, offset);
      case 6 -> Ipv6.decode(p, offset);
      default -> p.reject(Reason.UNKNOWN_IP_VERSION, version);
    };
  }

  /** Whether an IP packet may begin here: nothing captured contradicts. */
  static boolean credible(DecodedPacket p, int offset) {
    if (!p.has(offset, 1)) {
      return p.onWire(offset, 1);
    }
    return switch (Bytes.u8(p.buffer, offset) >> 4) {
      case 4 -> Ipv4.credible(p, offset);
      case 6 -> Ipv6.credible(p, offset);
      default -> false;
    };
  }

  /** An IP packet directly inside an IP packet, RFC 2003, 2473, 4213. */
  private static Reason ipInIp(DecodedPacket p, int offset, int length, int version) {
    boolean credible = version == 4 ? Ipv4.credible(p, offset) : Ipv6.credible(p, offset);
    if (!credible) {
      return plain(p, offset, length);
    }
    if (!p.carry(Layer.IPIP, 0, 0, length)) {
      return Reason.TUNNELS_TOO_DEEP;
    }
    return version == 4 ? Ipv4.decode(p, offset) : Ipv6.decode(p, offset);
  }

  /** A packet of a flow without ports: all behind the IP headers is payload. */
  static Reason plain(DecodedPacket p, int offset, int length) {
    p.sourcePort = 0;
    p.destinationPort = 0;
    p.sequence = 0;
    p.acknowledgement = 0;
    p.payloadAt(offset, length);
    return Reason.NONE;
  }

  /** Whether the protocol begins with two ports. */
  static boolean hasPorts(int protocol) {
    return switch (protocol) {
      case 6, 17, 33, 132, 136 -> true;
      default -> false;
    };
  }

  /**
   * Goes on with what the protocol number names (IANA "Protocol Numbers"). What is not looked into
   * is a packet of a flow without ports.
   *
   * @param length bytes of the IP payload on the wire
   */
  static Reason protocol(DecodedPacket p, int offset, int length, int protocol) {
    p.protocol = protocol;
    return switch (protocol) {
      case 6 -> Tcp.decode(p, offset, length);
      case 17 -> Udp.decode(p, offset, length);
      case 1 -> p.v6 ? plain(p, offset, length) : Icmp.decodeV4(p, offset, length);
      case 58 -> p.v6 ? Icmp.decodeV6(p, offset, length) : plain(p, offset, length);
      case 4 -> ipInIp(p, offset, length, 4);
      case 33 -> Dccp.decode(p, offset, length);
      case 41 -> ipInIp(p, offset, length, 6);
      case 47 -> Gre.decode(p, offset, length);
      case 50 -> Esp.decode(p, offset, length);
      case 51 -> Ah.decode(p, offset, length);
      case 132 -> Sctp.decode(p, offset, length);
      case 136 -> Udp.lite(p, offset, length);
      case 137 -> Mpls.inIp(p, offset, length);
      default -> plain(p, offset, length);
    };
  }
}
