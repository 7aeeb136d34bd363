package dev.netgen.analyzer.detect.quic;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * One packet of a datagram (RFC 9000 section 17), several of which may stand in one (section 12.2).
 *
 * <pre>
 * long   1 1 type 2 xxxx | version 4 | destination id 1+n | source id 1+n | Initial: token v+n
 *                                                         | length v | number and payload
 * short  0 1 xxxxxx | destination id | number and payload
 * </pre>
 *
 * @param kind which it is
 * @param version version of a long header, else 0
 * @param destination connection id it is sent to; empty of a short header, whose length is not told
 * @param source connection id of its sender
 * @param whole its bytes
 * @param number where its number begins, for those that hold one behind a long header
 */
record QuicPacket(
    Kind kind, long version, Bytes destination, Bytes source, Bytes whole, int number) {
  /** What packets are for. */
  enum Kind {
    INITIAL,
    ZERO_RTT,
    HANDSHAKE,
    RETRY,
    NEGOTIATION,
    SHORT
  }

  private static final int LONG = 0x80;
  private static final int FIXED = 0x40;
  private static final int LONGEST_ID = 20;
  private static final int LEAST_SHORT = 21;
  private static final int MOST_IN_DATAGRAM = 8;

  /** Whether a datagram begins with a long header of a known version, or lists versions. */
  static boolean isLong(Bytes datagram) {
    if (!datagram.has(0, 7) || (datagram.u8(0) & LONG) == 0) {
      return false;
    }
    long version = datagram.u32(1);
    return version == QuicVersion.NEGOTIATION
        || ((datagram.u8(0) & FIXED) != 0 && QuicVersion.isKnown(version));
  }

  /** The packets of a datagram; none where the first is not QUIC's. */
  static ImmutableList<QuicPacket> readAll(Bytes datagram) {
    ImmutableList.Builder<QuicPacket> packets = ImmutableList.builder();
    Bytes rest = datagram;
    for (int count = 0; count < MOST_IN_DATAGRAM && !rest.isEmpty(); count++) {
      QuicPacket packet = read(rest, count == 0);
      if (packet == null) {
        break;
      }
      packets.add(packet);
      rest = rest.from(packet.whole.length());
    }
    return packets.build();
  }

  private static @Nullable QuicPacket read(Bytes bytes, boolean first) {
    if ((bytes.u8(0) & LONG) == 0) {
      // The fixed bit need not be set (RFC 9287), but zeros behind another packet are padding.
      boolean fixed = (bytes.u8(0) & FIXED) != 0;
      boolean fits = (fixed || first) && bytes.length() >= LEAST_SHORT;
      return fits ? new QuicPacket(Kind.SHORT, 0, Bytes.EMPTY, Bytes.EMPTY, bytes, 1) : null;
    }
    boolean known =
        bytes.has(0, 7)
            && (bytes.u32(1) == QuicVersion.NEGOTIATION || QuicVersion.isKnown(bytes.u32(1)));
    if (!known) {
      return null;
    }
    int source = 6 + bytes.u8(5);
    if (bytes.u8(5) > LONGEST_ID || !bytes.has(source, 1) || bytes.u8(source) > LONGEST_ID) {
      return null;
    }
    int end = source + 1 + bytes.u8(source);
    return bytes.has(0, end) ? withIds(bytes, source, end) : null;
  }

  private static @Nullable QuicPacket withIds(Bytes bytes, int source, int end) {
    Bytes to = bytes.slice(6, source - 6);
    Bytes from = bytes.slice(source + 1, end - source - 1);
    long version = bytes.u32(1);
    if (version == QuicVersion.NEGOTIATION) {
      int left = bytes.length() - end;
      return left > 0 && left % 4 == 0
          ? new QuicPacket(Kind.NEGOTIATION, version, to, from, bytes, end)
          : null;
    }
    Kind kind = Kind.values()[QuicVersion.kind(version, (bytes.u8(0) >> 4) & 3)];
    if (kind == Kind.RETRY) {
      return new QuicPacket(kind, version, to, from, bytes, end);
    }
    VariableInteger token =
        kind == Kind.INITIAL ? VariableInteger.at(bytes, end) : new VariableInteger(0, end);
    VariableInteger length =
        token == null ? null : VariableInteger.at(bytes, token.end() + token.value());
    if (length == null) {
      return null;
    }
    int stop = (int) Math.min(length.end() + length.value(), bytes.length());
    return new QuicPacket(kind, version, to, from, bytes.slice(0, stop), length.end());
  }

  /**
   * An integer of 1, 2, 4 or 8 bytes (RFC 9000 section 16).
   *
   * @param value it
   * @param end where it ends
   */
  record VariableInteger(long value, int end) {
    static @Nullable VariableInteger at(Bytes bytes, long offset) {
      if (!bytes.has(offset, 1)) {
        return null;
      }
      int at = (int) offset;
      int size = 1 << (bytes.u8(at) >> 6);
      if (!bytes.has(at, size)) {
        return null;
      }
      long value = bytes.u8(at) & 0x3F;
      for (int i = 1; i < size; i++) {
        value = (value << 8) | bytes.u8(at + i);
      }
      return new VariableInteger(value, at + size);
    }
  }
}
