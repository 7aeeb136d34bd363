package dev.netgen.analyzer.decode;

/**
 * Linux cooked capture (LINKTYPE_LINUX_SLL and LINKTYPE_LINUX_SLL2), what the {@code any} device
 * gives.
 *
 * <pre>
 * version 1, 16 bytes
 *  0        2        4        6                  14
 * +--------+--------+--------+------------------+----------+
 * | packet | device | address| address          | protocol |
 * | type   | type   | length | (8 bytes)        | type     |
 * +--------+--------+--------+------------------+----------+
 * version 2, 20 bytes
 *  0          2          4                8        10     11      12
 * +----------+----------+----------------+--------+------+-------+-----------+
 * | protocol | reserved | interface index| device | pkt  | addr  | address   |
 * | type     |          |                | type   | type | length| (8 bytes) |
 * +----------+----------+----------------+--------+------+-------+-----------+
 * </pre>
 *
 * For the device types below the protocol is not an EtherType.
 */
final class LinuxCooked {
  private static final int HEADER_V1 = 16;
  private static final int HEADER_V2 = 20;

  private static final int ARPHRD_FRAD = 770;
  private static final int ARPHRD_IPGRE = 778;
  private static final int ARPHRD_IEEE80211_RADIOTAP = 803;
  private static final int ARPHRD_NETLINK = 824;

  /** Protocol numbers below 0x0600: frames that begin with an IEEE 802.2 header. */
  private static final int ETH_P_802_2 = 0x0004;

  private LinuxCooked() {}

  static Reason decodeV1(DecodedPacket p, int offset) {
    if (!p.has(offset, HEADER_V1)) {
      return Reason.TRUNCATED_COOKED;
    }
    p.way = Bytes.u16(p.buffer, offset) & 7;
    int device = Bytes.u16(p.buffer, offset + 2);
    return protocol(p, offset + HEADER_V1, device, Bytes.u16(p.buffer, offset + 14));
  }

  static Reason decodeV2(DecodedPacket p, int offset) {
    if (!p.has(offset, HEADER_V2)) {
      return Reason.TRUNCATED_COOKED;
    }
    p.way =
        ((Bytes.i32(p.buffer, offset + 4) << 3) | (Bytes.u8(p.buffer, offset + 10) & 7))
            & 0x7FFF_FFFF;
    int device = Bytes.u16(p.buffer, offset + 8);
    return protocol(p, offset + HEADER_V2, device, Bytes.u16(p.buffer, offset));
  }

  private static Reason protocol(DecodedPacket p, int offset, int device, int type) {
    return switch (device) {
      case ARPHRD_FRAD, ARPHRD_IPGRE, ARPHRD_IEEE80211_RADIOTAP, ARPHRD_NETLINK ->
          p.reject(Reason.COOKED_ARPHRD, device);
      default -> {
        if (type >= 0x0600) {
          yield Ethernet.etherType(p, offset, type);
        }
        yield type == ETH_P_802_2
            ? Ethernet.llc(p, offset)
            : p.reject(Reason.UNKNOWN_ETHERTYPE, type);
      }
    };
  }
}
