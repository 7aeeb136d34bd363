package dev.netgen.analyzer.detect.files;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import java.util.Map;
import java.util.TreeMap;

/**
 * rsync's daemon, as its source defines it. Passwords are answered to a challenge, never in clear;
 * files always are.
 *
 * <pre>
 * both    "@RSYNCD: 31.0 md5 md4" LF
 * client  module LF                server  text LF ..., "@RSYNCD: OK", "AUTHREQD challenge", "EXIT" or "@ERROR: why"
 * </pre>
 */
public final class RsyncDetector implements Detector {
  private static final String NAME = "rsync";
  private static final String GREETING = "@RSYNCD: ";
  private static final int LONGEST_GREETING = 256;
  private static final int LOOKED_AT = 4096;

  @Override
  public Card card() {
    return Card.of(NAME, "rsync daemon", "rsync's source, clientserver.c").tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return (client == '@' || client < 0) && (server == '@' || server < 0);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (!mayGreet(client) || !mayGreet(server) || exchange.midStream()) {
      return Outcome.no("no greeting of rsync");
    }
    int version = greeting(server.isEmpty() ? client : server);
    if (version < 0) {
      return Outcome.needMore("greeting cut");
    }
    if (answers(client)) {
      return Outcome.no("answered by the other side");
    }
    Map<String, String> facts = new TreeMap<>();
    facts.put("rsync.version", (server.isEmpty() ? client : server).text(9, version - 9));
    if (server.find(GREETING + "AUTHREQD ", version, LOOKED_AT) >= 0) {
      facts.put("rsync.authentication", "challenge");
    }
    return Finding.plaintext(NAME, "rsync greeting, files in clear")
        .withRolesShown(answers(server))
        .withFacts(facts)
        .match();
  }

  private static boolean mayGreet(Bytes bytes) {
    return bytes.isEmpty()
        || (bytes.mayStartWith(GREETING)
            && (bytes.length() <= 9 || (bytes.u8(9) >= '1' && bytes.u8(9) <= '9')));
  }

  /** Where the version in a greeting ends, or -1 while it is cut. */
  private static int greeting(Bytes bytes) {
    int line = bytes.indexOf('\n', 0, Math.min(LONGEST_GREETING, bytes.length()));
    if (line < 10) {
      return -1;
    }
    int word = bytes.indexOf(' ', 10, line);
    return word < 0 ? line : word;
  }

  /** Whether the second line, or what follows a list, is one that only a server says. */
  private static boolean answers(Bytes bytes) {
    int line = bytes.indexOf('\n', 0, Math.min(LONGEST_GREETING, bytes.length()));
    return line > 0
        && (bytes.find("\n" + GREETING, line, LOOKED_AT) >= 0
            || bytes.find("\0" + GREETING, line, LOOKED_AT) >= 0
            || bytes.at(line + 1, "@ERROR"));
  }
}
