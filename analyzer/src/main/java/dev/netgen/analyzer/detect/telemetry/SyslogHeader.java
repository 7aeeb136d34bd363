package dev.netgen.analyzer.detect.telemetry;

import dev.netgen.analyzer.detect.api.Bytes;
import java.util.regex.Pattern;

/**
 * How syslog messages begin: RFC 5424, RFC 3164 and the timestamps that senders write instead, and
 * what receivers take without a header (RFC 3164 section 4.3.3).
 */
final class SyslogHeader {
  private static final int HEAD = 64;
  private static final String PRIORITY = "<(?:\\d|[1-9]\\d|1[0-8]\\d|19[01])>";
  private static final Pattern BARE =
      Pattern.compile(PRIORITY + "\\s*+(?:[A-Za-z\\[({\"'/%*]|\\d{1,10}: )");
  private static final Pattern START =
      Pattern.compile(
          PRIORITY
              + "(?:1 (?:- |\\d{4}-\\d\\d-\\d\\dT)|\\d{4}-\\d\\d-\\d\\d[T"
              + " ]\\d\\d:\\d\\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \\d]\\d"
              + " \\d\\d:\\d\\d:\\d\\d )");

  private SyslogHeader() {}

  /** Whether a priority and a header of either RFC stand here. */
  static boolean isWhole(Bytes bytes, int at) {
    return bytes.has(at, 1) && bytes.u8(at) == '<' && START.matcher(head(bytes, at)).lookingAt();
  }

  /** Whether a priority and the beginning of a text stand here. */
  static boolean isBare(Bytes bytes, int at) {
    return bytes.has(at, 1) && bytes.u8(at) == '<' && BARE.matcher(head(bytes, at)).lookingAt();
  }

  private static String head(Bytes bytes, int at) {
    return bytes.text(at, Math.min(HEAD, bytes.length() - at));
  }

  /** Printable, UTF-8 allowed, but for one zero byte that some senders put at the end. */
  static boolean isText(Bytes bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      int b = bytes.u8(i);
      boolean end = b == 0 && i == bytes.length() - 1;
      boolean text = (b >= 0x20 && b != 0x7F) || b == '\t' || b == '\n' || b == '\r';
      if (!text && !end) {
        return false;
      }
    }
    return true;
  }
}
