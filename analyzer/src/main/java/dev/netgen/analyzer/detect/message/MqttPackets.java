package dev.netgen.analyzer.detect.message;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;

/**
 * Control packets of MQTT in one direction (MQTT 5.0 section 2.1).
 *
 * <pre>type 4, flags 4 | remaining length in 1 to 4 groups of 7 bits, the lowest first | ...</pre>
 *
 * @param packets in order; the last may be cut
 * @param clean false where bytes follow that are no packet
 */
record MqttPackets(ImmutableList<Packet> packets, boolean clean) {
  static final int CONNECT = 1;
  static final int CONNACK = 2;
  static final int PUBLISH = 3;
  static final int SUBSCRIBE = 8;
  static final int UNSUBSCRIBE = 10;
  static final int PINGREQ = 12;
  static final int PINGRESP = 13;
  static final int AUTH = 15;

  private static final int MOST = 256;

  /** One packet. */
  record Packet(int type, int flags, int length, Bytes body) {
    boolean whole() {
      return body.length() == length;
    }
  }

  static MqttPackets read(Bytes bytes) {
    ImmutableList.Builder<Packet> packets = ImmutableList.builder();
    long at = 0;
    for (int count = 0; count < MOST && bytes.has(at, 2); count++) {
      int start = (int) at;
      int digits = digits(bytes, start + 1);
      if (digits == 0) {
        boolean cut = bytes.length() - start < 5;
        return new MqttPackets(packets.build(), cut);
      }
      int length = length(bytes, start + 1, digits);
      int body = start + 1 + digits;
      int kept = Math.min(length, bytes.length() - body);
      Packet packet =
          new Packet(bytes.u8(start) >> 4, bytes.u8(start) & 0xF, length, bytes.slice(body, kept));
      if (!plausible(packet)) {
        return new MqttPackets(packets.build(), false);
      }
      packets.add(packet);
      at = (long) body + length;
    }
    return new MqttPackets(packets.build(), true);
  }

  /** How many bytes the length takes, 0 where it does not end. */
  private static int digits(Bytes bytes, int at) {
    for (int i = 0; i < 4 && bytes.has(at + i, 1); i++) {
      if (bytes.u8(at + i) < 0x80) {
        return i + 1;
      }
    }
    return 0;
  }

  private static int length(Bytes bytes, int at, int digits) {
    int length = 0;
    for (int i = digits - 1; i >= 0; i--) {
      length = (length << 7) | (bytes.u8(at + i) & 0x7F);
    }
    return length;
  }

  private static boolean plausible(Packet packet) {
    int length = packet.length();
    return switch (packet.type()) {
      case CONNECT -> packet.flags() == 0 && length >= 10;
      case CONNACK -> packet.flags() == 0 && length >= 2 && length < 1 << 16;
      case PUBLISH -> (packet.flags() & 6) != 6 && topic(packet.body(), length);
      case 4, 5, 7 -> packet.flags() == 0 && length >= 2 && length < 1 << 16;
      case 6 -> packet.flags() == 2 && length >= 2 && length < 1 << 16;
      case SUBSCRIBE, UNSUBSCRIBE -> packet.flags() == 2 && length >= 5;
      case 9 -> packet.flags() == 0 && length >= 3;
      case 11 -> packet.flags() == 0 && length >= 2;
      case PINGREQ, PINGRESP -> packet.flags() == 0 && length == 0;
      case 14, AUTH -> packet.flags() == 0 && length < 1 << 16;
      default -> false;
    };
  }

  /** A topic of text without wildcards; from version 5 on it may be empty. */
  private static boolean topic(Bytes body, int length) {
    if (!body.has(0, 2)) {
      return length >= 2;
    }
    int size = body.u16(0);
    if (size + 2 > length) {
      return false;
    }
    for (int i = 2; i < Math.min(size + 2, body.length()); i++) {
      int c = body.u8(i);
      if (c < 0x20 || c == '#' || c == '+' || c == 0x7F) {
        return false;
      }
    }
    return true;
  }

  boolean has(int type) {
    return packets.stream().anyMatch(packet -> packet.type() == type);
  }

  long wholeCount() {
    return packets.stream().filter(Packet::whole).count();
  }
}
