package dev.netgen.analyzer.detect.routing;

import dev.netgen.analyzer.detect.api.Bytes;

/**
 * VRRP (RFC 3768, 5.1; RFC 9568, 5.1). CARP has the same number and the same first byte, but
 * another length.
 *
 * <pre>
 * 21 | router | priority | addresses | authentication | seconds | checksum 16 | address 32 * | data 64
 * 31 | router | priority | addresses | 0 and hundredths 16 | checksum 16 | address 32 or 128 *
 * </pre>
 */
final class Vrrp {
  private static final int TWO = 0x21;
  private static final int THREE = 0x31;
  private static final int HEADER = 8;
  private static final int DATA = 8;
  private static final int AUTHENTICATION = 4;
  private static final int PASSWORD = 1;
  private static final int PROVED = 2;

  private Vrrp() {}

  static boolean isMessage(Bytes message) {
    if (!message.has(0, HEADER) || message.u8(1) == 0) {
      return false;
    }
    int rest = message.length() - HEADER;
    int addresses = message.u8(3);
    return switch (message.u8(0)) {
      case TWO -> rest == 4 * addresses + DATA && message.u8(AUTHENTICATION) <= PROVED;
      case THREE -> addresses > 0 && (rest == 4 * addresses || rest == 16 * addresses);
      default -> false;
    };
  }

  static boolean showsPassword(Bytes message) {
    return message.u8(0) == TWO && message.u8(AUTHENTICATION) == PASSWORD;
  }
}
