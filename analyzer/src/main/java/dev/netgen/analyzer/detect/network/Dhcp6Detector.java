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
 * DHCP for IPv6 (RFC 8415): a type, a number of three octets, and options that fill the datagram;
 * between relays two addresses stand in between.
 */
public final class Dhcp6Detector implements Detector {
  private static final int OPTIONS = 4;
  private static final int RELAYED_OPTIONS = 34;
  private static final int RELAY_FORWARD = 12;
  private static final int RELAY_REPLY = 13;
  private static final int LAST_OPTION = 200;
  private static final int LEAST_IDENTITY = 4;
  private static final int MAX_OPTIONS = 128;

  @Override
  public Card card() {
    return Card.of("dhcpv6", "DHCP for IPv6", "RFC 8415").tells(Ability.ROLES);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Speech client = exchange.client();
    Speech server = exchange.server();
    boolean asked = client.isEmpty() || is(client.bytes(), false);
    boolean told = server.isEmpty() || is(server.bytes(), true);
    if (!asked || !told) {
      return Outcome.no("no request and reply of DHCPv6");
    }
    return Finding.plaintext("dhcpv6", client.isEmpty() ? "DHCPv6 reply" : "DHCPv6 request")
        .match();
  }

  private static boolean is(Bytes bytes, boolean reply) {
    if (!bytes.has(0, OPTIONS + 4)) {
      return false;
    }
    int type = bytes.u8(0);
    return switch (type) {
      case 1, 3, 4, 5, 6, 8, 9, 11 -> !reply && identified(bytes, OPTIONS);
      case 2, 7, 10 -> reply && identified(bytes, OPTIONS);
      case RELAY_FORWARD, RELAY_REPLY ->
          reply == (type == RELAY_REPLY) && identified(bytes, RELAYED_OPTIONS);
      default -> false;
    };
  }

  /** Options to the last octet, among them one that says who (1, 2), or what is relayed (9). */
  private static boolean identified(Bytes bytes, int from) {
    boolean identified = false;
    int at = from;
    for (int count = 0; count < MAX_OPTIONS && bytes.has(at, 4); count++) {
      int code = bytes.u16(at);
      if (code == 0 || code > LAST_OPTION) {
        return false;
      }
      identified |= (code == 1 || code == 2 || code == 9) && bytes.u16(at + 2) >= LEAST_IDENTITY;
      at += 4 + bytes.u16(at + 2);
    }
    return identified && at == bytes.length();
  }
}
