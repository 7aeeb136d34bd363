package dev.netgen.analyzer.detect.store;

import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * Tarantool's binary protocol (its documentation, "Binary protocol"): the server greets with two
 * lines of 64 bytes, its version and a salt; requests are maps of MessagePack behind their length.
 */
public final class TarantoolDetector implements Detector {
  private static final String NAME = "tarantool";
  private static final String GREETING = "Tarantool ";
  private static final int LINE = 64;
  private static final int LENGTH_32 = 0xCE;
  private static final int MAP = 0x80;
  private static final int UINT_8 = 0xCC;
  private static final int UINT_64 = 0xCF;
  private static final int REQUEST_TYPE = 0;
  private static final int AUTHENTICATE = 7;
  private static final int PING = 0x40;
  private static final int IDENTIFY = 0x49;
  private static final int HEADER = 5;
  private static final int MOST = 1 << 20;

  @Override
  public Card card() {
    return Card.of(NAME, "Tarantool", "Tarantool, Binary protocol")
        .tells(Ability.ROLES, Ability.NO_AUTHENTICATION);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return server == 'T';
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream() || server.isEmpty() || !server.mayStartWith(GREETING)) {
      return Outcome.no("no greeting of Tarantool");
    }
    if (!server.has(0, 2 * LINE)) {
      return Outcome.needMore("greeting cut");
    }
    boolean greets = server.u8(LINE - 1) == '\n' && server.u8(2 * LINE - 1) == '\n';
    if (!greets || server.find("(Binary)", 0, LINE) < 0) {
      return Outcome.no("no greeting of Tarantool");
    }
    if (!client.isEmpty() && !asks(client)) {
      return Outcome.no("greeting not answered by a request");
    }
    return Finding.plaintext(NAME, "greeting of Tarantool")
        .withAuthentication(authentication(client))
        .match();
  }

  /** A length of any width, behind it a map. */
  private static boolean asks(Bytes client) {
    int first = client.u8(0);
    int header =
        first < 0x80 ? 1 : first <= UINT_64 && first >= UINT_8 ? 1 + (1 << (first - UINT_8)) : 0;
    return header > 0 && (!client.has(header, 1) || (client.u8(header) & 0xF0) == MAP);
  }

  /** What is said before somebody proves his password tells only what the client can. */
  private static Authentication authentication(Bytes client) {
    int at = 0;
    while (client.has(at, HEADER + 1) && client.u8(at) == LENGTH_32) {
      int type = requestType(client, at + HEADER);
      if (type != IDENTIFY && type != PING) {
        return type == AUTHENTICATE
            ? Authentication.SEEN
            : type < 0 ? Authentication.NOT_LOOKED : Authentication.NONE_SEEN;
      }
      at += HEADER + (int) Math.min(client.u32(at + 1), MOST);
    }
    return Authentication.NOT_LOOKED;
  }

  /** The type in a request's map of small numbers, or -1. */
  private static int requestType(Bytes client, int map) {
    int at = map + 1;
    for (int left = client.u8(map) - MAP; left > 0 && left < 16 && client.has(at, 2); left--) {
      int value = client.u8(at + 1);
      if (client.u8(at) == REQUEST_TYPE) {
        return value < 0x80 ? value : -1;
      }
      at += 2 + (value >= UINT_8 && value <= UINT_64 ? 1 << (value - UINT_8) : 0);
    }
    return -1;
  }
}
