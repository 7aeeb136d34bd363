package dev.netgen.analyzer.detect.routing;

import dev.netgen.analyzer.detect.api.Bytes;

/**
 * PIM version 2 (RFC 7761, 4.9): 2 and the type in one byte, reserved, checksum 16. Registers are
 * none of it: they carry another host's packet, of which nothing is said here.
 */
final class Pim {
  private static final int VERSION = 2;
  private static final int HEADER = 4;
  private static final int HELLO = 0;
  private static final int REGISTER = 1;
  private static final int REGISTER_STOP = 2;
  private static final int LAST_TYPE = 12;
  private static final int HOLD_TIME = 1;
  private static final int LONGEST_OPTION = 256;

  private Pim() {}

  static boolean isMessage(Bytes message) {
    if (!message.has(0, HEADER) || message.u8(0) >> 4 != VERSION) {
      return false;
    }
    int type = message.u8(0) & 0xF;
    return switch (type) {
      case HELLO -> isHello(message);
      case REGISTER -> false;
      case REGISTER_STOP -> message.has(HEADER, 12);
      default -> type <= LAST_TYPE && message.has(HEADER, 6);
    };
  }

  /** Options: type 16, length 16, value. */
  private static boolean isHello(Bytes message) {
    int at = HEADER;
    boolean holds = false;
    while (message.has(at, 4)) {
      int length = message.u16(at + 2);
      holds |= message.u16(at) == HOLD_TIME && length == 2;
      if (length > LONGEST_OPTION) {
        return false;
      }
      at += 4 + length;
    }
    return holds;
  }
}
