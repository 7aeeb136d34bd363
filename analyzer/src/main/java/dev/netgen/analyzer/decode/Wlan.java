package dev.netgen.analyzer.decode;

/**
 * Wireless LAN, IEEE 802.11-2020 section 9.2, bare or behind a radiotap header (radiotap.org), both
 * little-endian. Data frames that are not encrypted hold LLC.
 *
 * <pre>
 * frame control (8): subtype | type | version    (8): order, protected, ..., more fragments, from, to DS
 * duration (16) | three addresses (48 each) | fragment (4), sequence (12)
 * with to and from DS: fourth address (48)     with quality of service: its control (16)
 * with that and order: HT control (32)         LLC, or several MSDUs with headers of their own
 *
 * radiotap:  version 0 | padding | length (16) | present (32), more while bit 31 | fields, aligned
 * </pre>
 */
final class Wlan {
  private static final int HEADER = 24;
  private static final int SEQUENCE = 22;
  private static final int DATA = 2;
  private static final int NO_DATA = 0x40;
  private static final int QOS = 0x80;
  private static final int BOTH_DS = 0x03;
  private static final int MORE_FRAGMENTS = 0x04;
  private static final int PROTECTED = 0x40;
  private static final int ORDER = 0x80;
  private static final int AGGREGATE = 0x80;

  private static final int RADIOTAP = 8;
  private static final int MAX_PRESENT = 16;
  private static final int TIME_PRESENT = 1;
  private static final int FLAGS_PRESENT = 2;
  private static final int PADDED = 0x20;

  private Wlan() {}

  static Reason radiotap(DecodedPacket p, int offset) {
    if (!p.has(offset, RADIOTAP)) {
      return Reason.TRUNCATED_WLAN;
    }
    int length = Bytes.u8(p.buffer, offset + 2) | Bytes.u8(p.buffer, offset + 3) << 8;
    if (Bytes.u8(p.buffer, offset) != 0 || length < RADIOTAP || !p.has(offset, length)) {
      return Reason.TRUNCATED_WLAN;
    }
    return frame(p, offset + length, (flags(p, offset, length) & PADDED) != 0);
  }

  /** The field of flags, second of all, behind an 8-byte time; 0 where there is none. */
  private static int flags(DecodedPacket p, int offset, int length) {
    int present = Bytes.u8(p.buffer, offset + 4);
    int words = 1;
    while (words < MAX_PRESENT
        && 4 * words + 4 < length
        && Bytes.u8(p.buffer, offset + 4 * words + 3) >= 0x80) {
      words++;
    }
    int at = 4 + 4 * words;
    if ((present & TIME_PRESENT) != 0) {
      at = (at + 7 & ~7) + 8;
    }
    return (present & FLAGS_PRESENT) != 0 && at < length ? Bytes.u8(p.buffer, offset + at) : 0;
  }

  static Reason decode(DecodedPacket p, int offset) {
    return frame(p, offset, false);
  }

  private static Reason frame(DecodedPacket p, int offset, boolean padded) {
    if (!p.has(offset, 2)) {
      return Reason.TRUNCATED_WLAN;
    }
    int first = Bytes.u8(p.buffer, offset);
    int second = Bytes.u8(p.buffer, offset + 1);
    if ((first >> 2 & 3) != DATA || (first & NO_DATA) != 0) {
      return Reason.WLAN_MANAGEMENT;
    }
    if ((second & PROTECTED) != 0) {
      return Reason.WLAN_ENCRYPTED;
    }
    int length = HEADER + ((second & BOTH_DS) == BOTH_DS ? 6 : 0);
    int qos = (first & QOS) != 0 ? length : -1;
    length += qos < 0 ? 0 : (second & ORDER) != 0 ? 6 : 2;
    if (!p.has(offset, length)) {
      return Reason.TRUNCATED_WLAN;
    }
    boolean piece = (Bytes.u8(p.buffer, offset + SEQUENCE) & 0x0F) != 0;
    if (piece || (second & MORE_FRAGMENTS) != 0) {
      return Reason.WLAN_FRAGMENT;
    }
    if (qos >= 0 && (Bytes.u8(p.buffer, offset + qos) & AGGREGATE) != 0) {
      return Reason.WLAN_AGGREGATE;
    }
    return Ethernet.llc(p, offset + (padded ? length + 3 & ~3 : length));
  }
}
