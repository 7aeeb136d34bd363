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
 * BGP-4 (RFC 4271 section 4). Both sides say the same, so that the payload shows no roles; keys of
 * TCP (RFC 2385, RFC 5925) authenticate and hide nothing.
 *
 * <pre>
 * message: marker, 16 bytes of FF | length (16) | type: 1 open, 2 update, 3 notification, 4 keepalive, 5 refresh
 * open:    version 4 | AS (16) | hold time (16) | identifier (32) | parameters
 * </pre>
 */
public final class BgpDetector implements Detector {
  private static final int HEADER = 19;
  private static final int OPEN = 1;
  private static final int NOTIFICATION = 3;
  private static final int KEEPALIVE = 4;
  private static final int LAST_TYPE = 5;
  private static final int SHORTEST_OPEN = 29;
  private static final int VERSION = 4;
  private static final int MOST_MESSAGES = 64;

  @Override
  public Card card() {
    return Card.of("bgp", "BGP-4", "RFC 4271").tells(Ability.MID_STREAM);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return (client == 0xFF || client < 0) && (server == 0xFF || server < 0);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    if (!mayBe(exchange.client()) || !mayBe(exchange.server())) {
      return Outcome.no("no marker of BGP");
    }
    if (exchange.client().bytes().length() < HEADER
        && exchange.server().bytes().length() < HEADER) {
      return Outcome.needMore("header cut");
    }
    return Finding.plaintext("bgp", "BGP messages in clear").withRolesShown(false).match();
  }

  /** Whether nothing that is there contradicts. */
  private static boolean mayBe(Speech speech) {
    Bytes bytes = speech.bytes();
    boolean first = speech.fromStart();
    int at = 0;
    for (int count = 0; count < MOST_MESSAGES && at < bytes.length(); count++) {
      if (!marker(bytes, at) || (bytes.has(at, HEADER) && !header(bytes, at, first))) {
        return false;
      }
      if (!bytes.has(at, HEADER)) {
        return true;
      }
      at += bytes.u16(at + 16);
      first = false;
    }
    return true;
  }

  private static boolean marker(Bytes bytes, int at) {
    for (int i = at; i < Math.min(at + 16, bytes.length()); i++) {
      if (bytes.u8(i) != 0xFF) {
        return false;
      }
    }
    return true;
  }

  private static boolean header(Bytes bytes, int at, boolean first) {
    int length = bytes.u16(at + 16);
    int type = bytes.u8(at + 18);
    if (first && type == OPEN) {
      return length >= SHORTEST_OPEN
          && (!bytes.has(at + HEADER, 1) || bytes.u8(at + HEADER) == VERSION);
    }
    boolean fits = type == KEEPALIVE ? length == HEADER : length >= HEADER;
    return fits && type >= OPEN && type <= LAST_TYPE && (!first || type == NOTIFICATION);
  }
}
