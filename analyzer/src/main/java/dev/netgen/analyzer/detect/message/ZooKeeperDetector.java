package dev.netgen.analyzer.detect.message;

import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import java.util.Map;

/**
 * ZooKeeper's client protocol ({@code zookeeper.jute}), and its words of four letters.
 *
 * <pre>
 * connect   length 32 = 44, 45 | version 32 = 0 | zxid 64 | timeout 32 | session 64 | 16 + password
 * answer    length 32 = 36, 37 | version 32 = 0 | timeout 32 | session 64 | 16 + password
 * request   length 32 | xid 32 | type 32 | ...
 * reply     length 32 | xid 32 | zxid 64 | error 32 | ...
 * </pre>
 */
public final class ZooKeeperDetector implements Detector {
  private static final String NAME = "zookeeper";
  private static final int CONNECT = 44;
  private static final int ANSWER = 36;
  private static final int SESSION_PASSWORD = 16;

  @Override
  public Card card() {
    return Card.of(NAME, "ZooKeeper client protocol", "zookeeper.jute; Administrator's Guide")
        .tells(Ability.ROLES, Ability.MID_STREAM, Ability.CREDENTIALS, Ability.NO_AUTHENTICATION);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    if (!client.has(0, 4)) {
      return !client.isEmpty() && client.u8(0) == 0
          ? Outcome.needMore("connect request cut")
          : Outcome.no("no connect request");
    }
    if (ZooKeeperWords.isWord(client)) {
      return ZooKeeperWords.detect(exchange);
    }
    if ((client.u32(0) & ~1L) == CONNECT && client.has(4, 4) && client.u32(4) == 0) {
      return connects(exchange);
    }
    return exchange.midStream() && client.u16(0) <= 0x10
        ? midStream(client, exchange.server().bytes())
        : Outcome.no("no connect request");
  }

  private static Outcome connects(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    int whole = 4 + (int) client.u32(0);
    if (!client.has(0, 32)) {
      return Outcome.needMore("connect request cut");
    }
    long timeout = client.u32(16);
    if (client.u32(28) != SESSION_PASSWORD || timeout > 86_400_000L) {
      return Outcome.no("no connect request");
    }
    if (!server.isEmpty() && !answers(server)) {
      return server.length() < 4 && server.u8(0) == 0
          ? Outcome.needMore("answer cut")
          : Outcome.no("connect request not answered as ZooKeeper does");
    }
    ZooKeeperRequests requests = ZooKeeperRequests.read(client, whole);
    Finding finding =
        Finding.plaintext(
                NAME, server.isEmpty() ? "connect request, no answer seen" : "session in clear")
            .withFacts(Map.of("zookeeper.scheme", requests.scheme()))
            .withCredentialsIf(requests.scheme().equals("digest"));
    if (requests.authenticates()) {
      return finding.withAuthentication(Authentication.SEEN).match();
    }
    int afterAnswer = server.has(0, 4) ? 4 + (int) server.u32(0) : 0;
    return ZooKeeperRequests.served(requests, server, afterAnswer)
        ? finding.withAuthentication(Authentication.NONE_SEEN).match()
        : finding.match();
  }

  private static boolean answers(Bytes server) {
    return server.has(0, 4)
        && (server.u32(0) & ~1L) == ANSWER
        && (!server.has(4, 4) || server.u32(4) == 0)
        && (!server.has(20, 4) || server.u32(20) == SESSION_PASSWORD);
  }

  private static Outcome midStream(Bytes client, Bytes server) {
    ZooKeeperRequests requests = ZooKeeperRequests.read(client, 0);
    boolean chained =
        requests.clean() && requests.count() > 0 && ZooKeeperRequests.replied(requests, server);
    return chained
        ? Finding.plaintext(NAME, "requests and replies, mid-stream")
            .withCredentialsIf(requests.scheme().equals("digest"))
            .withAuthentication(
                requests.authenticates() ? Authentication.SEEN : Authentication.NOT_LOOKED)
            .match()
        : Outcome.no("requests and replies do not chain");
  }
}
