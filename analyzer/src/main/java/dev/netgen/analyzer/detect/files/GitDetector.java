package dev.netgen.analyzer.detect.files;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import java.util.Map;

/**
 * git's own protocol (gitprotocol-pack, "Git Transport"): nobody authenticates, nothing is hidden.
 *
 * <pre>
 * line    length in four hexadecimal digits, with them | text
 * client  line "git-upload-pack /path" 00 "host=name" 00 ...      server  lines
 * </pre>
 */
public final class GitDetector implements Detector {
  private static final String NAME = "git";
  private static final int DIGITS = 4;
  private static final int LONGEST = 65_520;

  @Override
  public Card card() {
    return Card.of(NAME, "git's own protocol", "gitprotocol-pack(5)").tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == '0' && (server < 0 || isDigit(server));
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    boolean lines = mayBeLine(client) && mayBeLine(server);
    if (client.isEmpty() || exchange.midStream() || !lines || client.u8(0) != '0') {
      return Outcome.no("no line of git");
    }
    if (!client.has(0, DIGITS + 5)) {
      return client.from(DIGITS).mayStartWith("git-") || !client.has(0, DIGITS + 1)
          ? Outcome.needMore("request cut")
          : Outcome.no("no request of git");
    }
    String service = service(client);
    if (service.isEmpty()) {
      return Outcome.no("no request of git");
    }
    return Finding.plaintext(NAME, "git request in clear")
        .withFacts(Map.of("git.service", service))
        .match();
  }

  private static String service(Bytes client) {
    for (String service : new String[] {"upload-pack", "receive-pack", "upload-archive"}) {
      String request = "git-" + service + " ";
      if (client.at(DIGITS, request)
          && length(client) > DIGITS + request.length()
          && length(client) <= LONGEST) {
        return service;
      }
    }
    return "";
  }

  private static boolean mayBeLine(Bytes bytes) {
    for (int i = 0; i < Math.min(DIGITS, bytes.length()); i++) {
      if (!isDigit(bytes.u8(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  private static int length(Bytes bytes) {
    return Integer.parseInt(bytes.text(0, DIGITS), 16);
  }
}
