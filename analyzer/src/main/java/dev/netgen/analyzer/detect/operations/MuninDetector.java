package dev.netgen.analyzer.detect.operations;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.text.ClearStart;
import dev.netgen.analyzer.detect.text.ClearStart.Answer;
import dev.netgen.analyzer.detect.text.Lines;
import dev.netgen.model.graph.Encryption;

/**
 * Munin's node (its manual, "Protocol"): it greets with its name in a comment; commands are words
 * in small letters. STARTTLS changes to TLS.
 */
public final class MuninDetector implements Detector {
  private static final String NAME = "munin";
  private static final String GREETING = "# munin node at ";
  private static final ClearStart START = new ClearStart(NAME, "STARTTLS", "Munin in clear");

  @Override
  public Card card() {
    return Card.of(NAME, "Munin's node", "Munin manual, Protocol")
        .tells(Ability.ROLES, Ability.UPGRADE);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return server == '#';
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes bytes = exchange.server().bytes();
    if (exchange.midStream() || bytes.first() != '#' || !bytes.mayStartWith(GREETING)) {
      return Outcome.no("no greeting of Munin");
    }
    Lines server = Lines.read(bytes);
    if (server.isEmpty()) {
      return server.stop() == Lines.Stop.CUT
          ? Outcome.needMore("greeting cut")
          : Outcome.no("no greeting of Munin");
    }
    Lines client = Lines.read(exchange.client().bytes());
    if (client.isEmpty() && client.stop() == Lines.Stop.OTHER) {
      return Outcome.no("no command of Munin");
    }
    return judge(exchange, client, server).match();
  }

  private static Finding judge(Exchange exchange, Lines client, Lines server) {
    int asked = client.last("STARTTLS");
    int told = server.last("TLS");
    if (asked < 0) {
      boolean open = client.isEmpty() && (server.count() == 1 || told >= 0);
      return open
          ? Finding.of(NAME, Encryption.OPAQUE, "no command seen, STARTTLS may follow")
          : START.notAsked(false);
    }
    if (told < 0) {
      boolean answered = server.count() > 1 && server.stop() == Lines.Stop.END;
      Answer answer = answered ? Answer.REFUSED : Answer.NOT_SEEN;
      return START.asked(exchange, client, asked, server, answer, 0);
    }
    boolean agreed = server.get(told).argument().equals("OK");
    Answer answer = agreed ? Answer.AGREED : Answer.REFUSED;
    return START.asked(exchange, client, asked, server, answer, server.get(told).end());
  }
}
