package dev.netgen.analyzer.decode;

/**
 * PPP, RFC 1661 section 2, in HDLC-like framing, RFC 1662 section 3; Cisco HDLC.
 *
 * <pre>
 * +---------------+---------------+---------------------------+---------
 * | Address 0xFF  | Control 0x03  | Protocol, 8 or 16 bits    | packet
 * +---------------+---------------+---------------------------+---------
 * Cisco: address 0x0F or 0x8F, control 0, an EtherType in place of the protocol
 * </pre>
 *
 * Address and control may be left out, and so may the protocol's first octet where it is 0: a
 * protocol's last octet is odd, its first is even.
 */
final class Ppp {
  private static final int CONTROL = 3;

  private Ppp() {}

  /** A frame that may begin with address and control octets. */
  static Reason framed(DecodedPacket p, int offset) {
    if (!p.has(offset, 2)) {
      return Reason.TRUNCATED_PPP;
    }
    int address = Bytes.u8(p.buffer, offset);
    boolean framing =
        Bytes.u8(p.buffer, offset + 1) == CONTROL && (address == 0xFF || address <= 1);
    return decode(p, framing ? offset + 2 : offset);
  }

  /** PPP or Cisco HDLC, as the address octet says. */
  static Reason hdlc(DecodedPacket p, int offset) {
    if (!p.has(offset, 4)) {
      return Reason.TRUNCATED_PPP;
    }
    int address = Bytes.u8(p.buffer, offset);
    if ((address != 0x0F && address != 0x8F) || Bytes.u8(p.buffer, offset + 1) != 0) {
      return framed(p, offset);
    }
    int type = Bytes.u16(p.buffer, offset + 2);
    return type < 0x0600
        ? p.reject(Reason.UNKNOWN_ETHERTYPE, type)
        : Ethernet.etherType(p, offset + 4, type);
  }

  /** From the protocol field on. */
  static Reason decode(DecodedPacket p, int offset) {
    if (!p.has(offset, 2)) {
      return Reason.TRUNCATED_PPP;
    }
    int protocol = Bytes.u8(p.buffer, offset);
    int at = offset + 1;
    if ((protocol & 1) == 0) {
      protocol = protocol << 8 | Bytes.u8(p.buffer, at);
      at++;
    }
    return switch (protocol) {
      case 0x0021 -> Ipv4.decode(p, at);
      case 0x0057 -> Ipv6.decode(p, at);
      case 0x0281, 0x0283 -> Mpls.decode(p, at);
      default -> p.reject(Reason.PPP, protocol);
    };
  }
}
