package dev.netgen.analyzer.decode;

/**
 * What most packets are, at one look: TCP in one IPv4 packet without options, directly in an
 * Ethernet frame.
 *
 * <pre>
 * Ethernet, 14 bytes: destination, source, type 0800
 * IPv4, 20 bytes:     45 | | total length | | fragment | | protocol 6 | | source | destination
 * TCP, from byte 34:  ports | sequence | acknowledgement | data offset | flags ...
 * </pre>
 *
 * Tells the same as {@link Ethernet}, {@link Ipv4} and {@link Tcp} one after another; whatever is
 * not just so is left to them.
 */
final class PlainSegment {
  private static final int IP = 14;
  private static final int IP_HEADER = 20;
  private static final int TCP = IP + IP_HEADER;
  private static final int TCP_HEADER = 20;
  private static final int PROTOCOL = 6;
  private static final int VERSION_AND_LENGTH = 0x45;
  private static final int FRAGMENT = 0x3FFF; // "more fragments" and the offset

  private PlainSegment() {}

  /** Decodes a packet that was begun; false, with nothing changed, where it is none of these. */
  static boolean decode(DecodedPacket p, int offset) {
    byte[] b = p.buffer;
    if (p.end - offset < TCP + TCP_HEADER
        || b[offset + 12] != 8
        || b[offset + 13] != 0
        || b[offset + IP] != VERSION_AND_LENGTH
        || b[offset + IP + 9] != PROTOCOL
        || (Bytes.u16(b, offset + IP + 6) & FRAGMENT) != 0) {
      return false;
    }
    int total = Bytes.u16(b, offset + IP + 2);
    int header = (b[offset + TCP + 12] & 0xF0) >> 2;
    if (header < TCP_HEADER || header > total - IP_HEADER) {
      return false;
    }
    int behind = offset + IP + total;
    p.end = Math.min(p.end, behind); // the rest is link-layer padding
    p.wireEnd = Math.max(p.end, Math.min(p.wireEnd, behind));
    Ipv4.addresses(p, offset + IP);
    p.protocol = PROTOCOL;
    Tcp.fields(p, offset + TCP);
    p.payloadAt(offset + TCP + header, total - IP_HEADER - header);
    return true;
  }
}
