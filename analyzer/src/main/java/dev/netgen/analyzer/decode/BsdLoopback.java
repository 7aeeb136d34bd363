package dev.netgen.analyzer.decode;

/**
 * BSD and OpenBSD loopback (LINKTYPE_NULL, LINKTYPE_LOOP).
 *
 * <pre>
 *  0                               4
 * +-------------------------------+-----------
 * | address family, 32 bits       | IP packet
 * +-------------------------------+-----------
 * </pre>
 *
 * LINKTYPE_NULL has the byte order of the machine that captured, which the file need not share;
 * families are small numbers, so the order with the small value is meant.
 */
final class BsdLoopback {
  private static final int HEADER = 4;

  private BsdLoopback() {}

  static Reason decode(DecodedPacket p, int offset) {
    if (!p.has(offset, HEADER)) {
      return Reason.TRUNCATED_LOOPBACK;
    }
    int family = Bytes.i32(p.buffer, offset);
    if ((family & 0xFFFF_0000) != 0) {
      family = Integer.reverseBytes(family);
    }
    return switch (family) {
      case 2 -> Ipv4.decode(p, offset + HEADER);
      case 10, 23, 24, 28, 30 -> Ipv6.decode(p, offset + HEADER); // AF_INET6 by system
      default -> p.reject(Reason.UNKNOWN_FAMILY, family);
    };
  }
}
