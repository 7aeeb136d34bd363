package dev.netgen.analyzer.detect.media;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import java.util.regex.Pattern;

/** RTSP 1.0 and 2.0 (RFC 2326, RFC 7826). */
public final class RtspDetector implements Detector {
  private static final Pattern REQUEST =
      Pattern.compile("[A-Z_]{4,20} (?:rtsps?u?://\\S+|\\*|/\\S*) RTSP/[12]\\.0");
  private static final Pattern STATUS = Pattern.compile("RTSP/[12]\\.0 [1-5]\\d\\d(?: .*)?");

  @Override
  public Card card() {
    return Card.of("rtsp", "RTSP 1 and 2", "RFC 2326, RFC 7826")
        .tells(Ability.ROLES, Ability.CREDENTIALS);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (server.isEmpty() ? client.isEmpty() : !server.mayStartWith("RTSP/")) {
      return Outcome.no("no answer of RTSP");
    }
    if (!client.isEmpty() && (client.u8(0) < 'A' || client.u8(0) > 'Z')) {
      return Outcome.no("no method first");
    }
    TextMessage one = TextMessage.read(client, REQUEST, STATUS);
    TextMessage other = TextMessage.read(server, REQUEST, STATUS);
    if (one == null && client.find("\n", 0, client.length()) >= 0) {
      return Outcome.no("no request of RTSP");
    }
    if ((one != null && !one.request()) || (one == null && other == null)) {
      return Outcome.needMore("start line cut");
    }
    if (one == null && !client.isEmpty()) {
      return Outcome.needMore("request line cut");
    }
    return Finding.plaintext("rtsp", "RTSP messages in clear")
        .withCredentialsIf(one != null && (one.basic() || passwordLater(client)))
        .match();
  }

  /** Most clients tell a password only when they are asked for one. */
  private static boolean passwordLater(Bytes client) {
    return client.find("\nAuthorization: Basic ", 0, client.length()) >= 0;
  }
}
