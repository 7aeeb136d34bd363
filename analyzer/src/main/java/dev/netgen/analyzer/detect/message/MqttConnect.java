package dev.netgen.analyzer.detect.message;

import dev.netgen.analyzer.detect.api.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What a client says first (MQTT 5.0 section 3.1, MQTT 3.1.1 section 3.1, MQTT 3.1 section 3.1).
 *
 * <pre>
 * name 16 + text: MQTT or MQIsdp | version 8 | flags 8 | keep alive 16 |
 * properties (5) | client | will | user | password
 * </pre>
 *
 * @param version 3 (3.1), 4 (3.1.1), 5
 * @param user whether a user's name is in it
 * @param password whether a password is in it
 * @param enhanced whether it asks for another authentication, as version 5 can
 */
record MqttConnect(int version, boolean user, boolean password, boolean enhanced) {
  private static final int BRIDGE = 0x80; // mosquitto's mark of another broker
  private static final int METHOD = 0x15;

  /** Reads the body of a CONNECT as far as it is kept; null where it is none. */
  static @Nullable MqttConnect read(Bytes body) {
    int at = body.startsWith("\0\4MQTT") ? 6 : body.startsWith("\0\6MQIsdp") ? 8 : 0;
    if (at == 0 || !body.has(at, 4)) {
      return null;
    }
    int version = body.u8(at) & ~BRIDGE;
    int flags = body.u8(at + 1);
    boolean known = at == 8 ? version == 3 : version == 4 || version == 5;
    boolean reserved = (flags & 1) != 0 || (flags & 0x18) == 0x18;
    if (!known || reserved) {
      return null;
    }
    boolean enhanced = version == 5 && authenticates(body.from(at + 4));
    return new MqttConnect(version, (flags & 0x80) != 0, (flags & 0x40) != 0, enhanced);
  }

  /** Whether the properties, a length and then identifiers and values, name a method. */
  private static boolean authenticates(Bytes properties) {
    if (!properties.has(0, 1) || properties.u8(0) >= 0x80) {
      return false;
    }
    int end = Math.min(1 + properties.u8(0), properties.length());
    int at = 1;
    while (at < end) {
      int id = properties.u8(at);
      if (id == METHOD) {
        return true;
      }
      int size = size(properties, at + 1, id);
      if (size < 0) {
        return false;
      }
      at += 1 + size;
    }
    return false;
  }

  private static int size(Bytes properties, int at, int id) {
    return switch (id) {
      case 0x11, 0x27 -> 4;
      case 0x21, 0x22 -> 2;
      case 0x17, 0x19 -> 1;
      case 0x26 -> {
        int name = properties.has(at, 2) ? 2 + properties.u16(at) : -1;
        boolean kept = name > 0 && properties.has(at + (long) name, 2);
        yield kept ? name + 2 + properties.u16(at + name) : -1;
      }
      default -> -1;
    };
  }

  /** The version in words. */
  String words() {
    return switch (version) {
      case 3 -> "3.1";
      case 4 -> "3.1.1";
      default -> "5.0";
    };
  }
}
