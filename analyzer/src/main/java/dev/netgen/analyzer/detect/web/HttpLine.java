package dev.netgen.analyzer.detect.web;

import dev.netgen.analyzer.detect.api.Bytes;

/** Start lines and field names of HTTP/1 (RFC 9112 sections 3 and 4). */
final class HttpLine {
  private static final int LEAST_METHOD = 2;
  private static final int LONGEST_METHOD = 24;
  private static final String VERSION = "HTTP/";
  private static final int VERSION_LENGTH = 8;
  private static final int STATUS_CODE = 9;
  private static final int STATUS_END = 12;
  private static final int NEXT_LINE = 0x85;

  private HttpLine() {}

  /**
   * Whether a request line stands here: method, target, version. Blanks in the target are against
   * the rules, and taken from CONNECT and the plainest methods, as servers do.
   */
  static boolean isRequest(Bytes bytes, int from, int to) {
    int space = methodEnd(bytes, from, to);
    int version = to - VERSION_LENGTH;
    if (space < 0
        || version - 1 <= space + 1
        || bytes.u8(version - 1) != ' '
        || !isVersion(bytes, version)) {
      return false;
    }
    boolean blanks = plainest(bytes, from);
    for (int i = space + 1; i < version - 1; i++) {
      int c = bytes.u8(i);
      if (c < ' ' || c == 0x7F || (c == ' ' && (!blanks || i == space + 1))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a request of HTTP/0.9 stands here: {@code GET /path}, and no version. */
  static boolean isVersionless(Bytes bytes, int from, int to) {
    int space = methodEnd(bytes, from, to);
    if (space < 0 || !plainest(bytes, from) || space + 1 >= to || bytes.u8(space + 1) != '/') {
      return false;
    }
    for (int i = space + 1; i < to; i++) {
      if (bytes.u8(i) <= ' ' || bytes.u8(i) == 0x7F) {
        return false;
      }
    }
    return true;
  }

  /** Whether these are so many first bytes of a request for a path, its line cut. */
  static boolean begins(Bytes bytes, int least) {
    return bytes.length() >= least
        && !bytes.at(0, "CONNECT ")
        && isVersionless(bytes, 0, bytes.length());
  }

  private static boolean plainest(Bytes bytes, int from) {
    return bytes.at(from, "GET ")
        || bytes.at(from, "POST ")
        || bytes.at(from, "HEAD ")
        || bytes.at(from, "CONNECT ");
  }

  /** The offset of the blank behind a method, or -1. */
  private static int methodEnd(Bytes bytes, int from, int to) {
    int space = from;
    while (space < to && isMethod(bytes.u8(space))) {
      space++;
    }
    int length = space - from;
    return length < LEAST_METHOD || length > LONGEST_METHOD || space >= to || bytes.u8(space) != ' '
        ? -1
        : space;
  }

  private static boolean isMethod(int c) {
    return (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
  }

  /** HTTP/1.x, and the HTTP/0.9 that some write. */
  private static boolean isVersion(Bytes bytes, int at) {
    return bytes.at(at, VERSION)
        && (bytes.u8(at + 5) == '1' || bytes.u8(at + 5) == '0')
        && bytes.u8(at + 6) == '.'
        && isDigit(bytes.u8(at + 7));
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** Whether a status line stands here, with or without a reason. */
  static boolean isStatus(Bytes bytes, int from, int to) {
    int length = to - from;
    if (length < STATUS_END
        || !isVersion(bytes, from)
        || bytes.u8(from + VERSION_LENGTH) != ' '
        || bytes.u8(from + STATUS_CODE) < '1'
        || bytes.u8(from + STATUS_CODE) > '9'
        || !isDigit(bytes.u8(from + STATUS_CODE + 1))
        || !isDigit(bytes.u8(from + STATUS_CODE + 2))) {
      return false;
    }
    for (int i = from + STATUS_END; i < to; i++) {
      int c = bytes.u8(i);
      if (c == '\r' || c == NEXT_LINE) {
        return false;
      }
    }
    return length == STATUS_END || bytes.u8(from + STATUS_END) == ' ';
  }

  /** RFC 9110 section 5.6.2. */
  static boolean isToken(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || (c < 0x7F && "!#$%&'*+.^_`|~".indexOf(c) >= 0);
  }
}
