package dev.netgen.analyzer.decode;

/**
 * ESP, RFC 4303 section 2; with NULL encryption (RFC 2410) or GMAC (RFC 4543) its payload is
 * readable.
 *
 * <pre>
 * +---------+---------------+------------+---------+-------------------------------+
 * | SPI (32)| Sequence (32) | IV (0, 64) | payload | padding, its length (8), next | check value
 * |         |               |            |         | header (8)                    |
 * +---------+---------------+------------+---------+-------------------------------+
 * </pre>
 *
 * Nothing in the packet says so. As in RFC 5879 the trailer is looked for under the usual lengths
 * of the check value; here each packet must prove itself: padding 1, 2, 3 ..., a next header that
 * is TCP, UDP or IP, lengths that match exactly and a right checksum inside. Random bytes pass with
 * a chance below 2^-30.
 */
final class Esp {
  private static final int HEADER = 8;
  private static final int SMALLEST_TRAILER = 2;
  private static final int GMAC_IV = 8;

  private Esp() {}

  static Reason decode(DecodedPacket p, int offset, int length) {
    boolean whole = length > 0 && offset + length == p.end && p.end == p.wireEnd;
    for (int check = 12; whole && check <= 32; check += 4) {
      if (check != 20 && check != 28) {
        int end = offset + length - check;
        int next = next(p, offset + HEADER, end);
        int begin = next < 0 ? -1 : begin(p, offset + HEADER, bodyEnd(p, end), next, check);
        if (begin >= 0) {
          return inside(p, begin, bodyEnd(p, end), next);
        }
      }
    }
    return Ip.plain(p, offset, length);
  }

  private static Reason inside(DecodedPacket p, int begin, int end, int next) {
    if (!p.enter(Layer.ESP_NULL, 0)) {
      return Reason.TUNNELS_TOO_DEEP;
    }
    p.end = end;
    p.wireEnd = end;
    return Ip.protocol(p, begin, end - begin, next);
  }

  private static int bodyEnd(DecodedPacket p, int end) {
    return end - SMALLEST_TRAILER - Bytes.u8(p.buffer, end - 2);
  }

  /** The next header, if a trailer ends here; else negative. */
  private static int next(DecodedPacket p, int begin, int end) {
    if (end - SMALLEST_TRAILER < begin) {
      return -1;
    }
    int padding = Bytes.u8(p.buffer, end - 2);
    int first = end - SMALLEST_TRAILER - padding;
    if (first <= begin) {
      return -1;
    }
    for (int i = 0; i < padding; i++) {
      if (Bytes.u8(p.buffer, first + i) != i + 1) {
        return -1;
      }
    }
    int next = Bytes.u8(p.buffer, end - 1);
    return next == 4 || next == 6 || next == 17 || next == 41 ? next : -1;
  }

  /** Where the payload begins, with or without an initialization vector; negative for nowhere. */
  private static int begin(DecodedPacket p, int begin, int end, int next, int check) {
    if (Checksums.prove(p, begin, end, next)) {
      return begin;
    }
    boolean gmac = check == 16 && Checksums.prove(p, begin + GMAC_IV, end, next);
    return gmac ? begin + GMAC_IV : -1;
  }
}
