package dev.netgen.analyzer.detect.network;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;

/**
 * NAT-PMP (RFC 6886): a host asks its gateway for the outer address, or for a port.
 *
 * <pre>
 * 0 | 0, 1 or 2                                         2 bytes, or 12
 * 0 | 128, 129 or 130 | result 16 | seconds 32 | ...    12 bytes, or 16
 * </pre>
 */
public final class NatPmpDetector implements Detector {
  private static final int ANSWER = 128;
  private static final int REFUSED = 8;
  private static final int LAST_RESULT = 5;

  @Override
  public Card card() {
    return Card.of("nat-pmp", "NAT port mapping protocol", "RFC 6886").tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 0 && server <= 0;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Speech client = exchange.client();
    Speech server = exchange.server();
    if (client.messages() == 0 || !client.everyMessage(NatPmpDetector::isRequest)) {
      return Outcome.no("no request of NAT-PMP");
    }
    if (server.messages() == 0) {
      return Outcome.needMore("no answer");
    }
    return server.everyMessage(NatPmpDetector::isAnswer)
        ? Finding.plaintext("nat-pmp", "requests of NAT-PMP and their answers").match()
        : Outcome.no("no answer of NAT-PMP");
  }

  private static boolean isRequest(Bytes message) {
    if (!message.has(0, 2) || message.u8(0) != 0) {
      return false;
    }
    return switch (message.u8(1)) {
      case 0 -> message.length() == 2;
      case 1, 2 -> message.length() == 12 && message.u16(2) == 0;
      default -> false;
    };
  }

  /** Refusals may end behind the time. */
  private static boolean isAnswer(Bytes message) {
    if (!message.has(0, REFUSED) || message.u8(0) != 0 || message.u16(2) > LAST_RESULT) {
      return false;
    }
    boolean refused = message.u16(2) != 0 && message.length() == REFUSED;
    return switch (message.u8(1) - ANSWER) {
      case 0 -> refused || message.length() == 12;
      case 1, 2 -> refused || message.length() == 16;
      default -> false;
    };
  }
}
