package dev.netgen.analyzer.detect.routing;

import dev.netgen.analyzer.detect.api.Bytes;

/**
 * OSPF (RFC 2328 A.3.1, RFC 5340 A.3.1).
 *
 * <pre>
 * 2 | type | length 16 | router 32 | area 32 | checksum 16 | authentication 16 | its data 64
 * 3 | type | length 16 | router 32 | area 32 | checksum 16 | instance | 0
 * </pre>
 */
final class Ospf {
  private static final int TYPES = 5;
  private static final int HEADER_2 = 24;
  private static final int HEADER_3 = 16;
  private static final int AUTHENTICATION = 14;
  private static final int PASSWORD = 1;
  private static final int PROVED = 2;

  private Ospf() {}

  static boolean isMessage(Bytes message) {
    if (!message.has(0, HEADER_3) || message.u8(1) < 1 || message.u8(1) > TYPES) {
      return false;
    }
    return switch (message.u8(0)) {
      case 2 -> message.u16(2) >= HEADER_2 && message.u16(AUTHENTICATION) <= PROVED;
      case 3 -> message.u16(2) >= HEADER_3 && message.u8(AUTHENTICATION + 1) == 0;
      default -> false;
    };
  }

  static boolean showsPassword(Bytes message) {
    return message.u8(0) == 2 && message.u16(AUTHENTICATION) == PASSWORD;
  }
}
