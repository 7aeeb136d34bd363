package dev.netgen.analyzer.detect.remote;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import java.util.regex.Pattern;

/** The identification protocol (RFC 1413): two ports asked for, the same two and a name told. */
public final class IdentDetector implements Detector {
  private static final int LONGEST = 512;
  private static final Pattern ASKED = Pattern.compile("\\s*\\d{1,5}\\s*,\\s*\\d{1,5}\\s*");
  private static final Pattern TOLD =
      Pattern.compile("\\s*\\d{1,5}\\s*,\\s*\\d{1,5}\\s*:\\s*(?:USERID|ERROR)\\s*:.{0,500}");

  @Override
  public Card card() {
    return Card.of("ident", "identification protocol", "RFC 1413").tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return isDigit(client) && (server < 0 || isDigit(server));
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream() || !mayBegin(client.first(), server.first())) {
      return Outcome.no("no ports");
    }
    int asked = client.indexOf('\n', 0, LONGEST);
    int told = server.indexOf('\n', 0, LONGEST);
    if (asked < 0 || !ASKED.matcher(client.text(0, asked)).matches()) {
      return Outcome.no("no ports");
    }
    if (told < 0) {
      return server.has(0, LONGEST) ? Outcome.no("no name") : Outcome.needMore("no answer");
    }
    return TOLD.matcher(server.text(0, told).trim()).matches()
        ? Finding.plaintext("ident", "ports, and whose they are").match()
        : Outcome.no("no name");
  }

  private static boolean isDigit(int value) {
    return value >= '0' && value <= '9';
  }
}
