package dev.netgen.analyzer.detect.files;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.model.graph.Encryption;

/**
 * CVS' password server (cvsclient, "How to Connect to and Authenticate Oneself to the CVS server"):
 * a root, a name and a password whose letters are exchanged, between two lines; GSSAPI may encrypt.
 */
public final class CvsDetector implements Detector {
  private static final String NAME = "cvs";
  private static final String BEGIN = "BEGIN ";
  private static final ImmutableList<String> KINDS =
      ImmutableList.of("AUTH", "VERIFICATION", "GSSAPI");
  private static final String REQUEST = " REQUEST\n";
  private static final int PASSWORD_LINE = 3;

  @Override
  public Card card() {
    return Card.of(NAME, "CVS password server", "CVS client/server protocol")
        .tells(Ability.ROLES, Ability.CREDENTIALS);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 'B' && (server < 0 || server == 'I' || server == 'E' || server == 'e');
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    if (exchange.midStream() || !mayBegin(client.first(), exchange.server().bytes().first())) {
      return Outcome.no("no login to CVS");
    }
    boolean possible = false;
    for (String kind : KINDS) {
      String line = BEGIN + kind + REQUEST;
      if (client.startsWith(line)) {
        return found(client, kind).match();
      }
      possible |= client.mayStartWith(line);
    }
    return possible ? Outcome.needMore("login cut") : Outcome.no("no login to CVS");
  }

  private static Finding found(Bytes client, String kind) {
    return kind.equals("GSSAPI")
        ? Finding.of(NAME, Encryption.OPAQUE, "CVS with GSSAPI, which may encrypt")
        : Finding.plaintext(NAME, "CVS in clear").withCredentialsIf(password(client));
  }

  /** Whether the line behind root and name holds more than the letter of its way to hide it. */
  private static boolean password(Bytes client) {
    int at = 0;
    for (int i = 0; i < PASSWORD_LINE && at >= 0; i++) {
      int end = client.indexOf('\n', at, client.length());
      at = end < 0 ? -1 : end + 1;
    }
    return at > 0 && client.has(at, 2) && client.u8(at) == 'A' && client.u8(at + 1) != '\n';
  }
}
