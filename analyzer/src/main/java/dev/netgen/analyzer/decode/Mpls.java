package dev.netgen.analyzer.decode;

/**
 * MPLS label stack, RFC 3032 section 2.1; in IP, RFC 4023; in UDP, RFC 7510; with Ethernet
 * pseudowires, RFC 4448.
 *
 * <pre>
 *  0                                       20    23  24            31
 * +---------------------------------------+-----+---+---------------+
 * | Label                                 | TC  | S | TTL           |
 * +---------------------------------------+-----+---+---------------+
 * </pre>
 *
 * S marks the last label. Nothing says what follows: a nibble of 4 or 6 is IP where that is
 * credible; 1 is an associated channel (RFC 4385); else it may be Ethernet, or with 0 a
 * pseudowire's control word and then Ethernet.
 */
final class Mpls {
  private static final int LABEL = 4;
  private static final int MAX_LABELS = 16;
  private static final int BOTTOM = 0x100;
  private static final int CONTROL_WORD = 4;

  private Mpls() {}

  static Reason decode(DecodedPacket p, int offset) {
    return p.enter(Layer.MPLS, 0) ? labels(p, offset) : Reason.TUNNELS_TOO_DEEP;
  }

  private static Reason labels(DecodedPacket p, int offset) {
    int at = offset;
    for (int count = 0; count < MAX_LABELS; count++) {
      if (!p.has(at, LABEL)) {
        return Reason.TRUNCATED_MPLS;
      }
      at += LABEL;
      if ((Bytes.i32(p.buffer, at - LABEL) & BOTTOM) != 0) {
        return payload(p, at);
      }
    }
    return Reason.MPLS_TOO_DEEP;
  }

  private static Reason payload(DecodedPacket p, int offset) {
    if (Ip.credible(p, offset)) {
      return Ip.decode(p, offset);
    }
    if (!p.has(offset, 1)) {
      return Reason.MPLS;
    }
    int nibble = Bytes.u8(p.buffer, offset) >> 4;
    if (nibble != 1 && Ethernet.credible(p, offset)) {
      return Ethernet.decode(p, offset);
    }
    return nibble == 0 && Ethernet.credible(p, offset + CONTROL_WORD)
        ? Ethernet.decode(p, offset + CONTROL_WORD)
        : Reason.MPLS;
  }

  /** Whether a label stack may stand here that leads to IP or Ethernet; nothing is changed. */
  static boolean credible(DecodedPacket p, int offset) {
    int at = offset;
    for (int count = 0; count < MAX_LABELS; count++) {
      if (!p.has(at, LABEL)) {
        return p.onWire(at, LABEL);
      }
      at += LABEL;
      if ((Bytes.i32(p.buffer, at - LABEL) & BOTTOM) != 0) {
        return Ip.credible(p, at)
            || (p.has(at, 1)
                && Bytes.u8(p.buffer, at) >> 4 == 0
                && Ethernet.credible(p, at + CONTROL_WORD));
      }
    }
    return false;
  }

  static Reason inUdp(DecodedPacket p, int offset) {
    return credible(p, offset) ? in(p, offset, p.destinationPort, p.payloadWire) : Reason.NONE;
  }

  static Reason inIp(DecodedPacket p, int offset, int length) {
    return credible(p, offset) ? in(p, offset, 0, length) : Ip.plain(p, offset, length);
  }

  private static Reason in(DecodedPacket p, int offset, int port, int length) {
    return p.carry(Layer.MPLS, 0, port, length) ? labels(p, offset) : Reason.TUNNELS_TOO_DEEP;
  }
}
