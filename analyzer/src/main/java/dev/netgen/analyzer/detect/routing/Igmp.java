package dev.netgen.analyzer.detect.routing;

import dev.netgen.analyzer.detect.api.Bytes;

/**
 * IGMP (RFC 1112, RFC 2236, RFC 3376).
 *
 * <pre>
 * type | time | checksum 16 | group 32
 * version 3, query: ... | flags | interval | sources 16 | source 32 *
 * version 3, report: 22 | 0 | checksum 16 | 0 16 | records 16 | (type | data | sources 16 | ...)*
 * </pre>
 */
final class Igmp {
  private static final int QUERY = 0x11;
  private static final int REPORT_1 = 0x12;
  private static final int REPORT_2 = 0x16;
  private static final int LEAVE = 0x17;
  private static final int REPORT_3 = 0x22;
  private static final int SHORT = 8;
  private static final int QUERY_3 = 12;
  private static final int RECORD_TYPES = 6;

  private Igmp() {}

  static boolean isMessage(Bytes message) {
    if (!message.has(0, SHORT)) {
      return false;
    }
    return switch (message.u8(0)) {
      case QUERY -> !message.has(SHORT, 1) || message.has(0, QUERY_3);
      case REPORT_1 -> isGroup(message) && message.u8(1) == 0;
      case REPORT_2, LEAVE -> isGroup(message);
      case REPORT_3 -> message.u8(1) == 0 && message.u16(4) == 0 && isRecord(message);
      default -> false;
    };
  }

  /** 224.0.0.0/4. */
  private static boolean isGroup(Bytes message) {
    return message.u8(4) >> 4 == 0xE;
  }

  /** No record, or a first one of a known type that tells a group. */
  private static boolean isRecord(Bytes message) {
    if (!message.has(SHORT, SHORT)) {
      return message.u16(6) == 0;
    }
    int type = message.u8(SHORT);
    return type >= 1 && type <= RECORD_TYPES && message.u8(SHORT + 4) >> 4 == 0xE;
  }
}
