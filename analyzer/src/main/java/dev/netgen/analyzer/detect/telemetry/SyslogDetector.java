package dev.netgen.analyzer.detect.telemetry;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import java.util.regex.Pattern;

/**
 * Syslog over UDP (RFC 5426): a datagram that begins with a priority and the header of RFC 5424 or
 * of its forerunner RFC 3164, and no answer, ever. Many senders leave the header out, and receivers
 * take that (RFC 3164 section 4.3.3): then all that follows the priority must be text. What the
 * message says is not looked at.
 */
public final class SyslogDetector implements Detector {
  private static final int HEAD = 64;
  private static final String PRIORITY = "<(?:\\d|[1-9]\\d|1[0-8]\\d|19[01])>";
  private static final Pattern BARE = Pattern.compile(PRIORITY + "\\s*+[A-Za-z\\[({\"'/]");
  private static final Pattern START =
      Pattern.compile(
          PRIORITY
              + "(?:1 (?:- |\\d{4}-\\d\\d-\\d\\dT)"
              + "|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \\d]\\d \\d\\d:\\d\\d:\\d\\d )");

  @Override
  public Card card() {
    return Card.of("syslog", "Syslog over UDP", "RFC 5426").tells(Ability.ROLES);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    if (!exchange.server().isEmpty()) {
      return Outcome.no("syslog is never answered");
    }
    Bytes client = exchange.client().bytes();
    String head = client.text(0, Math.min(HEAD, client.length()));
    if (START.matcher(head).lookingAt()) {
      return Finding.plaintext("syslog", "syslog priority and header, never answered").match();
    }
    return BARE.matcher(head).lookingAt() && isText(client)
        ? Finding.plaintext("syslog", "syslog priority and text, never answered").match()
        : Outcome.no("no priority and header");
  }

  /** Printable, UTF-8 allowed, but for one zero byte that some senders put at the end. */
  private static boolean isText(Bytes bytes) {
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
