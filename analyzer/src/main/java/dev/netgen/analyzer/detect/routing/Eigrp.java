package dev.netgen.analyzer.detect.routing;

import dev.netgen.analyzer.detect.api.Bytes;

/**
 * EIGRP (RFC 7868, 6.5.1 and 6.6).
 *
 * <pre>
 * 2 | opcode | checksum 16 | flags 32 | sequence 32 | acknowledged 32 | router 16 | system 16
 * then: type 16 | length 16 with these four | value
 * </pre>
 */
final class Eigrp {
  private static final int VERSION = 2;
  private static final int LAST_OPCODE = 11;
  private static final int HEADER = 20;
  private static final int SHORTEST = 4;

  private Eigrp() {}

  static boolean isMessage(Bytes message) {
    boolean header =
        message.has(0, HEADER)
            && message.u8(0) == VERSION
            && message.u8(1) >= 1
            && message.u8(1) <= LAST_OPCODE;
    return header && chains(message);
  }

  /** Whether values follow one another to the end, or to where the message was cut. */
  private static boolean chains(Bytes message) {
    int at = HEADER;
    while (message.has(at, SHORTEST)) {
      int length = message.u16(at + 2);
      if (length < SHORTEST) {
        return false;
      }
      at += length;
    }
    return true;
  }
}
