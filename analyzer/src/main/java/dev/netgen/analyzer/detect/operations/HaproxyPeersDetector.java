package dev.netgen.analyzer.detect.operations;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * HAProxy's peers, who tell each other their stick tables (its doc/peers.txt and peers-v2.0.txt):
 * three lines from who connects, a status of three digits from the other, then binary messages.
 */
public final class HaproxyPeersDetector implements Detector {
  private static final String HELLO = "HAProxyS ";
  private static final int STATUS = 4;

  @Override
  public Card card() {
    return Card.of("haproxy-peers", "Peers of HAProxy", "HAProxy, doc/peers-v2.0.txt")
        .tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 'H' && (server == -1 || (server >= '0' && server <= '9'));
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream()
        || !mayBegin(client.first(), server.first())
        || !client.mayStartWith(HELLO)) {
      return Outcome.no("no hello of a peer");
    }
    int end = client.indexOf('\n', HELLO.length(), HELLO.length() + 8);
    if (end < 0) {
      return client.has(HELLO.length(), 8)
          ? Outcome.no("no version of peers")
          : Outcome.needMore("hello cut");
    }
    if (server.has(0, STATUS) && server.u8(STATUS - 1) != '\n') {
      return Outcome.no("no status of peers");
    }
    return Finding.plaintext("haproxy-peers", "hello of HAProxy's peers").match();
  }
}
