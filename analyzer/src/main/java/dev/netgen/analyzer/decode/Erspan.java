package dev.netgen.analyzer.decode;

/**
 * ERSPAN over GRE, draft-foschiano-erspan: Ethernet frames that a switch mirrored.
 *
 * <pre>
 * type I    GRE without sequence number, nothing else
 * type II   GRE with sequence number, then 8 bytes
 *           | Ver = 1 (4) | VLAN (12) | COS, En, T (6) | Session (10) | Reserved, Index (32) |
 * type III  12 bytes, and 8 more with O
 *           | Ver = 2 (4) | VLAN (12) | COS, BSO, T (6) | Session (10) | Timestamp (32) |
 *           | Security group (16) | P (1) | FT (5) | Hw (6) | D (1) | Gra (2) | O (1) |
 * </pre>
 *
 * FT tells the frame type: 0 Ethernet, 2 IP.
 */
final class Erspan {
  private static final int TYPE_2 = 8;
  private static final int TYPE_3 = 12;
  private static final int SUBHEADER = 8;
  private static final int FRAME_IP = 2;

  private Erspan() {}

  /**
   * Goes on with the mirrored frame; {@link Reason#NONE} with nothing changed where none is
   * credible.
   *
   * @param offset behind the GRE header
   * @param sequence whether that had a sequence number
   */
  static Reason decode(DecodedPacket p, int offset, int type, boolean sequence) {
    int frame = offset + (sequence ? TYPE_2 : 0);
    boolean ip = false;
    if (type == Gre.ERSPAN_3) {
      if (!p.has(offset, TYPE_3)) {
        return Reason.NONE;
      }
      int last = Bytes.u16(p.buffer, offset + 10);
      frame = offset + TYPE_3 + (last & 1) * SUBHEADER;
      ip = (last >> 10 & 0x1F) == FRAME_IP;
    }
    if (!(ip ? Ip.credible(p, frame) : Ethernet.credible(p, frame))) {
      return Reason.NONE;
    }
    if (!p.carry(Layer.ERSPAN, 0, p.destinationPort, p.payloadWire)) {
      return Reason.TUNNELS_TOO_DEEP;
    }
    return ip ? Ip.decode(p, frame) : Ethernet.decode(p, frame);
  }
}
