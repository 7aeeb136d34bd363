package dev.netgen.analyzer.detect.rpc;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * Apache Dubbo's own protocol (its documentation, "dubbo protocol"): calls and their results behind
 * headers of 16 bytes.
 *
 * <pre>
 * dabb | request 1, two ways 1, event 1, format 5 | status | call 64 | length 32
 * </pre>
 */
public final class DubboDetector implements Detector {
  private static final String NAME = "dubbo";
  private static final int MAGIC = 0xDABB;
  private static final int HEADER = 16;
  private static final int REQUEST = 0x80;
  private static final int FORMAT = 0x1F;
  private static final int LENGTH = 12;
  private static final long LONGEST = 64L << 20;

  @Override
  public Card card() {
    return Card.of(NAME, "Apache Dubbo", "Apache Dubbo, dubbo protocol").tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == MAGIC >> 8 && (server == -1 || server == MAGIC >> 8);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream() || !mayBegin(client.first(), server.first())) {
      return Outcome.no("no call of Dubbo");
    }
    if (!client.has(0, HEADER)) {
      return Outcome.needMore("header cut");
    }
    boolean call = isHeader(client) && (client.u8(2) & REQUEST) != 0 && client.u8(3) == 0;
    return call && (!server.has(0, HEADER) || isHeader(server))
        ? Finding.plaintext(NAME, "call of Dubbo").match()
        : Outcome.no("no call of Dubbo");
  }

  private static boolean isHeader(Bytes side) {
    return side.u16(0) == MAGIC && (side.u8(2) & FORMAT) != 0 && side.u32(LENGTH) <= LONGEST;
  }
}
