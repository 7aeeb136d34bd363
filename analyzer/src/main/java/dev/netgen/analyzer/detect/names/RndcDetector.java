package dev.netgen.analyzer.detect.names;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * The control channel of BIND (its lib/isccc): tables in clear that a shared secret signs.
 *
 * <pre>
 * length 32 | 1 32 | 5 "_auth" 2 ...
 * </pre>
 */
public final class RndcDetector implements Detector {
  private static final int HEADER = 8;
  private static final String FIRST = "\5_auth\2";

  @Override
  public Card card() {
    return Card.of("rndc", "BIND's control channel", "BIND, lib/isccc").tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 0 && server <= 0;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream()
        || !mayBegin(client.first(), server.first())
        || !isTable(client)
        || !isTable(server)) {
      return Outcome.no("no signed table");
    }
    return client.has(0, HEADER + FIRST.length())
        ? Finding.plaintext("rndc", "control of BIND, signed and in clear").match()
        : Outcome.needMore("table cut");
  }

  private static boolean isTable(Bytes bytes) {
    return !bytes.has(0, HEADER) || (bytes.u32(4) == 1 && bytes.from(HEADER).mayStartWith(FIRST));
  }
}
