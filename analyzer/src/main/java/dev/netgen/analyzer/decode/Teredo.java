package dev.netgen.analyzer.decode;

/**
 * Teredo, RFC 4380 section 5.1.1: IPv6 in UDP, with two optional headers before it.
 *
 * <pre>
 * authentication: | 0x00 | 0x01 | id length | auth length | id | auth | nonce (64) | confirm (8) |
 * origin:         | 0x00 | 0x00 | port (16) | IPv4 address (32) |
 * </pre>
 *
 * The port alone proves nothing: the IPv6 packet must fit, and one address must be of 2001::/32 or
 * both link-local (router solicitation and advertisement). Bubbles, which hold nothing, stay the
 * tunnel's own.
 */
final class Teredo {
  static final int PORT = 3544;

  private static final int IPV6 = 40;
  private static final int NO_NEXT_HEADER = 59;
  private static final int PREFIX = 0x2001_0000;
  private static final int AUTHENTICATION = 4 + 8 + 1;
  private static final int ORIGIN = 8;

  private Teredo() {}

  static Reason decode(DecodedPacket p, int offset) {
    int at = offset;
    if (p.has(at, 4) && Bytes.u16(p.buffer, at) == 1) {
      at += AUTHENTICATION + Bytes.u8(p.buffer, at + 2) + Bytes.u8(p.buffer, at + 3);
    }
    if (p.has(at, 4) && Bytes.u16(p.buffer, at) == 0) {
      at += ORIGIN;
    }
    if (!p.has(at, IPV6) || !Ipv6.credible(p, at) || !addresses(p, at)) {
      return Reason.NONE;
    }
    if (Bytes.u8(p.buffer, at + 6) == NO_NEXT_HEADER) {
      return Reason.NONE;
    }
    int port = p.destinationPort == PORT ? PORT : p.sourcePort;
    return p.carry(Layer.TEREDO, 0, port, p.payloadWire)
        ? Ipv6.decode(p, at)
        : Reason.TUNNELS_TOO_DEEP;
  }

  private static boolean addresses(DecodedPacket p, int at) {
    int source = Bytes.i32(p.buffer, at + 8);
    int destination = Bytes.i32(p.buffer, at + 24);
    return source == PREFIX
        || destination == PREFIX
        || (linkLocal(source) && (linkLocal(destination) || destination >>> 16 == 0xFF02));
  }

  private static boolean linkLocal(int firstWord) {
    return firstWord >>> 22 == 0xFE80 >>> 6;
  }
}
