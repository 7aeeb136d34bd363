package dev.netgen.analyzer.decode;

/**
 * Internet checksums, RFC 1071, as a proof that bytes are what they seem; never as a condition on
 * ordinary packets, since offload leaves them wrong.
 */
final class Checksums {
  private static final int TCP = 6;
  private static final int UDP = 17;

  private Checksums() {}

  /** Whether exactly these bytes are a packet of the protocol, with the right checksum. */
  static boolean prove(DecodedPacket p, int begin, int end, int protocol) {
    return switch (protocol) {
      case 4 -> ipv4(p, begin, end);
      case 41 -> ipv6(p, begin, end);
      default -> transport(p, begin, end, protocol);
    };
  }

  private static boolean ipv4(DecodedPacket p, int begin, int end) {
    if (end - begin < 20 || Bytes.u8(p.buffer, begin) >> 4 != 4) {
      return false;
    }
    int header = (Bytes.u8(p.buffer, begin) & 15) * 4;
    return header >= 20
        && header <= end - begin
        && Bytes.u16(p.buffer, begin + 2) == end - begin
        && fold(sum(p.buffer, begin, begin + header)) == 0xFFFF;
  }

  /** IPv6 has no checksum of its own: version, exact length, and that of TCP or UDP inside. */
  private static boolean ipv6(DecodedPacket p, int begin, int end) {
    if (end - begin < 40
        || Bytes.u8(p.buffer, begin) >> 4 != 6
        || Bytes.u16(p.buffer, begin + 4) != end - begin - 40) {
      return false;
    }
    int next = Bytes.u8(p.buffer, begin + 6);
    return (next == TCP || next == UDP)
        && shaped(p, begin + 40, end, next)
        && checked(p, begin + 40, end, next, sum(p.buffer, begin + 8, begin + 40));
  }

  private static boolean transport(DecodedPacket p, int begin, int end, int protocol) {
    long pseudo =
        halves(p.sourceHigh)
            + halves(p.sourceLow)
            + halves(p.destinationHigh)
            + halves(p.destinationLow);
    return shaped(p, begin, end, protocol) && checked(p, begin, end, protocol, pseudo);
  }

  private static boolean shaped(DecodedPacket p, int begin, int end, int protocol) {
    if (protocol == UDP) {
      return end - begin >= 8
          && Bytes.u16(p.buffer, begin + 4) == end - begin
          && Bytes.u16(p.buffer, begin + 6) != 0;
    }
    int header = end - begin < 20 ? 0 : (Bytes.u8(p.buffer, begin + 12) >> 4) * 4;
    return header >= 20 && header <= end - begin;
  }

  private static boolean checked(DecodedPacket p, int begin, int end, int protocol, long pseudo) {
    return fold(pseudo + protocol + (end - begin) + sum(p.buffer, begin, end)) == 0xFFFF;
  }

  private static long halves(long value) {
    return (value & 0xFFFF) + (value >>> 16 & 0xFFFF) + (value >>> 32 & 0xFFFF) + (value >>> 48);
  }

  private static long sum(byte[] bytes, int begin, int end) {
    long sum = 0;
    int at = begin;
    for (; at + 1 < end; at += 2) {
      sum += Bytes.u16(bytes, at);
    }
    return at < end ? sum + (Bytes.u8(bytes, at) << 8) : sum;
  }

  private static int fold(long sum) {
    long folded = (sum & 0xFFFF) + (sum >>> 16);
    folded = (folded & 0xFFFF) + (folded >>> 16);
    return (int) ((folded & 0xFFFF) + (folded >>> 16));
  }
}
