package dev.netgen.analyzer.detect.telemetry;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * Syslog over UDP (RFC 5426): a datagram that begins with a priority and the header of RFC 5424 or
 * of its forerunner RFC 3164, and no answer, ever. Many senders leave the header out, and receivers
 * take that (RFC 3164 section 4.3.3): then all that follows the priority must be text. What the
 * message says is not looked at.
 */
public final class SyslogDetector implements Detector {
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
    if (SyslogHeader.isWhole(client, 0)) {
      return Finding.plaintext("syslog", "syslog priority and header, never answered").match();
    }
    return SyslogHeader.isBare(client, 0) && SyslogHeader.isText(client)
        ? Finding.plaintext("syslog", "syslog priority and text, never answered").match()
        : Outcome.no("no priority and header");
  }
}
