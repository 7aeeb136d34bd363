package dev.netgen.analyzer.detect.underlay;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * PPTP's control connection (RFC 2637), always in clear. What the tunnel holds goes beside it, over
 * GRE.
 *
 * <pre>
 * length 16 | 0001 | 1A2B3C4D | type 16 | 0000 | ...
 * client  type 1, 156 bytes, version 0100          server  type 2
 * </pre>
 */
public final class PptpDetector implements Detector {
  private static final String NAME = "pptp";
  private static final int HEADER = 12;
  private static final int START = 156;
  private static final long COOKIE = 0x1A2B3C4DL;

  @Override
  public Card card() {
    return Card.of(NAME, "PPTP control connection", "RFC 2637").tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 0 && server <= 0;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (client.isEmpty() || !isStart(client, 1) || (!server.isEmpty() && !isStart(server, 2))) {
      return Outcome.no("no control connection of PPTP");
    }
    return client.has(0, HEADER)
        ? Finding.plaintext(NAME, "PPTP control messages in clear").match()
        : Outcome.needMore("message cut");
  }

  /** Whether the bytes, as far as kept, begin with this message of the start. */
  private static boolean isStart(Bytes bytes, int type) {
    long[] head = {START << 16 | 1, COOKIE, (long) type << 16};
    for (int i = 0; i < HEADER && i < bytes.length(); i++) {
      if (bytes.u8(i) != (head[i / 4] >> (8 * (3 - i % 4)) & 0xFF)) {
        return false;
      }
    }
    return !bytes.has(HEADER, 2) || bytes.u16(HEADER) == 0x0100;
  }
}
