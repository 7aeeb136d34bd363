package dev.netgen.analyzer.detect.store;

import dev.netgen.analyzer.detect.api.Bytes;

/** A whole value of RESP2 or RESP3 with all that it holds. */
final class RespValue {
  private static final String AGGREGATES = "*%~>|";
  private static final int MAX_LINES = 1024;

  /** Fewer could be a line of another protocol that happens to be alike. */
  private static final int LEAST_LINES = 3;

  private RespValue() {}

  /** Whether an aggregate stands first, whole to its last element. */
  static boolean isAggregate(Bytes bytes) {
    if (bytes.isEmpty() || AGGREGATES.indexOf(bytes.u8(0)) < 0) {
      return false;
    }
    long pending = 1;
    int at = 0;
    int lines = 0;
    while (pending > 0 && pending <= MAX_LINES && lines < MAX_LINES) {
      RespLine line = RespLine.read(bytes, at);
      at = line == null ? -1 : behind(bytes, line);
      if (line == null || at < 0) {
        return false;
      }
      pending += held(line) - 1;
      lines++;
    }
    return pending == 0 && lines >= LEAST_LINES;
  }

  /** How many values belong to it: attributes stand in front of the value that they are about. */
  private static long held(RespLine line) {
    long count = Math.max(0, line.number());
    return switch (line.type()) {
      case '*', '~', '>' -> count;
      case '%' -> 2 * count;
      case '|' -> 2 * count + 1;
      default -> 0;
    };
  }

  /** The offset behind a line and the bytes it counts, or -1. */
  private static int behind(Bytes bytes, RespLine line) {
    boolean counts = line.type() == '$' || line.type() == '!' || line.type() == '=';
    if (!counts || line.number() < 0) {
      return line.end();
    }
    long end = line.end() + line.number();
    return end + 2 <= bytes.length() && bytes.at((int) end, "\r\n") ? (int) end + 2 : -1;
  }
}
