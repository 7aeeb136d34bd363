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
 * StatsD metrics over UDP (the etsy/statsd line format and its DogStatsD tags): each line {@code
 * name:value|type}, and no answer, ever. Only the first line is looked at.
 */
public final class StatsdDetector implements Detector {
  private static final int MAX_LINE = 1024;
  private static final Pattern LINE =
      Pattern.compile(
          "_e\\{\\d{1,4},\\d{1,4}\\}:.*+|_sc\\|[^|\\n"
              + "]++\\|[0-3](?:\\|.*+)?|[A-Za-z_][\\w./-]{0,250}:[-+]?\\d{1,20}(?:\\.\\d{1,20})?\\|(?:c|g|ms|h|s|d|m)(?:\\|@[\\d.]{1,20})?(?:\\|#[^\\n"
              + "|]{0,500})?");

  @Override
  public Card card() {
    return Card.of("statsd", "StatsD metrics", "etsy/statsd metric types").tells(Ability.ROLES);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    if (!exchange.server().isEmpty()) {
      return Outcome.no("statsd is never answered");
    }
    Bytes client = exchange.client().bytes();
    int newline = client.find("\n", 0, MAX_LINE);
    int length = newline < 0 ? client.length() : newline;
    return length <= MAX_LINE && LINE.matcher(client.text(0, length)).matches()
        ? Finding.plaintext("statsd", "statsd metric line, never answered").match()
        : Outcome.no("first line is no metric");
  }
}
