package dev.netgen.analyzer.detect.operations;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * distcc (its doc/protocol-1.txt to -3.txt): words of four letters, each with eight digits in
 * hexadecimal. The job begins with its version and the number of arguments or the folder.
 */
public final class DistccDetector implements Detector {
  private static final String VERSION = "DIST0000000";
  private static final String ANSWER = "DONE0000000";
  private static final int WORD = 12;

  @Override
  public Card card() {
    return Card.of("distcc", "distcc", "distcc, doc/protocol-2.txt").tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 'D' && (server == -1 || server == 'D');
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    boolean job =
        mayBegin(client.first(), server.first())
            && client.mayStartWith(VERSION)
            && server.mayStartWith(ANSWER);
    if (exchange.midStream() || !job) {
      return Outcome.no("no job of distcc");
    }
    if (!client.has(0, WORD + 4)) {
      return Outcome.needMore("job cut");
    }
    return client.at(WORD, "ARGC") || client.at(WORD, "CDIR")
        ? Finding.plaintext("distcc", "job of distcc").match()
        : Outcome.no("no job of distcc");
  }
}
