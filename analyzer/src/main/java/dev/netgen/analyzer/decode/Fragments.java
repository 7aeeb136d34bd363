package dev.netgen.analyzer.decode;

/** From a fragment on: held until its datagram is complete, then decoded with all of it. */
final class Fragments {
  private static final int UNIT = 8;

  private Fragments() {}

  /** A piece of an IPv4 datagram: {@code word} holds the flags and the offset. */
  static Reason v4(DecodedPacket p, int from, int length, int word, int id, int protocol) {
    int offset = (word & 0x1FFF) * UNIT;
    return piece(p, from, length, offset, (word & 0x2000) != 0, id, protocol);
  }

  /** A piece of an IPv6 datagram, behind its fragment header: {@code word} holds the offset. */
  static Reason v6(DecodedPacket p, int from, int length, int word, int id, int next) {
    return piece(p, from, length, word & 0xFFF8, (word & 1) != 0, id, next);
  }

  private static Reason piece(
      DecodedPacket p, int from, int length, int offset, boolean more, int id, int protocol) {
    boolean valid =
        length > 0 && offset + length <= Datagram.LARGEST && (!more || length % UNIT == 0);
    if (!valid) {
      return Reason.BAD_FRAGMENT;
    }
    Datagram whole = p.reassembly.take(p, from, length, offset, more, id, protocol);
    return whole == null ? Reason.HELD : decode(p, whole);
  }

  /** What is there of a datagram that is given up. */
  static Reason expired(DecodedPacket p, Datagram datagram) {
    if (datagram.contradictory) {
      return Reason.FRAGMENTS_OVERLAP;
    }
    return datagram.hasFirst() ? decode(p, datagram) : Reason.FRAGMENT_WITHOUT_FIRST;
  }

  private static Reason decode(DecodedPacket p, Datagram datagram) {
    return datagram.v6
        ? Ipv6.extensions(p, 0, datagram.wire(), datagram.protocol)
        : Ip.protocol(p, 0, datagram.wire(), datagram.protocol);
  }
}
