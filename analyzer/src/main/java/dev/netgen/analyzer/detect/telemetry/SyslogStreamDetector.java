package dev.netgen.analyzer.detect.telemetry;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * Syslog over TCP (RFC 6587): messages behind the count of their octets, or one on a line each; and
 * no answer, ever.
 */
public final class SyslogStreamDetector implements Detector {
  private static final int MAX_DIGITS = 6;
  private static final int MAX_LINE = 8192;

  @Override
  public Card card() {
    return Card.of("syslog", "Syslog over TCP", "RFC 6587")
        .tells(Ability.ROLES, Ability.MID_STREAM);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    if (!exchange.server().isEmpty() || client.isEmpty()) {
      return Outcome.no("syslog is never answered");
    }
    if (exchange.client().fromStart()) {
      return at(client, 0)
          ? found("syslog messages, never answered")
          : Outcome.no("no priority and header");
    }
    int line = client.find("\n", 0, MAX_LINE);
    return at(client, 0) || (line >= 0 && at(client, line + 1))
        ? found("syslog messages, never answered, mid-stream")
        : Outcome.no("no priority and header");
  }

  private static boolean at(Bytes bytes, int at) {
    if (!bytes.has(at, 1)) {
      return false;
    }
    if (bytes.u8(at) != '<') {
      int counted = counted(bytes, at);
      return counted > 0
          && (SyslogHeader.isWhole(bytes, counted) || SyslogHeader.isBare(bytes, counted));
    }
    int line = bytes.find("\n", at, at + MAX_LINE);
    Bytes first = line < 0 ? bytes.from(at) : bytes.slice(at, line - at);
    return SyslogHeader.isWhole(bytes, at)
        || (SyslogHeader.isBare(bytes, at) && SyslogHeader.isText(first));
  }

  /** The offset behind a count and a blank, or -1. */
  private static int counted(Bytes bytes, int at) {
    int digits = 0;
    while (digits < MAX_DIGITS
        && bytes.has(at + digits, 1)
        && Character.isDigit(bytes.u8(at + digits))) {
      digits++;
    }
    return digits > 0 && bytes.at(at + digits, " <") ? at + digits + 1 : -1;
  }

  private static Outcome found(String reason) {
    return Finding.plaintext("syslog", reason).match();
  }
}
