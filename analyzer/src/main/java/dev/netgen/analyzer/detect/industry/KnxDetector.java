package dev.netgen.analyzer.detect.industry;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.model.graph.Encryption;

/**
 * KNXnet/IP (ISO 22510): datagrams of buildings' networks. What KNX IP Secure wraps has services of
 * its own.
 *
 * <pre>
 * 6 | 16 | service 16 | whole length 16 | ...
 * </pre>
 */
public final class KnxDetector implements Detector {
  private static final String NAME = "knx";
  private static final int HEADER = 6;
  private static final int VERSION = 0x10;
  private static final int SEARCH = 0x0201;
  private static final int SECURE = 0x09;

  @Override
  public Card card() {
    return Card.of(NAME, "KNXnet/IP", "ISO 22510").tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return (client == HEADER || client == -1) && (server == HEADER || server == -1);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Speech client = exchange.client();
    Speech server = exchange.server();
    if (!exchange.everyMessage(KnxDetector::isMessage)) {
      return Outcome.no("no message of KNXnet/IP");
    }
    boolean asks = client.messages() > 0 && isRequest(client.message(0));
    if (!asks && server.messages() > 0 && isRequest(server.message(0))) {
      return Outcome.no("the other side asks");
    }
    Finding finding =
        exchange.anyMessage(message -> message.u8(2) == SECURE)
            ? Finding.of(NAME, Encryption.OPAQUE, "KNX IP Secure, not looked into")
            : Finding.plaintext(NAME, "KNXnet/IP messages in clear");
    return finding.withRolesShown(asks).match();
  }

  /** Whether it is one of the services known, and as long as it says. */
  private static boolean isMessage(Bytes message) {
    if (!message.has(0, HEADER) || message.u8(1) != VERSION || message.u8(0) != HEADER) {
      return false;
    }
    boolean service =
        switch (message.u8(2)) {
          case 0x02 -> message.u8(3) >= 0x01 && message.u8(3) <= 0x0C;
          case 0x03 -> message.u8(3) == 0x10 || message.u8(3) == 0x11;
          case 0x04 -> message.u8(3) >= 0x20 && message.u8(3) <= 0x25;
          case 0x05 -> message.u8(3) >= 0x30 && message.u8(3) <= 0x33;
          case 0x07 -> message.u8(3) >= 0x40 && message.u8(3) <= 0x43;
          case SECURE -> message.u8(3) >= 0x50 && message.u8(3) <= 0x55;
          default -> false;
        };
    return service && message.u16(4) == message.length();
  }

  /** Searches, descriptions, connections: those who ask have odd numbers. */
  private static boolean isRequest(Bytes message) {
    return message.u16(2) >= SEARCH && message.u8(2) == 2 && message.u8(3) % 2 == 1;
  }
}
