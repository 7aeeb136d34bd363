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
 * rsh, and rexec, which looks the same (rshd(8), rexecd(8)): a port for errors, two texts and a
 * command, each ended by a zero; the server says a zero, or a one and what is wrong. The second
 * text is a name with rsh and a password with rexec.
 */
public final class RshDetector implements Detector {
  private static final int PARTS = 4;
  private static final int NAME = 64;
  private static final int LONGEST = 2048;
  private static final Pattern PORT = Pattern.compile("\\d{1,5}");

  @Override
  public Card card() {
    return Card.of("rsh", "rsh, rexec", "rshd(8), rexecd(8)").tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client >= '0' && client <= '9' && server <= 1;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream() || !mayBegin(client.first(), server.first())) {
      return Outcome.no("no command elsewhere");
    }
    int at = 0;
    for (int i = 0; i < PARTS; i++) {
      int most = i == 0 ? 6 : i == PARTS - 1 ? LONGEST : NAME;
      int end = client.indexOf(0, at, at + most);
      boolean open = end < 0 && client.length() < at + most;
      int count = (open ? client.length() : end) - at;
      if (count < 0 || !client.isPrintable(at, count) || (i == 0 && !isPort(client, count))) {
        return Outcome.no("no command elsewhere");
      }
      if (open) {
        return Outcome.needMore("command cut");
      }
      if (count == 0) {
        return Outcome.no("no command elsewhere");
      }
      at = end + 1;
    }
    return server.isEmpty() && client.length() > at
        ? Outcome.no("more before any answer")
        : Finding.plaintext("rsh", "command for another host in clear").match();
  }

  private static boolean isPort(Bytes client, int count) {
    return PORT.matcher(client.text(0, count)).matches();
  }
}
