package dev.netgen.analyzer.detect;

import org.jspecify.annotations.Nullable;

/**
 * The first line of one RESP2 or RESP3 value: a type character, then text up to CRLF.
 *
 * @param type the type character
 * @param text what follows it
 * @param end offset behind the line's CRLF
 */
record RespLine(char type, String text, int end) {
  private static final int MAX_LINE = 1024;
  private static final int MAX_DIGITS = 10;
  private static final String TYPES = "+-:$*_#,(!=%~>|";

  /** The whole line at this offset, or null where it is cut or none of RESP. */
  static @Nullable RespLine read(Bytes bytes, int offset) {
    int end = bytes.find("\r\n", offset, offset + MAX_LINE);
    if (end <= offset || TYPES.indexOf(bytes.u8(offset)) < 0) {
      return null;
    }
    RespLine line =
        new RespLine((char) bytes.u8(offset), bytes.text(offset + 1, end - offset - 1), end + 2);
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
      case '$', '*', '!', '=', '%', '~', '>', '|', ':' -> isNumber(text);
      case '+', '-' -> isPrintable(text) && !text.isEmpty() && text.charAt(0) != ' ';
      case '_' -> text.isEmpty();
      case '#' -> text.equals("t") || text.equals("f");
      case ',' -> isPrintable(text) && text.matches("[-+]?([0-9].*|inf|nan)");
      case '(' -> text.matches("[-+]?[0-9]+");
      default -> false;
    };
  }

  private static boolean isNumber(String text) {
    int from = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    return text.length() > from
        && text.length() <= 2 * MAX_DIGITS
        && text.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isPrintable(String text) {
    return text.chars().allMatch(c -> c >= 0x20 && c != 0x7F);
  }

  /** The number of a count or length, or -1 when it is none or too long. */
  long number() {
    return isNumber(text) && text.length() <= MAX_DIGITS ? Long.parseLong(text) : -1;
  }
}
