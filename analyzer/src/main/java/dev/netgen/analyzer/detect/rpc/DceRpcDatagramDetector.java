package dev.netgen.analyzer.detect.rpc;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.model.graph.Encryption;

/**
 * DCE/RPC over UDP (C706 section 12.5), as PROFINET's devices speak it too. A number tells whether
 * calls are authenticated; what that hides is not looked into.
 *
 * <pre>
 * 4 | type 8 | flags 16 | representation 24 | 8 | object 128 | interface 128 | activity 128 | boot 32
 * | version 32 | sequence 32 | operation 16 | hints 32 | length 16 | fragment 16 | authentication 8 | 8
 * </pre>
 */
public final class DceRpcDatagramDetector implements Detector {
  private static final String NAME = "dce-rpc";
  private static final int VERSION = 4;
  private static final int HEADER = 80;
  private static final int REPRESENTATION = 4;
  private static final int LENGTH = 74;
  private static final int AUTHENTICATION = 78;
  private static final int TYPE = 0x1F;
  private static final int REQUEST = 0;
  private static final int RESPONSE = 2;

  @Override
  public Card card() {
    return Card.of(NAME, "DCE/RPC over UDP", "C706").tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return (client == VERSION || client < 0) && (server == VERSION || server < 0);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    if (!exchange.everyMessage(DceRpcDatagramDetector::isMessage)) {
      return Outcome.no("no packet of version 4");
    }
    boolean asked =
        exchange.server().messages() > 0 && type(exchange.server().message(0)) == REQUEST;
    boolean told =
        exchange.client().messages() > 0 && type(exchange.client().message(0)) == RESPONSE;
    if (asked || told) {
      return Outcome.no("the other side calls");
    }
    boolean calls =
        exchange.client().messages() > 0 && type(exchange.client().message(0)) == REQUEST;
    boolean bare = exchange.everyMessage(message -> message.u8(AUTHENTICATION) == 0);
    return (bare
            ? Finding.plaintext(NAME, "DCE/RPC calls in clear")
            : Finding.of(NAME, Encryption.OPAQUE, "DCE/RPC with authentication, not looked into"))
        .withRolesShown(calls)
        .match();
  }

  private static boolean isMessage(Bytes message) {
    if (!message.has(0, HEADER) || message.u8(0) != VERSION || type(message) > 10) {
      return false;
    }
    int order = message.u8(REPRESENTATION);
    boolean fits = order >> 4 <= 1 && (order & 15) <= 1 && message.u8(REPRESENTATION + 1) <= 3;
    int length = order >> 4 == 1 ? message.u16Le(LENGTH) : message.u16(LENGTH);
    int rest = message.length() - HEADER - length;
    boolean ends = message.u8(AUTHENTICATION) == 0 ? rest == 0 : rest >= 0;
    return fits && ends && message.u8(REPRESENTATION + 2) == 0;
  }

  private static int type(Bytes message) {
    return message.u8(1) & TYPE;
  }
}
