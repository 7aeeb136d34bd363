package dev.netgen.analyzer.detect.underlay;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;

/**
 * Teredo (RFC 4380): an IPv6 packet, of which one address is a Teredo address or link-local, behind
 * an authentication and an origin or neither. Packets that carry a conversation are opened before;
 * what is left are those that only keep the way open.
 */
public final class TeredoDetector implements Detector {
  private static final int HEADER = 40;
  private static final int MAX_TRAILERS = 64;
  private static final long PREFIX = 0x20010000L;
  private static final long LINK_LOCAL = 0xFE800000L;

  @Override
  public Card card() {
    return Card.of("teredo", "Teredo", "RFC 4380");
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Speech client = exchange.client();
    Speech server = exchange.server();
    boolean both =
        (client.isEmpty() || is(client.bytes())) && (server.isEmpty() || is(server.bytes()));
    return both
        ? Finding.plaintext("teredo", "IPv6 packets of Teredo, not encrypted")
            .withRolesShown(false)
            .match()
        : Outcome.no("no IPv6 packet");
  }

  private static boolean is(Bytes bytes) {
    int at = 0;
    if (bytes.has(0, 13) && bytes.u16(0) == 1) {
      at = 13 + bytes.u8(2) + bytes.u8(3);
    }
    if (bytes.has(at, 8) && bytes.u16(at) == 0) {
      at += 8;
    }
    if (!bytes.has(at, HEADER) || bytes.u8(at) != 0x60) {
      return false;
    }
    int rest = bytes.length() - at - HEADER - bytes.u16(at + 4);
    return rest >= 0 && rest <= MAX_TRAILERS && (address(bytes, at + 8) || address(bytes, at + 24));
  }

  private static boolean address(Bytes bytes, int at) {
    return bytes.u32(at) == PREFIX || (bytes.u32(at) == LINK_LOCAL && bytes.u32(at + 4) == 0);
  }
}
