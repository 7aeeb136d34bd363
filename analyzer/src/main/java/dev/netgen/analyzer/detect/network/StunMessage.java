package dev.netgen.analyzer.detect.network;

import dev.netgen.analyzer.detect.api.Bytes;

/**
 * Messages of STUN and TURN (RFC 8489 section 5, RFC 8656 section 12).
 *
 * <pre>
 * 00 type 14 | length 16 | magic cookie 21 12 A4 42 | transaction 96 | attributes: type, length, value, padding
 * 01 channel 14 | length 16 | data
 * </pre>
 */
final class StunMessage {
  static final int HEADER = 20;

  private static final long COOKIE = 0x2112A442L;
  private static final int MAX_ATTRIBUTES = 64;
  private static final int PRIORITY = 0x0024;
  private static final int CLASSES = 0x0110;
  private static final int INDICATION = 0x0010;

  private StunMessage() {}

  /** Whether a message with the cookie stands here and its attributes fill its length. */
  static boolean is(Bytes bytes, int at) {
    return bytes.has(at, HEADER) && bytes.u32(at + 4) == COOKIE && isFramed(bytes, at);
  }

  /** The same without the cookie, as before RFC 5389. */
  static boolean isFramed(Bytes bytes, int at) {
    if (!bytes.has(at, HEADER) || bytes.u8(at) >= 0x40 || bytes.u16(at + 2) % 4 != 0) {
      return false;
    }
    int end = at + HEADER + bytes.u16(at + 2);
    int attribute = at + HEADER;
    for (int count = 0; attribute < end && count < MAX_ATTRIBUTES; count++) {
      if (!bytes.has(attribute, 4)) {
        return end > bytes.length();
      }
      attribute += 4 + (bytes.u16(attribute + 2) + 3) / 4 * 4;
    }
    return attribute == end;
  }

  /** The offset behind the message. */
  static int end(Bytes bytes, int at) {
    return at + HEADER + bytes.u16(at + 2);
  }

  static boolean isChannelData(Bytes bytes) {
    return bytes.has(0, 4)
        && bytes.u8(0) >= 0x40
        && bytes.u8(0) < 0x50
        && bytes.u16(2) + 4 <= bytes.length()
        && bytes.u16(2) + 8 > bytes.length();
  }

  static boolean isRequest(Bytes bytes) {
    return (bytes.u16(0) & CLASSES) == 0;
  }

  static boolean isIndication(Bytes bytes) {
    return (bytes.u16(0) & CLASSES) == INDICATION;
  }

  /** Whether it checks a path that media are to take (RFC 8445): whatever follows is not STUN. */
  static boolean isConnectivityCheck(Bytes bytes) {
    int attribute = HEADER;
    for (int count = 0; bytes.has(attribute, 4) && count < MAX_ATTRIBUTES; count++) {
      if (bytes.u16(attribute) == PRIORITY) {
        return true;
      }
      attribute += 4 + (bytes.u16(attribute + 2) + 3) / 4 * 4;
    }
    return false;
  }
}
