package dev.netgen.analyzer.decode;

/**
 * Ethernet II and IEEE 802.3, with stacks of IEEE 802.1Q and 802.1ad tags.
 *
 * <pre>
 *  0                   6                  12      14
 * +-------------------+-------------------+-------+-----------
 * | destination       | source            | type  | payload
 * +-------------------+-------------------+-------+-----------
 *                                          0x8100 0x88A8 0x9100:
 *                                          | 3 priority, 1 DEI, 12 VLAN id | type |
 * </pre>
 *
 * A type below 0x0600 is a length, and an LLC header (IEEE 802.2) follows.
 */
final class Ethernet {
  private static final int HEADER = 14;
  private static final int TAG = 4;
  private static final int MAX_TAGS = 8;
  private static final int LLC_HEADER = 3;
  private static final int SNAP_HEADER = 8;

  private Ethernet() {}

  static Reason decode(DecodedPacket p, int offset) {
    if (!p.has(offset, HEADER)) {
      return Reason.TRUNCATED_ETHERNET;
    }
    return etherType(p, offset + HEADER, Bytes.u16(p.buffer, offset + 12));
  }

  /** Goes on at {@code offset} with what the EtherType names. */
  static Reason etherType(DecodedPacket p, int offset, int type) {
    return switch (type) {
      case 0x0800 -> Ipv4.decode(p, offset);
      case 0x86DD -> Ipv6.decode(p, offset);
      case 0x8100, 0x88A8, 0x9100 -> tags(p, offset, type);
      case 0x8847, 0x8848 -> Mpls.decode(p, offset);
      case 0x8864 -> Pppoe.session(p, offset);
      case 0x88E5 -> Macsec.decode(p, offset);
      case 0x894F -> Nsh.decode(p, offset);
      default -> type < 0x0600 ? llc(p, offset) : notIp(p, type);
    };
  }

  private static Reason tags(DecodedPacket p, int offset, int firstType) {
    int type = firstType;
    int at = offset;
    for (int depth = 0; depth < MAX_TAGS; depth++) {
      if (!p.has(at, TAG)) {
        return Reason.TRUNCATED_VLAN;
      }
      int id = Bytes.u16(p.buffer, at) & 0x0FFF;
      if (id != 0) { // 0 is a priority tag: no VLAN
        if (!p.enter(Layer.VLAN, id)) {
          return Reason.VLAN_TOO_DEEP;
        }
      }
      type = Bytes.u16(p.buffer, at + 2);
      at += TAG;
      if (type != 0x8100 && type != 0x88A8 && type != 0x9100) {
        return etherType(p, at, type);
      }
    }
    return Reason.VLAN_TOO_DEEP;
  }

  /**
   * Whether an Ethernet frame may begin here: nothing captured contradicts. Used where only this
   * tells a tunnel from something else.
   */
  static boolean credible(DecodedPacket p, int offset) {
    if (!p.has(offset, HEADER)) {
      return p.onWire(offset, HEADER);
    }
    int at = offset + HEADER;
    int type = Bytes.u16(p.buffer, offset + 12);
    for (int depth = 0; depth < MAX_TAGS; depth++) {
      if (type != 0x8100 && type != 0x88A8 && type != 0x9100) {
        return credible(p, at, type);
      }
      if (!p.has(at, TAG)) {
        return p.onWire(at, TAG);
      }
      type = Bytes.u16(p.buffer, at + 2);
      at += TAG;
    }
    return false;
  }

  /** The same for what follows an EtherType. */
  static boolean credible(DecodedPacket p, int offset, int type) {
    return switch (type) {
      case 0x0800 -> Ipv4.credible(p, offset);
      case 0x86DD -> Ipv6.credible(p, offset);
      case 0x8847, 0x8848, 0x8863, 0x8864, 0x88E5, 0x894F -> true;
      default ->
          type < 0x0600
              ? type >= LLC_HEADER && p.onWire(offset, type)
              : notIp(p, type) != Reason.UNKNOWN_ETHERTYPE;
    };
  }

  /** IEEE 802.2: DSAP, SSAP, control; SNAP adds a 3-byte OUI and an EtherType. */
  static Reason llc(DecodedPacket p, int offset) {
    if (!p.has(offset, LLC_HEADER)) {
      return Reason.TRUNCATED_LLC;
    }
    return switch (Bytes.u8(p.buffer, offset)) {
      case 0x42 -> Reason.STP;
      case 0xAA -> snap(p, offset);
      case 0xE0, 0xFF -> Reason.IPX;
      case 0xFE -> Reason.IS_IS;
      default -> Reason.LLC;
    };
  }

  private static Reason snap(DecodedPacket p, int offset) {
    if (!p.has(offset, SNAP_HEADER)) {
      return Reason.TRUNCATED_LLC;
    }
    int type = Bytes.u16(p.buffer, offset + 6);
    boolean etherType = Bytes.u8(p.buffer, offset + 3) == 0 && Bytes.u16(p.buffer, offset + 4) == 0;
    return etherType && type >= 0x0600
        ? etherType(p, offset + SNAP_HEADER, type)
        : p.reject(Reason.SNAP, type);
  }

  private static Reason notIp(DecodedPacket p, int type) {
    return switch (type) {
      case 0x0806 -> Reason.ARP;
      case 0x8035 -> Reason.RARP;
      case 0x8137 -> Reason.IPX;
      case 0x8809 -> Reason.LACP;
      case 0x8863 -> Reason.PPPOE_DISCOVERY;
      case 0x888E -> Reason.EAPOL;
      case 0x88CC -> Reason.LLDP;
      case 0x88F7 -> Reason.PTP;
      case 0x8902 -> Reason.CFM;
      case 0x9000 -> Reason.LOOPBACK_TEST;
      default -> p.reject(Reason.UNKNOWN_ETHERTYPE, type);
    };
  }
}
