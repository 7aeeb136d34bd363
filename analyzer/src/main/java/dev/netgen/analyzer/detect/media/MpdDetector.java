package dev.netgen.analyzer.detect.media;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.text.Lines;

/** The Music Player Daemon (MPD's protocol documentation): the server greets with its version. */
public final class MpdDetector implements Detector {
  private static final String GREETING = "OK MPD ";

  @Override
  public Card card() {
    return Card.of("mpd", "Music Player Daemon", "MPD protocol")
        .tells(Ability.ROLES, Ability.CREDENTIALS);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return server == 'O';
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes server = exchange.server().bytes();
    if (exchange.midStream() || server.isEmpty() || !server.mayStartWith(GREETING)) {
      return Outcome.no("no greeting of MPD");
    }
    if (!server.has(0, GREETING.length() + 1)) {
      return Outcome.needMore("greeting cut");
    }
    int digit = server.u8(GREETING.length());
    if (digit < '0' || digit > '9') {
      return Outcome.no("no greeting of MPD");
    }
    Lines client = Lines.read(exchange.client().bytes());
    boolean commands =
        client.isEmpty() ? client.stop() != Lines.Stop.OTHER : isCommand(client.get(0).text());
    if (!commands) {
      return Outcome.no("no command of MPD");
    }
    boolean password =
        client.lines().stream().anyMatch(line -> line.text().startsWith("password "));
    return Finding.plaintext("mpd", "greeting of MPD").withCredentialsIf(password).match();
  }

  private static boolean isCommand(String line) {
    int space = line.indexOf(' ');
    String word = space < 0 ? line : line.substring(0, space);
    return !word.isEmpty() && word.chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == '_');
  }
}
