package dev.netgen.analyzer.detect.web;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * The uwsgi protocol (its documentation, "The uwsgi Protocol"): a header with little-endian length,
 * then variables that fill it; answered by an HTTP response.
 *
 * <pre>modifier 8 | length 16 | modifier 8 | (length 16, name, length 16, value)*</pre>
 */
public final class UwsgiDetector implements Detector {
  private static final int HEADER = 4;
  private static final int MAX_VARIABLES = 256;
  private static final int LONGEST_NAME = 128;

  @Override
  public Card card() {
    return Card.of("uwsgi", "uwsgi", "uWSGI documentation, The uwsgi Protocol")
        .tells(Ability.ROLES, Ability.CREDENTIALS);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (client.isEmpty() || client.u8(0) > 31 || !server.mayStartWith("HTTP/1.")) {
      return Outcome.no("no uwsgi header first");
    }
    if (!client.has(0, HEADER)) {
      return Outcome.needMore("uwsgi header cut");
    }
    int end = HEADER + little(client, 1);
    if (end < 32 || client.u8(3) > 1) {
      return Outcome.no("no uwsgi header first");
    }
    return variables(exchange, Math.min(end, client.length()), end);
  }

  private static Outcome variables(Exchange exchange, int kept, int end) {
    Bytes client = exchange.client().bytes();
    boolean method = false;
    int at = HEADER;
    for (int count = 0; at < kept && count < MAX_VARIABLES; count++) {
      if (!client.has(at, 2)) {
        return Outcome.needMore("variables cut");
      }
      int name = little(client, at);
      if (name == 0 || name > LONGEST_NAME) {
        return Outcome.no("no uwsgi variables");
      }
      if (!client.has(at + 2, name + 2)) {
        return Outcome.needMore("variables cut");
      }
      method |= client.at(at + 2, "REQUEST_METHOD");
      at += 4 + name + little(client, at + 2 + name);
    }
    boolean fits = at == end || (at > kept && kept < end);
    if (!fits || !method) {
      return fits && kept < end
          ? Outcome.needMore("variables cut")
          : Outcome.no("no uwsgi variables");
    }
    return Finding.plaintext("uwsgi", "uwsgi variables")
        .withCredentialsIf(GatewayCredentials.in(client))
        .match();
  }

  private static int little(Bytes bytes, int at) {
    return bytes.u8(at) | (bytes.u8(at + 1) << 8);
  }
}
