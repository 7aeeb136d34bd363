package dev.netgen.analyzer.detect.proxy;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import java.util.Map;

/**
 * SOCKS 4 and 4a.
 *
 * <pre>
 * 04 01|02 port address user NUL [host NUL]      answered by      00 5A..5D port address
 * </pre>
 */
final class Socks4 {
  private static final int FIXED = 8;
  private static final int LONGEST = 255;

  private Socks4() {}

  static Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (!client.has(0, FIXED)) {
      return Outcome.needMore("request cut");
    }
    if (client.u8(1) != 1 && client.u8(1) != 2) {
      return Outcome.no("no command of SOCKS 4");
    }
    int user = client.find("\0", FIXED, FIXED + LONGEST);
    boolean named = client.u24(4) == 0 && client.u8(7) != 0;
    int end = named && user >= 0 ? client.find("\0", user + 1, user + 1 + LONGEST) : user;
    if (end < 0 || !printable(client, end)) {
      return client.length() > FIXED + 2 * LONGEST || !printable(client, client.length())
          ? Outcome.no("request not ended")
          : Outcome.needMore("request cut");
    }
    return answered(exchange, server, end + 1);
  }

  private static Outcome answered(Exchange exchange, Bytes server, int end) {
    if (server.isEmpty() || !server.has(0, FIXED)) {
      return server.isEmpty() || server.u8(0) == 0
          ? Outcome.needMore("answer cut")
          : Outcome.no("no answer of SOCKS 4");
    }
    if (server.u8(0) != 0 || server.u8(1) < 0x5A || server.u8(1) > 0x5D) {
      return Outcome.no("no answer of SOCKS 4");
    }
    Map<String, String> facts = Map.of("socks.version", "4");
    if (server.u8(1) != 0x5A) {
      return Finding.plaintext("socks", "SOCKS request refused").withFacts(facts).match();
    }
    return new Outcome.Inner(
        Finding.plaintext("socks", "SOCKS request granted").withFacts(facts),
        new Exchange(exchange.client().from(end), exchange.server().from(FIXED)));
  }

  private static boolean printable(Bytes client, int end) {
    for (int i = FIXED; i < Math.min(end, client.length()); i++) {
      int b = client.u8(i);
      if (b != 0 && (b < 0x20 || b == 0x7F)) {
        return false;
      }
    }
    return true;
  }
}
