package dev.netgen.analyzer.detect.telemetry;

import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import java.util.regex.Pattern;

/**
 * InfluxDB's line protocol: {@code measurement,tag=value field=value timestamp}. Never answered.
 * Markup and JSON are no measurements, though they may be of that shape.
 */
public final class InfluxLineDetector implements Detector {
  private static final String VALUE =
      "(?:[-+]?\\d{1,20}+(?:\\.\\d{1,20}+)?(?:[eE][-+]?\\d{1,3})?[iu]?|\"(?:\\\\.|[^\"\\\\]){0,500}+\""
          + "|t|T|true|True|TRUE|f|F|false|False|FALSE)";
  private static final Pattern LINE =
      Pattern.compile(
          "(?![<{\\[])(?:\\\\.|[^\\s,=\\\\]){1,200}+(?:,(?:\\\\.|[^\\s,=\\\\]){1,200}+=(?:\\\\.|[^\\s,=\\\\]){1,200}+){0,40}+"
              + " FIELD(?:,FIELD){0,100}+(?: -?\\d{10,19})?"
                  .replace("FIELD", "(?:\\\\.|[^\\s,=\\\\]){1,200}+=" + VALUE));

  @Override
  public Card card() {
    return Card.of(
            "influxdb",
            "InfluxDB line protocol over UDP and TCP",
            "InfluxDB line protocol reference")
        .tells(Ability.ROLES);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    return MetricLines.match(exchange, LINE)
        ? Finding.plaintext("influxdb", "InfluxDB lines, never answered").match()
        : Outcome.no("first lines are no metrics");
  }
}
