package dev.netgen.analyzer.detect.rpc;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * RSocket over TCP (RSocket protocol 1.0, "Framing"): frames behind lengths of 24 bits; the client
 * begins by SETUP, which tells how often it is heard of and which formats follow.
 *
 * <pre>
 * length 24 | stream 32 | type 6, flags 10 | major 16 | minor 16 | interval 32 | lifetime 32
 * then (resume token) | length 8 | format | length 8 | format
 * </pre>
 */
public final class RSocketDetector implements Detector {
  private static final String NAME = "rsocket";
  private static final int TYPE = 7;
  private static final int SETUP = 1;
  private static final int RESUME_TOKEN = 0x80;
  private static final int FIXED = 21;
  private static final int LAST_TYPE = 0x0F;
  private static final int EXTENSION = 0x3F;

  @Override
  public Card card() {
    return Card.of(NAME, "RSocket", "RSocket protocol 1.0").tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 0;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream() || client.first() != 0) {
      return Outcome.no("no SETUP");
    }
    if (!client.has(0, FIXED)) {
      return Outcome.needMore("SETUP cut");
    }
    boolean setup =
        client.u24(0) >= FIXED
            && client.u32(3) == 0
            && client.u16(TYPE) >> 10 == SETUP
            && client.u16(9) == 1
            && client.u16(11) == 0
            && client.u32(13) > 0
            && client.u32(17) > 0;
    if (!setup || !isFrame(server)) {
      return Outcome.no("no SETUP");
    }
    int at = FIXED;
    if ((client.u16(TYPE) & RESUME_TOKEN) != 0) {
      if (!client.has(at, 2)) {
        return Outcome.needMore("token cut");
      }
      at += 2 + client.u16(at);
    }
    if (!client.has(at, 1) || !client.has(at + 1, client.u8(at))) {
      return Outcome.needMore("format cut");
    }
    boolean format = client.u8(at) > 0 && client.isPrintable(at + 1, client.u8(at));
    return format && client.text(at + 1, client.u8(at)).contains("/")
        ? Finding.plaintext(NAME, "SETUP of RSocket").match()
        : Outcome.no("no format");
  }

  private static boolean isFrame(Bytes server) {
    if (!server.has(0, TYPE + 2)) {
      return true;
    }
    int type = server.u16(TYPE) >> 10;
    return server.u24(0) >= 6 && type != SETUP && (type <= LAST_TYPE || type == EXTENSION);
  }
}
