package dev.netgen.analyzer.detect.remote;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;

/**
 * XDMCP (X Display Manager Control Protocol 1.1): a display asks to be managed, by datagrams.
 *
 * <pre>
 * 0001 | operation 16 | length of the rest 16 | ...
 * </pre>
 */
public final class XdmcpDetector implements Detector {
  private static final int HEADER = 6;
  private static final int ACCEPT = 8;
  private static final String COOKIE = "MIT-MAGIC-COOKIE-1\0\20";

  @Override
  public Card card() {
    return Card.of("xdmcp", "X display manager control", "XDMCP 1.1")
        .tells(Ability.ROLES, Ability.CREDENTIALS);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client <= 0 && server <= 0;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Speech client = exchange.client();
    Speech server = exchange.server();
    boolean fits =
        client.messages() + server.messages() > 0
            && client.everyMessage(message -> isMessage(message) && isAsked(message.u16(2)))
            && server.everyMessage(message -> isMessage(message) && isTold(message.u16(2)));
    return fits
        ? Finding.plaintext("xdmcp", "messages of XDMCP in clear")
            .withCredentialsIf(!server.everyMessage(message -> !givesCookie(message)))
            .match()
        : Outcome.no("no message of XDMCP");
  }

  private static boolean isMessage(Bytes message) {
    return message.has(0, HEADER + 1)
        && message.u16(0) == 1
        && message.u16(4) == message.length() - HEADER;
  }

  /** Whether the display is told the cookie by which its clients prove themselves. */
  private static boolean givesCookie(Bytes message) {
    return message.u16(2) == ACCEPT && message.find(COOKIE, HEADER, message.length()) > 0;
  }

  private static boolean isAsked(int operation) {
    return switch (operation) {
      case 1, 2, 3, 4, 7, 10, 13 -> true;
      default -> false;
    };
  }

  private static boolean isTold(int operation) {
    return switch (operation) {
      case 5, 6, 8, 9, 11, 12, 14 -> true;
      default -> false;
    };
  }
}
