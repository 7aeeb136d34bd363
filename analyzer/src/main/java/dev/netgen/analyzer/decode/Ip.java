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
      return version == 4 ? Reason.TUNNEL_IPV4 : Reason.TUNNEL_IPV6;
    }
    if (!p.carry(Layer.IPIP, 0, 0, length)) {
      return Reason.TUNNELS_TOO_DEEP;
    }
    return version == 4 ? Ipv4.decode(p, offset) : Ipv6.decode(p, offset);
  }

  /**
   * Goes on with what the protocol number names (IANA "Protocol Numbers").
   *
   * @param length bytes of the IP payload on the wire
   */
  static Reason protocol(DecodedPacket p, int offset, int length, int protocol) {
    p.protocol = protocol;
    return switch (protocol) {
      case 6 -> Tcp.decode(p, offset, length);
      case 17 -> Udp.decode(p, offset, length);
      case 1 -> p.v6 ? p.reject(Reason.UNKNOWN_PROTOCOL, 1) : Icmp.decodeV4(p, offset);
      case 58 -> p.v6 ? Icmp.decodeV6(p, offset) : p.reject(Reason.UNKNOWN_PROTOCOL, 58);
      case 2 -> Reason.IGMP;
      case 4 -> ipInIp(p, offset, length, 4);
      case 33 -> Reason.DCCP;
      case 41 -> ipInIp(p, offset, length, 6);
      case 47 -> Gre.decode(p, offset, length);
      case 50 -> Esp.decode(p, offset, length);
      case 51 -> Ah.decode(p, offset, length);
      case 88 -> Reason.EIGRP;
      case 89 -> Reason.OSPF;
      case 103 -> Reason.PIM;
      case 112 -> Reason.VRRP;
      case 132 -> Reason.SCTP;
      case 136 -> Reason.UDP_LITE;
      case 137 -> Mpls.inIp(p, offset, length);
      default -> p.reject(Reason.UNKNOWN_PROTOCOL, protocol);
    };
  }
}
