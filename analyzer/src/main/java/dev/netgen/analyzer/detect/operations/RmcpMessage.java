package dev.netgen.analyzer.detect.operations;

import dev.netgen.analyzer.detect.api.Bytes;

/**
 * A datagram of RMCP (IPMI 2.0 specification, 13.1 to 13.6; ASF 2.0, 3.2).
 *
 * <pre>
 * 6 | 0 | sequence | class
 * ASF: enterprise 32 | type | tag | 0 | length
 * IPMI 1.5: authentication | sequence 32 | session 32 | (code 128) | length | message
 * IPMI 2.0: 6 | payload | session 32 | sequence 32 | length 16, little | payload | (trailer)
 * message: to | function 6, unit 2 | sum | from | sequence 6, unit 2 | command | data | sum
 * </pre>
 */
final class RmcpMessage {
  static final int VERSION = 6;

  private static final int HEADER = 4;
  private static final int ASF = 6;
  private static final int IPMI = 7;
  private static final long ASF_ENTERPRISE = 4542;
  private static final int PING = 0x80;
  private static final int PONG = 0x40;
  private static final int PASSWORD = 4;
  private static final int LAST_TYPE = 5;
  private static final int TWO = 6;
  private static final int SHORT_HEADER = 14;
  private static final int CODE = 16;
  private static final int LONG_HEADER = 16;
  private static final int ENCRYPTED = 0x80;
  private static final int BLOCK = 16;
  private static final int OPEN_SESSION = 0x10;
  private static final int LAST_RAKP = 0x15;

  private RmcpMessage() {}

  /** What a datagram is. */
  enum Kind {
    NONE,
    REQUEST,
    RESPONSE,
    /** Under a session's cipher: nobody sees which. */
    SEALED
  }

  static Kind kind(Bytes datagram) {
    boolean header = datagram.has(0, HEADER + 8) && datagram.u8(0) == VERSION;
    if (!header || datagram.u8(1) != 0) {
      return Kind.NONE;
    }
    return switch (datagram.u8(3)) {
      case ASF -> asf(datagram);
      case IPMI -> datagram.u8(HEADER) == TWO ? two(datagram) : one(datagram);
      default -> Kind.NONE;
    };
  }

  private static Kind asf(Bytes datagram) {
    if (datagram.u32(HEADER) != ASF_ENTERPRISE
        || datagram.length() != HEADER + 8 + datagram.u8(HEADER + 7)) {
      return Kind.NONE;
    }
    return switch (datagram.u8(HEADER + 4)) {
      case PING -> Kind.REQUEST;
      case PONG -> Kind.RESPONSE;
      default -> Kind.NONE;
    };
  }

  private static Kind one(Bytes datagram) {
    int type = datagram.u8(HEADER);
    int start = SHORT_HEADER + (type == 0 ? 0 : CODE);
    if (type > LAST_TYPE || !datagram.has(0, start)) {
      return Kind.NONE;
    }
    int length = datagram.u8(start - 1);
    int rest = datagram.length() - start;
    return rest == length || rest == length + 1 ? message(datagram.from(start)) : Kind.NONE;
  }

  private static Kind two(Bytes datagram) {
    if (!datagram.has(0, LONG_HEADER) || !datagram.has(LONG_HEADER, datagram.u16Le(14))) {
      return Kind.NONE;
    }
    if (isSealed(datagram)) {
      boolean blocks = datagram.u16Le(14) >= 2 * BLOCK && datagram.u16Le(14) % BLOCK == 0;
      Bytes payload = datagram.slice(LONG_HEADER, datagram.u16Le(14));
      return blocks && inSession(datagram) && !payload.looksClear() ? Kind.SEALED : Kind.NONE;
    }
    int payload = datagram.u8(HEADER + 1) & 0x3F;
    if (payload >= OPEN_SESSION && payload <= LAST_RAKP) {
      boolean exact = datagram.length() == LONG_HEADER + datagram.u16Le(14);
      Kind kind = payload % 2 == 0 ? Kind.REQUEST : Kind.RESPONSE;
      return exact && !inSession(datagram) ? kind : Kind.NONE;
    }
    return payload == 0 ? message(datagram.slice(LONG_HEADER, datagram.u16Le(14))) : Kind.NONE;
  }

  /** The header's sum tells that it is one; functions of answers are odd. */
  private static Kind message(Bytes message) {
    if (!message.has(0, 7) || ((message.u8(0) + message.u8(1) + message.u8(2)) & 0xFF) != 0) {
      return Kind.NONE;
    }
    return (message.u8(1) & 4) == 0 ? Kind.REQUEST : Kind.RESPONSE;
  }

  /** Whether it is one of version 1.5 within a session, which knows no cipher. */
  static boolean inClearSession(Bytes datagram) {
    return datagram.has(0, SHORT_HEADER)
        && datagram.u8(3) == IPMI
        && datagram.u8(HEADER) != TWO
        && datagram.u32(HEADER + 5) != 0;
  }

  /** Whether it is one of version 2.0 within a session. */
  static boolean inSession(Bytes datagram) {
    return datagram.has(0, LONG_HEADER)
        && datagram.u8(3) == IPMI
        && datagram.u8(HEADER) == TWO
        && datagram.u32(HEADER + 2) != 0;
  }

  static boolean isSealed(Bytes datagram) {
    return (datagram.u8(HEADER + 1) & ENCRYPTED) != 0;
  }

  /** Whether the code beside it is the password as it is. */
  static boolean showsPassword(Bytes datagram) {
    return datagram.u8(3) == IPMI && datagram.u8(HEADER) == PASSWORD;
  }
}
