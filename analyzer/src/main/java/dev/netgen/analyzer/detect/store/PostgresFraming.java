package dev.netgen.analyzer.detect.store;

import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * PostgreSQL joined mid-stream: messages chain in both directions, and the server says
 * ReadyForQuery, which ends every answer. A direction that begins inside a message is taken up
 * behind the client's first Sync or at the server's first ReadyForQuery.
 */
final class PostgresFraming {
  private PostgresFraming() {}

  static Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (client.isEmpty() || server.isEmpty()) {
      return Outcome.needMore("one direction only");
    }
    if (PostgresMessages.readyAt(server) < 0) {
      return Outcome.no("no ReadyForQuery");
    }
    if (!chains(client) || !serverChains(server)) {
      return Outcome.no("messages do not chain in both directions");
    }
    return Finding.plaintext("postgresql", "messages chain in both directions, mid-stream")
        .withAuthentication(Authentication.NOT_LOOKED)
        .match();
  }

  private static boolean chains(Bytes client) {
    if (chainsAll(PostgresMessages.fromClient(client))) {
      return true;
    }
    int sync = PostgresMessages.afterSync(client);
    return sync >= 0
        && (sync == client.length() || chainsAll(PostgresMessages.fromClient(client.from(sync))));
  }

  private static boolean serverChains(Bytes server) {
    int ready = PostgresMessages.readyAt(server);
    return chainsAll(PostgresMessages.fromServer(server))
        || chainsAll(PostgresMessages.fromServer(server.from(ready)));
  }

  private static boolean chainsAll(PostgresMessages messages) {
    return messages.clean() && messages.completeCount() > 0;
  }
}
