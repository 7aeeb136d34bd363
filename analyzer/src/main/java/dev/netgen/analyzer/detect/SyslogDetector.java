package dev.netgen.analyzer.detect;

import java.util.regex.Pattern;

/**
 * Syslog over UDP (RFC 5426): a datagram that begins with a priority and the header of RFC 5424 or
 * of its forerunner RFC 3164, and no answer, ever. What the message says is not looked at.
 */
final class SyslogDetector implements Detector {
  private static final int HEAD = 64;
  private static final Pattern START =
      Pattern.compile(
          "<(?:\\d|[1-9]\\d|1[0-8]\\d|19[01])>"
              + "(?:1 (?:- |\\d{4}-\\d\\d-\\d\\dT)"
              + "|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \\d]\\d \\d\\d:\\d\\d:\\d\\d )");

  @Override
  public String protocol() {
    return "syslog";
  }

  @Override
  public Outcome detect(Exchange exchange) {
    if (!exchange.server().isEmpty()) {
      return Outcome.no("syslog is never answered");
    }
    Bytes client = exchange.client().bytes();
    String head = client.text(0, Math.min(HEAD, client.length()));
    return START.matcher(head).lookingAt()
        ? Finding.plaintext("syslog", "syslog priority and header, never answered").match()
        : Outcome.no("no priority and header");
  }
}
