package dev.netgen.analyzer.detect.web;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * SCGI (the Simple Common Gateway Interface's specification): a netstring of variables, of which
 * the first is CONTENT_LENGTH.
 */
public final class ScgiDetector implements Detector {
  private static final String FIRST = ":CONTENT_LENGTH\0";
  private static final int MAX_DIGITS = 7;

  @Override
  public Card card() {
    return Card.of("scgi", "SCGI", "SCGI: A Simple Common Gateway Interface alternative")
        .tells(Ability.ROLES, Ability.CREDENTIALS);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    int digits = 0;
    while (digits < MAX_DIGITS && client.has(digits, 1) && HttpLine.isDigit(client.u8(digits))) {
      digits++;
    }
    if (digits == 0) {
      return Outcome.no("no netstring first");
    }
    if (!client.from(digits).startsWith(FIRST)) {
      return client.from(digits).mayStartWith(FIRST) && client.length() < digits + FIRST.length()
          ? Outcome.needMore("first variable cut")
          : Outcome.no("first variable is not CONTENT_LENGTH");
    }
    return client.find("\0SCGI\0", digits, client.length()) > 0
        ? Finding.plaintext("scgi", "SCGI variables")
            .withCredentialsIf(GatewayCredentials.in(client))
            .match()
        : Outcome.needMore("variables cut");
  }
}
