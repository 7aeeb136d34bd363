package dev.netgen.analyzer.detect.proxy;

import com.google.common.collect.ImmutableMap;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.model.graph.Encryption;

/**
 * One conversation of SOCKS 5.
 *
 * <pre>
 * client  05 count methods                 server  05 method | 05 FF
 * client  01 length user length password   server  01 status          method 2
 * client  05 command 00 type address port  server  05 code 00 type address port
 * </pre>
 */
final class Socks5 {
  private static final ImmutableMap<String, String> FACTS = ImmutableMap.of("socks.version", "5");
  private final Exchange exchange;
  private final Bytes client;
  private final Bytes server;
  private boolean password;

  Socks5(Exchange exchange) {
    this.exchange = exchange;
    client = exchange.client().bytes();
    server = exchange.server().bytes();
  }

  Outcome detect() {
    if (!client.has(0, 2) || !server.has(0, 2)) {
      boolean possible = server.isEmpty() || server.u8(0) == 5;
      return possible && methods() ? Outcome.needMore("greeting cut") : no();
    }
    int end = 2 + client.u8(1);
    if (server.u8(0) != 5 || client.u8(1) == 0 || !client.has(0, end) || !methods()) {
      return no();
    }
    int method = server.u8(1);
    if (method == 0xFF) {
      return told("SOCKS methods refused");
    }
    if (!offered(method)) {
      return no();
    }
    return switch (method) {
      case 0 -> request(end, 2);
      case 2 -> login(end);
      default ->
          Finding.of("socks", Encryption.OPAQUE, "SOCKS method not looked into")
              .withFacts(FACTS)
              .match();
    };
  }

  private static Outcome no() {
    return Outcome.no("no greeting of SOCKS 5");
  }

  /** Methods that are assigned, each once: nothing else in the greeting tells it from others. */
  private boolean methods() {
    if (!client.has(0, 2)) {
      return true;
    }
    int count = Math.min(client.u8(1), client.length() - 2);
    for (int i = 0; i < count; i++) {
      int method = client.u8(2 + i);
      if (method > 9 && method < 0x80) {
        return false;
      }
    }
    return client.u8(1) > 0;
  }

  private boolean offered(int method) {
    for (int i = 0; i < client.u8(1); i++) {
      if (client.u8(2 + i) == method) {
        return true;
      }
    }
    return false;
  }

  private Outcome login(int at) {
    int user = client.has(at, 2) ? client.u8(at + 1) : -1;
    int secret = user >= 0 && client.has(at + 2, user + 1L) ? client.u8(at + 2 + user) : -1;
    if (secret < 0 || !client.has(at + 3 + user, secret)) {
      return client.has(at, 1) && client.u8(at) != 1 ? no() : told("SOCKS login begun");
    }
    if (client.u8(at) != 1 || (server.has(2, 1) && server.u8(2) > 5)) {
      return no();
    }
    password = secret > 0;
    if (server.has(2, 2) && server.u8(3) != 0) {
      return told("SOCKS login refused");
    }
    return request(at + 3 + user + secret, 4);
  }

  private Outcome request(int clientAt, int serverAt) {
    int asked = end(client, clientAt);
    int answered = end(server, serverAt);
    if (asked == 0 || answered == 0) {
      return no();
    }
    if (asked < 0 || answered < 0) {
      return told("SOCKS greeting agreed");
    }
    if (server.u8(serverAt + 1) != 0) {
      return told("SOCKS request refused");
    }
    return new Outcome.Inner(
        finding("SOCKS request granted"),
        new Exchange(exchange.client().from(asked), exchange.server().from(answered)));
  }

  /** The offset behind a request or its answer, -1 where it is cut, 0 where it is none. */
  private static int end(Bytes bytes, int at) {
    if (!bytes.has(at, 5)) {
      return bytes.has(at, 1) && bytes.u8(at) != 5 ? 0 : -1;
    }
    if (bytes.u8(at) != 5 || bytes.u8(at + 1) > 9 || bytes.u8(at + 2) != 0) {
      return 0;
    }
    int length =
        switch (bytes.u8(at + 3)) {
          case 1 -> 4;
          case 3 -> 1 + bytes.u8(at + 4);
          case 4 -> 16;
          default -> -1;
        };
    int end = at + 4 + length + 2;
    return length < 0 ? 0 : bytes.has(at, end - at) ? end : -1;
  }

  private Finding finding(String reason) {
    return Finding.plaintext("socks", reason).withFacts(FACTS).withCredentialsIf(password);
  }

  private Outcome told(String reason) {
    return finding(reason).match();
  }
}
