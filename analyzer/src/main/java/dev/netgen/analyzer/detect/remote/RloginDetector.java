package dev.netgen.analyzer.detect.remote;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import java.util.regex.Pattern;

/**
 * rlogin (RFC 1282): a zero, three texts that zeros end, the last of which names a terminal and its
 * speed; the server says a zero. What is typed follows, a password where one is asked for.
 */
public final class RloginDetector implements Detector {
  private static final int LONGEST = 128;
  private static final Pattern TERMINAL = Pattern.compile("[\\w.+-]{1,40}/\\d{2,7}");

  @Override
  public Card card() {
    return Card.of("rlogin", "rlogin", "RFC 1282").tells(Ability.ROLES, Ability.CREDENTIALS);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 0 && server <= 0;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream() || !mayBegin(client.first(), server.first())) {
      return Outcome.no("no login");
    }
    int at = 1;
    String text = "";
    for (int i = 0; i < 3; i++) {
      int end = client.indexOf(0, at, LONGEST);
      if (end < 0) {
        boolean fits = client.length() < LONGEST && client.isPrintable(at, client.length() - at);
        return fits ? Outcome.needMore("login cut") : Outcome.no("no login");
      }
      if (end == at || !client.isPrintable(at, end - at)) {
        return Outcome.no("no login");
      }
      text = client.text(at, end - at);
      at = end + 1;
    }
    boolean asked = server.find("assword:", 0, server.length()) > 0 && client.length() > at;
    return TERMINAL.matcher(text).matches()
        ? Finding.plaintext("rlogin", "rlogin in clear").withCredentialsIf(asked).match()
        : Outcome.no("no terminal");
  }
}
