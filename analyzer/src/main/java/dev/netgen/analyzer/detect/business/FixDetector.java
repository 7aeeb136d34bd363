package dev.netgen.analyzer.detect.business;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * FIX in its classic form of tags and values (FIX TagValue Encoding): each message begins with its
 * version (8), its length (9) and its type (35). Both sides log on.
 */
public final class FixDetector implements Detector {
  private static final int SEPARATOR = 1;
  private static final int LONGEST_VERSION = 12;
  private static final int LONGEST_LENGTH = 8;

  @Override
  public Card card() {
    return Card.of("fix", "FIX, tags and values", "FIX TagValue Encoding")
        .tells(Ability.MID_STREAM, Ability.CREDENTIALS);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return (client == '8' || client < 0) && (server == '8' || server < 0);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    boolean both = isSide(client) && isSide(server) && !(client.isEmpty() && server.isEmpty());
    return both
        ? Finding.plaintext("fix", "messages of FIX")
            .withCredentialsIf(client.find("\001554=", 0, client.length()) > 0)
            .withRolesShown(false)
            .match()
        : Outcome.no("no message of FIX");
  }

  private static boolean isSide(Bytes bytes) {
    if (bytes.isEmpty()) {
      return true;
    }
    int version = bytes.indexOf(SEPARATOR, 0, LONGEST_VERSION);
    boolean begins = bytes.startsWith("8=FIX.") || bytes.startsWith("8=FIXT.");
    if (!begins || version < 0 || !bytes.at(version + 1, "9=")) {
      return false;
    }
    int length = bytes.indexOf(SEPARATOR, version + 3, version + 3 + LONGEST_LENGTH);
    return length > version + 3 && bytes.at(length + 1, "35=");
  }
}
