package dev.netgen.analyzer.detect.directory;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;

/**
 * LDAP (RFC 4511), over TCP and, as domain controllers are found, over UDP: BER messages whose
 * operation tells the direction.
 */
public final class LdapDetector implements Detector {
  /** How far a message is searched for in a direction that began before the capture. */
  private static final int SEARCHED = 4096;

  @Override
  public Card card() {
    return Card.of("ldap", "LDAP 2 and 3", "RFC 4511, RFC 4513, MS-ADTS section 6.3.3")
        .tells(Ability.ROLES, Ability.MID_STREAM, Ability.UPGRADE, Ability.CREDENTIALS);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    if (no(exchange.client()) || no(exchange.server())) {
      return Outcome.no("no BER sequence first");
    }
    LdapMessages client = side(exchange.client(), false);
    LdapMessages server = side(exchange.server(), true);
    boolean clientSilent = exchange.client().isEmpty();
    boolean serverSilent = exchange.server().isEmpty();
    if ((client.isEmpty() && !clientSilent) || (server.isEmpty() && !serverSilent)) {
      return cut(exchange.client(), client) || cut(exchange.server(), server)
          ? Outcome.needMore("message cut")
          : Outcome.no("no message of LDAP");
    }
    if (client.isEmpty() && server.isEmpty()) {
      return Outcome.needMore("nothing said");
    }
    return LdapSession.judge(exchange, client, server);
  }

  private static boolean no(Speech speech) {
    return !speech.isEmpty() && speech.fromStart() && speech.bytes().u8(0) != Ber.SEQUENCE;
  }

  private static boolean cut(Speech speech, LdapMessages messages) {
    return !speech.isEmpty() && messages.isEmpty() && messages.clean();
  }

  private static LdapMessages side(Speech speech, boolean fromServer) {
    Bytes bytes = speech.bytes();
    LdapMessages atStart = LdapMessages.read(bytes, 0, fromServer);
    if (speech.fromStart() || speech.isEmpty() || several(atStart)) {
      return atStart;
    }
    int limit = Math.min(SEARCHED, bytes.length());
    for (int at = 1; at < limit; at++) {
      if (bytes.u8(at) == Ber.SEQUENCE) {
        LdapMessages found = LdapMessages.read(bytes, at, fromServer);
        if (several(found)) {
          return found;
        }
      }
    }
    return atStart;
  }

  private static boolean several(LdapMessages messages) {
    return messages.clean() && messages.messages().size() > 1;
  }
}
