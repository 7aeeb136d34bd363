package dev.netgen.analyzer.detect.files;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.model.graph.Encryption;
import java.util.Map;

/**
 * Subversion's own protocol (its libsvn_ra_svn/protocol): items in parentheses, words, numbers, and
 * texts with their length. With SASL a layer may follow that hides what is said.
 *
 * <pre>
 * server  ( success ( 2 2 ( mechanism ... ) ( capability ... ) ) )
 * client  ( 2 ( capability ... ) length:URL ... )
 * server  ( success ( ( mechanism ... ) length:realm ) )      client  ( mechanism ( length:token ) )
 * </pre>
 */
public final class SvnDetector implements Detector {
  private static final String NAME = "svn";
  private static final String SERVER = "( success ( ";
  private static final String CLIENT = "( 2 ( ";
  private static final int LOOKED_AT = 2048;

  @Override
  public Card card() {
    return Card.of(NAME, "Subversion's own protocol", "libsvn_ra_svn/protocol")
        .tells(Ability.ROLES, Ability.CREDENTIALS);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return (client == '(' || client < 0) && (server == '(' || server < 0);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (!client.mayStartWith(CLIENT) || !server.mayStartWith(SERVER) || exchange.midStream()) {
      return Outcome.no("no greeting of Subversion");
    }
    int url = client.find(":svn", 0, LOOKED_AT);
    if (url < 0 && server.find("edit-pipeline", 0, LOOKED_AT) < 0) {
      return exchange.whole() ? Outcome.no("no URL") : Outcome.needMore("greeting cut");
    }
    return told(client).match();
  }

  private static Finding told(Bytes client) {
    String mechanism = mechanism(client);
    Finding finding =
        switch (mechanism) {
          case "", "ANONYMOUS", "CRAM-MD5", "EXTERNAL", "PLAIN" ->
              Finding.plaintext(NAME, "Subversion's items in clear");
          default -> Finding.of(NAME, Encryption.OPAQUE, "SASL's layer not looked into");
        };
    return mechanism.isEmpty()
        ? finding
        : finding
            .withFacts(Map.of("svn.mechanism", mechanism))
            .withCredentialsIf(mechanism.equals("PLAIN"));
  }

  /** The word that begins the client's second item. */
  private static String mechanism(Bytes client) {
    int depth = 0;
    for (int i = 0; i < Math.min(LOOKED_AT, client.length()); i++) {
      int c = client.u8(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth == 0 && c == ')') {
        return client.at(i + 1, " ( ") ? word(client, i + 4) : "";
      }
    }
    return "";
  }

  private static String word(Bytes client, int from) {
    int end = client.indexOf(' ', from, Math.min(from + 24, client.length()));
    if (end < 0) {
      return "";
    }
    for (int i = from; i < end; i++) {
      int c = client.u8(i);
      if (!((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-')) {
        return "";
      }
    }
    return client.text(from, end - from);
  }
}
