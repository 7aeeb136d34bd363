package dev.netgen.analyzer.detect.rpc;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * D-Bus over TCP (D-Bus specification, "Authentication Protocol"): a zero, then lines that agree on
 * who asks; nothing encrypts.
 */
public final class DBusDetector implements Detector {
  private static final String ASKS = "\0AUTH";
  private static final ImmutableList<String> ANSWERS =
      ImmutableList.of("REJECTED", "OK ", "DATA", "ERROR");

  @Override
  public Card card() {
    return Card.of("dbus", "D-Bus", "D-Bus specification, Authentication Protocol")
        .tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 0
        && (server < 0 || server == 'R' || server == 'O' || server == 'D' || server == 'E');
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream()
        || !mayBegin(client.first(), server.first())
        || !client.mayStartWith(ASKS)
        || !answers(server)) {
      return Outcome.no("no authentication of D-Bus");
    }
    if (!client.has(0, ASKS.length() + 1)) {
      return Outcome.needMore("authentication cut");
    }
    int next = client.u8(ASKS.length());
    return next == ' ' || next == '\r'
        ? Finding.plaintext("dbus", "D-Bus in clear").match()
        : Outcome.no("no authentication of D-Bus");
  }

  private static boolean answers(Bytes server) {
    for (String answer : ANSWERS) {
      if (server.mayStartWith(answer)) {
        return true;
      }
    }
    return false;
  }
}
