package dev.netgen.analyzer.detect.telemetry;

import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import java.util.regex.Pattern;

/**
 * Graphite's plaintext protocol: {@code path value timestamp}, one metric a line. Never answered.
 */
public final class GraphiteDetector implements Detector {
  private static final Pattern LINE =
      Pattern.compile(
          "[A-Za-z_][\\w.:;=~%#/-]{0,500}+ [-+]?\\d{1,20}+(?:\\.\\d{1,20}+)?(?:[eE][-+]?\\d{1,3})?"
              + " \\d{9,10}(?:\\.\\d{1,9})?");

  @Override
  public Card card() {
    return Card.of(
            "graphite", "Graphite plaintext lines", "Graphite documentation, Feeding In Your Data")
        .tells(Ability.ROLES);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    return MetricLines.match(exchange, LINE)
        ? Finding.plaintext("graphite", "Graphite lines, never answered").match()
        : Outcome.no("first lines are no metrics");
  }
}
