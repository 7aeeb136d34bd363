package dev.netgen.analyzer.detect.remote;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * The X Window System, X11 (its protocol, "Connection Setup"): a program tells its byte order, the
 * version, and how it proves that it may use the display.
 *
 * <pre>
 * l or B | 0 | 11 2 | minor 2 | name length 2 | data length 2 | 0 2 | name | data
 * 0 refused, 1 accepted, 2 goes on | length | 11 2 | minor 2 | length in words 2
 * </pre>
 */
public final class X11Detector implements Detector {
  private static final int HEADER = 12;
  private static final int MAJOR = 11;
  private static final int LONGEST = 256;
  private static final String COOKIE = "MIT-MAGIC-COOKIE-1";

  @Override
  public Card card() {
    return Card.of("x11", "X Window System", "X.Org, X11 protocol, Connection Setup")
        .tells(Ability.ROLES, Ability.CREDENTIALS);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return (client == 'l' || client == 'B') && server <= 2;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream() || !mayBegin(client.first(), server.first())) {
      return Outcome.no("no setup of a display");
    }
    if (!client.has(0, HEADER)) {
      return client.length() == 1 || client.u8(1) == 0
          ? Outcome.needMore("setup cut")
          : Outcome.no("no setup of a display");
    }
    boolean little = client.u8(0) == 'l';
    if (client.u8(1) != 0 || !asks(client, little) || !answers(server, little)) {
      return Outcome.no("no setup of a display");
    }
    boolean cookie = client.at(HEADER, COOKIE) && u16(client, 8, little) > 0;
    return Finding.plaintext("x11", "setup of a display in clear")
        .withCredentialsIf(cookie)
        .match();
  }

  private static boolean asks(Bytes client, boolean little) {
    int name = u16(client, 6, little);
    int data = u16(client, 8, little);
    boolean fits =
        u16(client, 2, little) == MAJOR
            && u16(client, 4, little) <= 1
            && name <= LONGEST
            && data <= LONGEST
            && client.u16(10) == 0;
    return fits && client.isPrintable(HEADER, Math.min(name, client.length() - HEADER));
  }

  private static boolean answers(Bytes server, boolean little) {
    if (server.isEmpty()) {
      return true;
    }
    boolean goesOn = server.u8(0) == 2;
    return server.u8(0) <= 2 && (goesOn || !server.has(2, 2) || u16(server, 2, little) == MAJOR);
  }

  private static int u16(Bytes bytes, int at, boolean little) {
    return little ? bytes.u16Le(at) : bytes.u16(at);
  }
}
