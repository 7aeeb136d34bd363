package dev.netgen.analyzer.detect.store;

import dev.netgen.analyzer.detect.api.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The first line of one RESP2 or RESP3 value: a type character, then text up to CRLF.
 *
 * @param type the type character
 * @param line what follows it
 * @param end offset behind the line's CRLF
 * @param number the number of a count or length, or -1 when it is none or too long
 */
record RespLine(char type, Bytes line, int end, long number) {
  private static final int MAX_LINE = 1024;
  private static final int MAX_DIGITS = 10;
  private static final String TYPES = "+-:$*_#,(!=%~>|";

  /** The whole line at this offset, or null where it is cut or none of RESP. */
  static @Nullable RespLine read(Bytes bytes, int offset) {
    if (!bytes.has(offset, 1) || TYPES.indexOf(bytes.u8(offset)) < 0) {
      return null;
    }
    int end = bytes.find("\r\n", offset, offset + MAX_LINE);
    if (end <= offset) {
      return null;
    }
    Bytes text = bytes.slice(offset + 1, end - offset - 1);
    RespLine line = new RespLine((char) bytes.u8(offset), text, end + 2, number(text));
    return line.valid() ? line : null;
  }

  /** Whether the bytes end here, or inside what may become a line. */
  static boolean mayBe(Bytes bytes, int offset) {
    return offset >= bytes.length()
        || (TYPES.indexOf(bytes.u8(offset)) >= 0
            && bytes.length() - offset < MAX_LINE
            && bytes.find("\r\n", offset, offset + MAX_LINE) < 0);
  }

  private boolean valid() {
    return switch (type) {
      case '$', '*', '!', '=', '%', '~', '>', '|', ':' -> number >= 0 || isNumber();
      case '+', '-' -> isPrintable() && !line.isEmpty() && line.u8(0) != ' ';
      case '_' -> line.isEmpty();
      case '#' -> line.length() == 1 && (line.u8(0) == 't' || line.u8(0) == 'f');
      case ',' -> isPrintable() && text().matches("[-+]?([0-9].*|inf|nan)");
      case '(' -> text().matches("[-+]?[0-9]+");
      default -> false;
    };
  }

  /** What follows the type. */
  String text() {
    return line.text();
  }

  private boolean isNumber() {
    int from = line.startsWith("-") || line.startsWith("+") ? 1 : 0;
    if (line.length() <= from || line.length() > 2 * MAX_DIGITS) {
      return false;
    }
    for (int i = from; i < line.length(); i++) {
      if (line.u8(i) < '0' || line.u8(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private boolean isPrintable() {
    for (int i = 0; i < line.length(); i++) {
      if (line.u8(i) < 0x20 || line.u8(i) == 0x7F) {
        return false;
      }
    }
    return true;
  }

  private static long number(Bytes line) {
    int length = line.length();
    if (length == 0 || length > MAX_DIGITS) {
      return -1;
    }
    int first = line.u8(0);
    int from = first == '-' || first == '+' ? 1 : 0;
    long value = 0;
    for (int i = from; i < length; i++) {
      int digit = line.u8(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = 10 * value + digit;
    }
    return length == from ? -1 : first == '-' ? -value : value;
  }
}
