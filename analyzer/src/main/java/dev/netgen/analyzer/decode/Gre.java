package dev.netgen.analyzer.decode;

/**
 * GRE, RFC 2784 and 2890, with routing of RFC 1701; NVGRE, RFC 7637; version 1, RFC 2637 (PPTP).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-----+-+-------+-----+-------------------------------+
 * |C|R|K|S|s|Recur|A| Flags | Ver |         Protocol Type         |
 * +-+-+-+-+-+-----+-+-------+-----+-------------------------------+
 * | with C or R: checksum (16), offset (16)                       |
 * | with K: key (32); NVGRE: virtual subnet (24), flow (8)        |
 * | with S: sequence number (32)                                  |
 * | version 1, with A: acknowledgement number (32)                |
 * | with R: source routes, | family (16) | offset | length | ...   |
 * +---------------------------------------------------------------+
 * </pre>
 */
final class Gre {
  private static final int HEADER = 4;
  private static final int CHECKSUM = 0x8000;
  private static final int ROUTING = 0x4000;
  private static final int KEY = 0x2000;
  private static final int SEQUENCE = 0x1000;
  private static final int ACKNOWLEDGEMENT = 0x0080;
  private static final int VERSION = 0x0007;
  private static final int UNUSED = 0x0078;
  private static final int MAX_ROUTES = 8;

  private static final int ETHERNET = 0x6558;
  private static final int PPP = 0x880B;
  private static final int WCCP = 0x883E;

  /** Access points of one vendor: IEEE 802.11 frames. */
  private static final int ARUBA = 0x8200;

  private static final int WLAN_HEADER = 26;
  private static final int WLAN_QOS_DATA = 0x88;
  private static final int WLAN_PROTECTED = 0x40;
  private static final int SNAP = 8;
  static final int ERSPAN_1_2 = 0x88BE;
  static final int ERSPAN_3 = 0x22EB;

  private Gre() {}

  static Reason decode(DecodedPacket p, int offset, int length) {
    if (!p.has(offset, HEADER)) {
      return Reason.TRUNCATED_GRE;
    }
    Ip.plain(p, offset, length);
    return inside(p, offset);
  }

  /** GRE in UDP, RFC 8086. */
  static Reason inUdp(DecodedPacket p, int offset) {
    return p.has(offset, HEADER) ? inside(p, offset) : Reason.NONE;
  }

  /** Goes on inside; {@link Reason#NONE} with nothing changed where nothing credible follows. */
  private static Reason inside(DecodedPacket p, int offset) {
    int flags = Bytes.u16(p.buffer, offset);
    int type = Bytes.u16(p.buffer, offset + 2);
    int inner = end(p, offset, flags);
    if ((flags & UNUSED) != 0 || inner < 0) {
      return Reason.NONE;
    }
    if (type == ERSPAN_1_2 || type == ERSPAN_3) {
      return Erspan.decode(p, inner, type, (flags & SEQUENCE) != 0);
    }
    if (type == WCCP && p.has(inner, 1) && Bytes.u8(p.buffer, inner) >> 4 != 4) {
      inner += 4; // version 2 puts a redirect header before the packet
    }
    if (!credible(p, inner, type, flags)) {
      return Reason.NONE;
    }
    if (type == ARUBA) {
      return p.carry(Layer.GRE, 0, p.destinationPort, p.payloadWire)
          ? Ethernet.llc(p, inner + WLAN_HEADER)
          : Reason.TUNNELS_TOO_DEEP;
    }
    boolean subnet = type == ETHERNET && (flags & 0xF000) == KEY && p.has(offset, 8);
    int id = subnet ? Bytes.i32(p.buffer, offset + 4) >>> 8 : 0;
    if (!p.carry(subnet ? Layer.NVGRE : Layer.GRE, id, p.destinationPort, p.payloadWire)) {
      return Reason.TUNNELS_TOO_DEEP;
    }
    return switch (type) {
      case ETHERNET -> Ethernet.decode(p, inner);
      case PPP -> p.enter(Layer.PPP, 0) ? Ppp.framed(p, inner) : Reason.TUNNELS_TOO_DEEP;
      case WCCP -> Ipv4.decode(p, inner);
      default -> Ethernet.etherType(p, inner, type);
    };
  }

  private static boolean credible(DecodedPacket p, int inner, int type, int flags) {
    if ((flags & VERSION) != 0) {
      return (flags & VERSION) == 1 && type == PPP && p.onWire(inner, 1);
    }
    return switch (type) {
      case ETHERNET -> Ethernet.credible(p, inner);
      case WCCP -> Ipv4.credible(p, inner);
      case PPP -> false;
      case ARUBA -> wlan(p, inner);
      default -> type >= 0x0600 && Ethernet.credible(p, inner, type);
    };
  }

  /** A data frame of IEEE 802.11 with quality of service, not protected, that holds SNAP. */
  private static boolean wlan(DecodedPacket p, int inner) {
    int snap = inner + WLAN_HEADER;
    return p.has(snap, SNAP)
        && Bytes.u8(p.buffer, inner) == WLAN_QOS_DATA
        && (Bytes.u8(p.buffer, inner + 1) & WLAN_PROTECTED) == 0
        && Bytes.i32(p.buffer, snap) == 0xAAAA_0300
        && Ethernet.credible(p, snap + SNAP, Bytes.u16(p.buffer, snap + 6));
  }

  /** Where the header ends; negative where its source routes do not end. */
  private static int end(DecodedPacket p, int offset, int flags) {
    int at = offset + HEADER;
    at += (flags & (CHECKSUM | ROUTING)) != 0 ? 4 : 0;
    at += (flags & KEY) != 0 ? 4 : 0;
    at += (flags & SEQUENCE) != 0 ? 4 : 0;
    at += (flags & VERSION) == 1 && (flags & ACKNOWLEDGEMENT) != 0 ? 4 : 0;
    if ((flags & ROUTING) == 0) {
      return at;
    }
    for (int route = 0; route < MAX_ROUTES && p.has(at, 4); route++) {
      int length = Bytes.u8(p.buffer, at + 3);
      if (length == 0 && Bytes.u16(p.buffer, at) == 0) {
        return at + 4;
      }
      at += 4 + length;
    }
    return -1;
  }
}
