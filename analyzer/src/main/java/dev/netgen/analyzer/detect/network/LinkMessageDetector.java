package dev.netgen.analyzer.detect.network;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;

/**
 * What hosts of one link tell each other by ICMPv6: who has an address and who routes (RFC 4861),
 * and who listens to which group (RFC 2710, RFC 3810). All of it is in clear.
 *
 * <pre>
 * type | code 0 | checksum 16 | fixed part | options: (type, length in 8 bytes, data)*
 * </pre>
 */
public final class LinkMessageDetector implements Detector {
  private static final int ROUTER_SOLICITATION = 133;
  private static final int ROUTER_ADVERTISEMENT = 134;
  private static final int NEIGHBOUR_SOLICITATION = 135;
  private static final int NEIGHBOUR_ADVERTISEMENT = 136;
  private static final int REDIRECT = 137;
  private static final int QUERY = 130;
  private static final int REPORT = 131;
  private static final int DONE = 132;
  private static final int REPORT_2 = 143;

  private final boolean neighbours;

  private LinkMessageDetector(boolean neighbours) {
    this.neighbours = neighbours;
  }

  /** Neighbour discovery. */
  public static LinkMessageDetector neighbours() {
    return new LinkMessageDetector(true);
  }

  /** Multicast listener discovery. */
  public static LinkMessageDetector listeners() {
    return new LinkMessageDetector(false);
  }

  @Override
  public Card card() {
    return neighbours
        ? Card.of("ndp", "Neighbour and router discovery of IPv6", "RFC 4861")
        : Card.of("mld", "Multicast listener discovery of IPv6", "RFC 3810");
  }

  @Override
  public Outcome detect(Exchange exchange) {
    boolean both = is(exchange.client()) && is(exchange.server());
    boolean any = !exchange.client().isEmpty() || !exchange.server().isEmpty();
    return both && any
        ? Finding.plaintext(card().protocol(), "messages of the link in clear")
            .withRolesShown(false)
            .match()
        : Outcome.no("no message of the link");
  }

  private boolean is(Speech speech) {
    return speech.isEmpty() || is(speech.bytes());
  }

  private boolean is(Bytes message) {
    if (!message.has(0, 4) || message.u8(1) != 0) {
      return false;
    }
    return neighbours ? isNeighbours(message) : isListeners(message);
  }

  private static boolean isNeighbours(Bytes message) {
    int fixed =
        switch (message.u8(0)) {
          case ROUTER_SOLICITATION -> 8;
          case ROUTER_ADVERTISEMENT -> 16;
          case NEIGHBOUR_SOLICITATION, NEIGHBOUR_ADVERTISEMENT -> 24;
          case REDIRECT -> 40;
          default -> 0;
        };
    return fixed > 0 && message.has(0, fixed) && chains(message, fixed);
  }

  /** Whether options follow one another to the end, or to where the message was cut. */
  private static boolean chains(Bytes message, int from) {
    int at = from;
    while (message.has(at, 2)) {
      if (message.u8(at + 1) == 0) {
        return false;
      }
      at += 8 * message.u8(at + 1);
    }
    return true;
  }

  private static boolean isListeners(Bytes message) {
    int length = message.length();
    return switch (message.u8(0)) {
      case QUERY -> length == 24 || length >= 28;
      case REPORT, DONE -> length == 24;
      case REPORT_2 -> length >= 8 && message.has(6, 2);
      default -> false;
    };
  }
}
