package dev.netgen.analyzer.detect.store;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * H2's server (its documentation, "Advanced", and TcpServerThread): the oldest and newest version
 * the client knows, the database and its URL in characters of 16 bits, then name and password's
 * hash; the server answers with a status and the version chosen.
 *
 * <pre>
 * from 32 | to 32 | length 32 | database | length 32 | "jdbc:h2:..." | ...
 * status 32 | version 32
 * </pre>
 */
public final class H2Detector implements Detector {
  private static final String SCHEME = "\0j\0d\0b\0c\0:\0h\0002\0:";
  private static final int OLDEST = 5;
  private static final int NEWEST = 64;
  private static final int HEADER = 12;
  private static final int LONGEST = 1024;
  private static final int LAST_STATUS = 3;

  @Override
  public Card card() {
    return Card.of("h2", "H2's server", "H2, TcpServerThread").tells(Ability.ROLES);
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
      return Outcome.no("no versions of H2");
    }
    if (!client.has(0, HEADER)) {
      return Outcome.needMore("versions cut");
    }
    long from = client.u32(0);
    long to = client.u32(4);
    long length = client.u32(8);
    if (from < OLDEST || to < from || to > NEWEST || length < 1 || length > LONGEST) {
      return Outcome.no("no versions of H2");
    }
    int url = HEADER + 2 * (int) length + 4;
    if (!client.has(url, SCHEME.length())) {
      return Outcome.needMore("URL cut");
    }
    if (!client.at(url, SCHEME) || (server.has(0, 4) && server.u32(0) > LAST_STATUS)) {
      return Outcome.no("no URL of H2");
    }
    if (!server.isEmpty() && !server.has(0, 8)) {
      return Outcome.needMore("answer cut");
    }
    return server.isEmpty() || server.u32(0) != 1 || isVersion(server, from, to)
        ? Finding.plaintext("h2", "URL of a database of H2").match()
        : Outcome.no("another version chosen");
  }

  private static boolean isVersion(Bytes server, long from, long to) {
    return server.u32(4) >= from && server.u32(4) <= to;
  }
}
