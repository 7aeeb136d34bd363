package dev.netgen.analyzer.decode;

/**
 * IPv4, RFC 791 section 3.1.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------+-------+---------------+-------------------------------+
 * |Version|  IHL  |Type of Service|          Total Length         |  0
 * +-------+-------+---------------+-----+-------------------------+
 * |         Identification        |Flags|      Fragment Offset    |  4
 * +---------------+---------------+-----+-------------------------+
 * |  Time to Live |    Protocol   |         Header Checksum       |  8
 * +---------------+---------------+-------------------------------+
 * |                       Source Address                          | 12
 * +---------------------------------------------------------------+
 * |                    Destination Address                        | 16
 * +---------------------------------------------------------------+
 * |                    Options, (IHL - 5) words                   | 20
 * +---------------------------------------------------------------+
 * </pre>
 *
 * Total length 0 is what segmentation offload leaves: the frame's own length holds then. Checksums
 * are not looked at: offload leaves them wrong.
 */
final class Ipv4 {
  private static final int HEADER = 20;
  private static final int MORE_FRAGMENTS = 0x2000;
  private static final int FRAGMENT_OFFSET = 0x1FFF;

  private Ipv4() {}

  static Reason decode(DecodedPacket p, int offset) {
    if (!p.has(offset, HEADER)) {
      return Reason.TRUNCATED_IPV4;
    }
    int versionAndLength = Bytes.u8(p.buffer, offset);
    if (versionAndLength >> 4 != 4) {
      return Reason.BAD_IPV4_VERSION;
    }
    int header = (versionAndLength & 15) * 4;
    if (header < HEADER) {
      return Reason.BAD_IPV4_HEADER_LENGTH;
    }
    int total = Bytes.u16(p.buffer, offset + 2);
    if (total == 0) {
      total = p.wireEnd - offset;
    }
    total = Math.min(total, p.bound - offset);
    if (total < header) {
      return Reason.BAD_IPV4_TOTAL_LENGTH;
    }
    if (!p.has(offset, header)) {
      return Reason.TRUNCATED_IPV4;
    }
    p.end = Math.min(p.end, offset + total); // the rest is link-layer padding
    p.wireEnd = Math.max(p.end, Math.min(p.wireEnd, offset + total));
    addresses(p, offset);
    int at = offset + header;
    int protocol = Bytes.u8(p.buffer, offset + 9);
    int fragment = Bytes.u16(p.buffer, offset + 6);
    return (fragment & (MORE_FRAGMENTS | FRAGMENT_OFFSET)) == 0
        ? Ip.protocol(p, at, total - header, protocol)
        : Fragments.v4(p, at, total - header, fragment, Bytes.u16(p.buffer, offset + 4), protocol);
  }

  /** Whether such a header may stand here: nothing captured contradicts. */
  static boolean credible(DecodedPacket p, int offset) {
    if (!p.onWire(offset, HEADER)) {
      return false;
    }
    if (!p.has(offset, 4)) {
      return !p.has(offset, 1) || Bytes.u8(p.buffer, offset) >> 4 == 4;
    }
    int header = (Bytes.u8(p.buffer, offset) & 15) * 4;
    int total = Bytes.u16(p.buffer, offset + 2);
    return Bytes.u8(p.buffer, offset) >> 4 == 4
        && header >= HEADER
        && (total == 0 || (total >= header && p.onWire(offset, total)));
  }

  static void addresses(DecodedPacket p, int offset) {
    p.v6 = false;
    p.sourceHigh = 0;
    p.destinationHigh = 0;
    p.sourceLow = Bytes.u32(p.buffer, offset + 12);
    p.destinationLow = Bytes.u32(p.buffer, offset + 16);
  }

  /**
   * The packet that an ICMP error quotes: addresses, protocol and ports; false where unreadable.
   */
  static boolean quoted(DecodedPacket p, int offset) {
    if (!p.has(offset, HEADER) || Bytes.u8(p.buffer, offset) >> 4 != 4) {
      return false;
    }
    int header = (Bytes.u8(p.buffer, offset) & 15) * 4;
    int protocol = Bytes.u8(p.buffer, offset + 9);
    boolean later = (Bytes.u16(p.buffer, offset + 6) & FRAGMENT_OFFSET) != 0;
    if (header < HEADER || (later && (Ip.hasPorts(protocol) || protocol == Ah.PROTOCOL))) {
      return false;
    }
    addresses(p, offset);
    int at = offset + header;
    if (protocol == Ah.PROTOCOL) {
      return Ah.quoted(p, at);
    }
    return Icmp.quotedTransport(p, at, protocol);
  }
}
