package dev.netgen.analyzer.decode;

/**
 * MACsec, IEEE 802.1AE clause 9.
 *
 * <pre>
 *  0                         8           16                         48
 * +-+----+----+-----+-+-+----+-----------+--------------------------+----------------------+
 * |V| ES | SC | SCB |E|C| AN | Length    | Packet Number            | with SC: SCI (64)    |
 * +-+----+----+-----+-+-+----+-----------+--------------------------+----------------------+
 * then the user data, which begins with its EtherType, and 16 bytes of integrity check
 * </pre>
 *
 * E and C clear: the user data stand as they were, only their integrity is protected.
 */
final class Macsec {
  private static final int HEADER = 6;
  private static final int SCI = 8;
  private static final int HAS_SCI = 0x20;
  private static final int ENCRYPTED_OR_CHANGED = 0x0C;
  private static final int VERSION = 0x80;

  private Macsec() {}

  static Reason decode(DecodedPacket p, int offset) {
    if (!p.has(offset, 1)) {
      return Reason.TRUNCATED_MACSEC;
    }
    int control = Bytes.u8(p.buffer, offset);
    if ((control & (ENCRYPTED_OR_CHANGED | VERSION)) != 0) {
      return Reason.MACSEC_ENCRYPTED;
    }
    int at = offset + HEADER + ((control & HAS_SCI) != 0 ? SCI : 0);
    if (!p.has(at, 2)) {
      return Reason.TRUNCATED_MACSEC;
    }
    return p.enter(Layer.MACSEC, 0)
        ? Ethernet.etherType(p, at + 2, Bytes.u16(p.buffer, at))
        : Reason.TUNNELS_TOO_DEEP;
  }
}
