package dev.netgen.analyzer.detect.operations;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/** gpsd, which tells where it is (gpsd_json(5)): it greets with its version, in JSON. */
public final class GpsdDetector implements Detector {
  private static final String GREETING = "{\"class\":\"VERSION\",\"release\":\"";

  @Override
  public Card card() {
    return Card.of("gpsd", "gpsd", "gpsd_json(5)").tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return server == '{' && (client == -1 || client == '?');
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes server = exchange.server().bytes();
    boolean greets =
        mayBegin(exchange.client().bytes().first(), server.first())
            && server.mayStartWith(GREETING);
    if (exchange.midStream() || !greets) {
      return Outcome.no("no greeting of gpsd");
    }
    return server.has(0, GREETING.length())
        ? Finding.plaintext("gpsd", "greeting of gpsd").match()
        : Outcome.needMore("greeting cut");
  }
}
