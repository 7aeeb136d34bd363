package dev.netgen.analyzer.detect.telemetry;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Exchange;
import java.util.regex.Pattern;

/** Text protocols of which each line is one metric and that nobody answers. */
final class MetricLines {
  private static final int MAX_LINES = 16;
  private static final int MAX_LINE = 2048;

  private MetricLines() {}

  /** Whether the client alone spoke, and its first lines all look so, but for one that is cut. */
  static boolean match(Exchange exchange, Pattern line) {
    Bytes client = exchange.client().bytes();
    if (!exchange.server().isEmpty() || client.isEmpty()) {
      return false;
    }
    int at = exchange.client().fromStart() ? 0 : client.find("\n", 0, MAX_LINE) + 1;
    int lines = 0;
    while (lines < MAX_LINES && client.has(at, 1)) {
      int feed = client.find("\n", at, at + MAX_LINE);
      if (feed < 0 && exchange.client().messages() == 0) {
        break;
      }
      int end = feed < 0 ? client.length() : feed;
      int length = end > at && client.u8(end - 1) == '\r' ? end - at - 1 : end - at;
      if (length > MAX_LINE || !line.matcher(client.text(at, length)).matches()) {
        return false;
      }
      lines++;
      at = end + 1;
    }
    return lines > 0;
  }
}
