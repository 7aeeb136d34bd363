package dev.netgen.analyzer.detect.industry;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;

/**
 * BACnet/IP (ASHRAE 135, annex J): datagrams of buildings' controllers. BACnet/SC is WebSocket over
 * TLS.
 *
 * <pre>
 * 81 | function 8 | whole length 16 | addresses | 01 | control 8 | addresses | kind and flags 8 ...
 * </pre>
 */
public final class BacnetDetector implements Detector {
  private static final int MAGIC = 0x81;
  private static final int HEADER = 4;
  private static final int FORWARDED = 4;
  private static final int DISTRIBUTED = 9;
  private static final int UNICAST = 10;
  private static final int BROADCAST = 11;
  private static final int ADDRESS = 6;
  private static final int NETWORK_MESSAGE = 0x80;
  private static final int DESTINATION = 0x20;
  private static final int SOURCE = 0x08;

  @Override
  public Card card() {
    return Card.of("bacnet", "BACnet/IP", "ASHRAE 135, annex J").tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return (client == MAGIC || client < 0) && (server == MAGIC || server < 0);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    if (!exchange.everyMessage(BacnetDetector::isMessage)) {
      return Outcome.no("no message of BACnet");
    }
    boolean asks = asks(exchange.client());
    boolean asked = asks(exchange.server());
    if (asked && !asks) {
      return Outcome.no("the other side asks");
    }
    return Finding.plaintext("bacnet", "BACnet messages in clear")
        .withRolesShown(asks && !asked)
        .match();
  }

  /** Whether it is as long as it says, and of a function known. */
  private static boolean isMessage(Bytes message) {
    if (!message.has(0, HEADER) || message.u8(0) != MAGIC || message.u16(2) != message.length()) {
      return false;
    }
    int packet = packet(message);
    return packet < 0 ? fits(message) : message.has(packet, 2) && message.u8(packet) == 1;
  }

  /** Where the network's packet begins in those functions that carry one, else -1. */
  private static int packet(Bytes message) {
    return switch (message.u8(1)) {
      case FORWARDED -> HEADER + ADDRESS;
      case DISTRIBUTED, UNICAST, BROADCAST -> HEADER;
      default -> -1;
    };
  }

  /** Tables of broadcasts and those who stand in them. */
  private static boolean fits(Bytes message) {
    int rest = message.length() - HEADER;
    return switch (message.u8(1)) {
      case 0, 5 -> rest == 2;
      case 2, 6 -> rest == 0;
      case 8 -> rest == ADDRESS;
      case 1, 3, 7 -> rest % 10 == 0;
      default -> false;
    };
  }

  /** Whether a request to be confirmed is among what it said: kind 0 in the upper half. */
  private static boolean asks(Speech speech) {
    return !speech.everyMessage(message -> !isRequest(message));
  }

  private static boolean isRequest(Bytes message) {
    int packet = packet(message);
    if (packet < 0) {
      return message.u8(1) == 2 || message.u8(1) == 5 || message.u8(1) == 6;
    }
    int control = message.u8(packet + 1);
    int at = packet + 2;
    if ((control & DESTINATION) != 0) {
      at = skip(message, at);
    }
    if ((control & SOURCE) != 0) {
      at = skip(message, at);
    }
    at += (control & DESTINATION) != 0 ? 1 : 0;
    return (control & NETWORK_MESSAGE) == 0 && message.has(at, 1) && message.u8(at) >> 4 == 0;
  }

  /** A network's number, the length of an address, the address. */
  private static int skip(Bytes message, int at) {
    return message.has(at, 3) ? at + 3 + message.u8(at + 2) : message.length();
  }
}
