package dev.netgen.analyzer.detect.media;

import dev.netgen.analyzer.detect.api.Bytes;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The head of a message of SIP or RTSP: a start line, and fields up to an empty line.
 *
 * @param request whether it is a request
 * @param head the lines kept of it, ISO 8859-1
 */
record TextMessage(boolean request, String head) {
  private static final int LONGEST = 8192;
  private static final int LONGEST_START = 2048;

  /** The head that begins the bytes, or null. */
  static @Nullable TextMessage read(Bytes bytes, Pattern request, Pattern status) {
    int skip = 0;
    while (skip < 8 && bytes.has(skip, 1) && (bytes.u8(skip) == '\r' || bytes.u8(skip) == '\n')) {
      skip++;
    }
    int end = bytes.find("\n", skip, Math.min(bytes.length(), skip + LONGEST_START));
    if (end < 0) {
      return null;
    }
    String line = bytes.text(skip, end - skip).stripTrailing();
    boolean asks = request.matcher(line).matches();
    if (!asks && !status.matcher(line).matches()) {
      return null;
    }
    int empty = bytes.find("\r\n\r\n", skip, Math.min(bytes.length(), skip + LONGEST));
    int stop = empty < 0 ? Math.min(bytes.length(), skip + LONGEST) : empty;
    return new TextMessage(asks, bytes.text(skip, Math.max(0, stop - skip)));
  }

  /** The first value of a field, empty without one. */
  String field(String name) {
    String lower = "\n" + name + ":";
    int at = head.toLowerCase(Locale.ROOT).indexOf(lower);
    if (at < 0) {
      return "";
    }
    int start = at + lower.length();
    int end = head.indexOf('\n', start);
    return head.substring(start, end < 0 ? head.length() : end).strip();
  }

  /** Whether it carries a password that anybody can read: HTTP's Basic. */
  boolean basic() {
    return field("authorization").regionMatches(true, 0, "basic ", 0, 6)
        || field("proxy-authorization").regionMatches(true, 0, "basic ", 0, 6);
  }
}
