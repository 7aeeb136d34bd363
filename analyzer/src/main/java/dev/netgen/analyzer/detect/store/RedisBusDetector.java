package dev.netgen.analyzer.detect.store;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import java.util.Map;

/**
 * What nodes of a Redis cluster tell one another ({@code cluster.h} of Redis 3 and later): who
 * connects sends a ping or a wish to meet first.
 *
 * <pre>"RCmb" | length 32 | version 16 = 0, 1 | port 16 | type 16 | count 16 | ...</pre>
 */
public final class RedisBusDetector implements Detector {
  private static final String SIGNATURE = "RCmb";
  private static final int HEADER = 16;
  private static final int SHORTEST = 2048; // the slots of a node are always told
  private static final int LONGEST = 1 << 28;
  private static final int MOST_TYPE = 16;

  @Override
  public Card card() {
    return Card.of("redis", "Redis cluster bus", "Redis cluster specification")
        .tells(Ability.ROLES, Ability.MID_STREAM, Ability.KINDS);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (client.isEmpty() || !client.mayStartWith(SIGNATURE)) {
      return Outcome.no("no signature of the bus");
    }
    if (!server.mayStartWith(SIGNATURE)) {
      return Outcome.no("signature of the bus on one side only");
    }
    if (!client.has(0, HEADER)) {
      return Outcome.needMore("header cut");
    }
    if (!header(client) || (server.has(0, HEADER) && !header(server))) {
      return Outcome.no("no header of the bus");
    }
    boolean asks = client.u16(12) == 0 || client.u16(12) == 2;
    return Finding.plaintext("redis", "messages of the cluster bus")
        .withRolesShown(!exchange.midStream() && asks && !server.isEmpty())
        .withFacts(Map.of("redis.use", "cluster bus"))
        .match();
  }

  private static boolean header(Bytes bytes) {
    long length = bytes.u32(4);
    return length >= SHORTEST
        && length <= LONGEST
        && bytes.u16(8) <= 1
        && bytes.u16(12) <= MOST_TYPE;
  }
}
