package dev.netgen.analyzer.detect.store;

import dev.netgen.analyzer.detect.api.Bytes;

/** Replies that no other text protocol gives: an aggregate with its elements in line. */
final class RespReply {
  private static final String AGGREGATES = "*%~|>";
  private static final int LEAST = 3;
  private static final int MOST = 64;

  private RespReply() {}

  /** Whether an aggregate of RESP begins here, and at least so much follows that fits it. */
  static boolean isAggregate(Bytes bytes) {
    if (bytes.isEmpty() || AGGREGATES.indexOf(bytes.u8(0)) < 0) {
      return false;
    }
    int at = 0;
    int lines = 0;
    while (lines < MOST && at < bytes.length()) {
      RespLine line = RespLine.read(bytes, at);
      if (line == null) {
        break;
      }
      lines++;
      long next = line.end();
      if (isBlob(line)) {
        next += line.number() + 2;
      }
      at = (int) Math.min(next, bytes.length());
    }
    return lines >= LEAST;
  }

  private static boolean isBlob(RespLine line) {
    return "$!=".indexOf(line.type()) >= 0 && line.number() >= 0;
  }

  /** Whether all of it is one line of printable text, as an inline command is. */
  static boolean isLine(Bytes bytes) {
    int end = bytes.find("\n", 0, bytes.length());
    if (end < 1 || !Character.isLetter(bytes.u8(0)) || end != bytes.length() - 1) {
      return false;
    }
    return bytes.printable() == bytes.length();
  }
}
