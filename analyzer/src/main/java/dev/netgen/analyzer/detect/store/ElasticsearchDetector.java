package dev.netgen.analyzer.detect.store;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * What nodes of Elasticsearch and OpenSearch say to one another, as their {@code TcpHeader} defines
 * it: on each connection one side asks and the other answers. OpenSearch marks its versions by a
 * bit. What is compressed is not protected; TLS is around all of it.
 *
 * <pre>"ES" | length 32 | request 64 | status 8: 1 response, 2 error, 4 compressed, 8 handshake
 * | version 32 | ...                           or, to keep alive, "ES" | -1</pre>
 */
public final class ElasticsearchDetector implements Detector {
  private static final String NAME = "elasticsearch";
  private static final String MAGIC = "ES";
  private static final int HEAD = 19;
  private static final int PING = 6;
  private static final long KEEPS_ALIVE = 0xFFFFFFFFL;
  private static final int LONGEST = 1 << 30;
  private static final int RESPONSE = 1;
  private static final int OLDEST = 1_000_000;
  private static final int NEWEST = 1 << 25;
  private static final long OPENSEARCH = 0x08000000L;

  @Override
  public Card card() {
    return Card.of(NAME, "Elasticsearch, OpenSearch between nodes", "their TcpHeader")
        .tells(Ability.ROLES, Ability.MID_STREAM);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 'E' && (server < 0 || server == 'E');
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (client.isEmpty() || !client.mayStartWith(MAGIC) || !server.mayStartWith(MAGIC)) {
      return Outcome.no("no ES first");
    }
    int asked = behindPing(client);
    int said = behindPing(server);
    if (!client.has(asked, HEAD)) {
      return Outcome.needMore("header cut");
    }
    boolean answered = server.has(said, HEAD);
    if (!header(client, asked, 0) || (answered && !header(server, said, RESPONSE))) {
      return Outcome.no("no request and its answer");
    }
    return answered || !exchange.midStream()
        ? Finding.plaintext(NAME, "requests between nodes in clear").match()
        : Outcome.no("no answer, mid-stream");
  }

  /** A connection that was joined later may begin with what keeps it alive. */
  private static int behindPing(Bytes bytes) {
    return bytes.has(0, PING) && bytes.u32(2) == KEEPS_ALIVE ? PING : 0;
  }

  private static boolean header(Bytes bytes, int at, int response) {
    long length = bytes.u32(at + 2);
    int status = bytes.u8(at + 14);
    long version = bytes.u32(at + 15) & ~OPENSEARCH;
    return bytes.at(at, MAGIC)
        && length >= HEAD - PING
        && length <= LONGEST
        && bytes.u16(at + 6) == 0
        && status < 16
        && (status & RESPONSE) == response
        && version >= OLDEST
        && version < NEWEST;
  }
}
