package dev.netgen.analyzer.detect.store;

import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import java.util.Map;

/**
 * ClickHouse's native protocol ("Native protocol" in its documentation): both sides say hello.
 * Numbers are groups of 7 bits, the lowest first; texts have their length before them.
 *
 * <pre>
 * client  0 | name | major | minor | revision | database | user | password
 * server  0 | name | major | minor | revision | ...        or  2 | code 32 | an exception
 * </pre>
 */
public final class ClickHouseDetector implements Detector {
  private static final String NAME = "clickhouse";
  private static final int LONGEST = 127;
  private static final int EXCEPTION = 2;

  @Override
  public Card card() {
    return Card.of(NAME, "ClickHouse native protocol", "ClickHouse documentation, Native protocol")
        .tells(Ability.ROLES, Ability.CREDENTIALS, Ability.NO_AUTHENTICATION);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    if (!client.has(0, 3) || client.u8(0) != 0 || client.u8(1) == 0 || client.u8(1) > LONGEST) {
      return Outcome.no("no hello");
    }
    int name = end(client, 1);
    int database = numbers(client, name, 3);
    int user = end(client, database);
    int password = end(client, user);
    int end = end(client, password);
    if (end < 0) {
      boolean text = name < 0 ? client.isPrintable(2, client.length() - 2) : client.length() < 512;
      return text && (name < 0 || isName(client))
          ? Outcome.needMore("hello cut")
          : Outcome.no("no hello");
    }
    boolean plausible = isName(client) && database - name <= 9 && client.u8(user) > 0;
    Bytes server = exchange.server().bytes();
    if (!plausible || (!server.isEmpty() && !answers(server))) {
      return Outcome.no("no hello");
    }
    return server.has(0, 2) ? told(client, password, server) : Outcome.needMore("no answer kept");
  }

  /** The client's name: letters first, as of programs. */
  private static boolean isName(Bytes client) {
    int first = client.u8(2) | 0x20;
    return first >= 'a' && first <= 'z' && client.isPrintable(2, client.u8(1));
  }

  private static boolean answers(Bytes server) {
    if (server.u8(0) == EXCEPTION) {
      return !server.has(5, 1) || server.u24Le(1) < 1 << 16;
    }
    return server.u8(0) == 0 && (!server.has(1, 1) || server.at(2, "ClickHouse"));
  }

  private static Outcome told(Bytes client, int password, Bytes server) {
    boolean secret = client.u8(password) > 0;
    boolean hello = server.u8(0) == 0;
    int name = hello ? end(server, 1) : -1;
    boolean version = name > 0 && server.has(name, 2) && server.u8(name) < 0x80;
    Finding finding =
        Finding.plaintext(NAME, "hello in clear")
            .withFacts(
                Map.of(
                    "clickhouse.client",
                    client.text(2, client.u8(1)),
                    "clickhouse.version",
                    version ? server.u8(name) + "." + server.u8(name + 1) : ""))
            .withCredentialsIf(secret);
    if (secret) {
      return finding.withAuthentication(Authentication.SEEN).match();
    }
    return hello ? finding.withAuthentication(Authentication.NONE_SEEN).match() : finding.match();
  }

  /** The offset behind a text, or -1 where it is cut, long or unprintable. */
  private static int end(Bytes bytes, int at) {
    if (at < 0 || !bytes.has(at, 1) || bytes.u8(at) > LONGEST) {
      return -1;
    }
    int length = bytes.u8(at);
    return bytes.isPrintable(at + 1, length) ? at + 1 + length : -1;
  }

  /** The offset behind these many numbers, or -1. */
  private static int numbers(Bytes bytes, int offset, int count) {
    int at = offset;
    for (int left = count; left > 0; at++) {
      if (at < 0 || !bytes.has(at, 1)) {
        return -1;
      }
      left -= bytes.u8(at) < 0x80 ? 1 : 0;
    }
    return at;
  }
}
