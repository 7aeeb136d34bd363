package dev.netgen.analyzer.detect.message;

import com.google.common.collect.ImmutableSet;
import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * STOMP 1.0 to 1.2: a command, headers, an empty line, a body, NUL (STOMP 1.2, "Frame"). Lines end
 * with LF, before which CR may stand.
 */
public final class StompDetector implements Detector {
  private static final String NAME = "stomp";
  private static final int LONGEST_HEAD = 8192;
  private static final int MOST_HEADERS = 64;

  private static final ImmutableSet<String> FROM_CLIENT =
      ImmutableSet.of(
          "SEND",
          "SUBSCRIBE",
          "UNSUBSCRIBE",
          "ACK",
          "NACK",
          "BEGIN",
          "COMMIT",
          "ABORT",
          "DISCONNECT");
  private static final ImmutableSet<String> FROM_SERVER =
      ImmutableSet.of("MESSAGE", "RECEIPT", "ERROR");

  /** A frame's command and headers. */
  private record Head(String command, Map<String, String> headers) {}

  @Override
  public Card card() {
    return Card.of(NAME, "STOMP 1.0 to 1.2", "STOMP specification 1.2")
        .tells(Ability.ROLES, Ability.MID_STREAM, Ability.CREDENTIALS, Ability.NO_AUTHENTICATION);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    if (client.startsWith("CONNECT\n")
        || client.startsWith("STOMP\n")
        || client.startsWith("CONNECT\r\n")
        || client.startsWith("STOMP\r\n")) {
      return connects(exchange);
    }
    if (exchange.midStream()) {
      return midStream(exchange);
    }
    boolean cut = client.mayStartWith("CONNECT\n") || client.mayStartWith("STOMP\r\n");
    return cut ? Outcome.needMore("first frame cut") : Outcome.no("no CONNECT");
  }

  private static Outcome connects(Exchange exchange) {
    Head head = head(exchange.client().bytes());
    if (head == null) {
      int nul = exchange.client().bytes().indexOf(0, 0, LONGEST_HEAD);
      return nul < 0 ? Outcome.needMore("first frame cut") : Outcome.no("no CONNECT");
    }
    Bytes server = exchange.server().bytes();
    boolean connected = server.startsWith("CONNECTED\n") || server.startsWith("CONNECTED\r\n");
    boolean refused = server.startsWith("ERROR\n") || server.startsWith("ERROR\r\n");
    if (!connected && !refused && !server.isEmpty()) {
      return server.mayStartWith("CONNECTED\r\n") || server.mayStartWith("ERROR\r\n")
          ? Outcome.needMore("answer cut")
          : Outcome.no("CONNECT not answered by a frame");
    }
    return told(head, connected ? head(server) : null, server.isEmpty(), refused);
  }

  private static Outcome told(Head head, @Nullable Head answer, boolean alone, boolean refused) {
    boolean login = !head.headers().getOrDefault("login", "").isEmpty();
    boolean passcode = !head.headers().getOrDefault("passcode", "").isEmpty();
    Map<String, String> facts = new TreeMap<>();
    if (answer != null) {
      facts.put("stomp.version", answer.headers().getOrDefault("version", "1.0"));
      facts.put("stomp.server", answer.headers().getOrDefault("server", ""));
    }
    Finding finding =
        Finding.plaintext(NAME, alone ? "CONNECT, no answer seen" : "CONNECT in clear")
            .withFacts(facts)
            .withCredentialsIf(passcode);
    if (login || passcode) {
      return finding.withAuthentication(Authentication.SEEN).match();
    }
    Authentication seen = answer == null ? Authentication.NOT_LOOKED : Authentication.NONE_SEEN;
    return (refused ? finding : finding.withAuthentication(seen)).match();
  }

  private static Outcome midStream(Exchange exchange) {
    Head asked = head(exchange.client().bytes());
    Head said = head(exchange.server().bytes());
    boolean asks = asked != null && FROM_CLIENT.contains(asked.command()) && known(asked);
    boolean serves = said != null && FROM_SERVER.contains(said.command()) && known(said);
    boolean quiet = isQuiet(exchange.client().bytes()) || isQuiet(exchange.server().bytes());
    return (asks && serves) || ((asks || serves) && quiet)
        ? Finding.plaintext(NAME, "frames in clear, mid-stream")
            .withAuthentication(Authentication.NOT_LOOKED)
            .match()
        : Outcome.no("no frames");
  }

  /** Nothing, or line ends that keep the connection alive. */
  private static boolean isQuiet(Bytes bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      if (bytes.u8(i) != '\n' && bytes.u8(i) != '\r') {
        return false;
      }
    }
    return true;
  }

  private static boolean known(Head head) {
    Map<String, String> headers = head.headers();
    return headers.containsKey("destination")
        || headers.containsKey("message-id")
        || headers.containsKey("receipt-id")
        || headers.containsKey("receipt")
        || headers.containsKey("id");
  }

  /** Command and headers up to the empty line; null where there are none. */
  private static @Nullable Head head(Bytes bytes) {
    Map<String, String> headers = new TreeMap<>();
    String command = "";
    int at = 0;
    for (int line = 0; line < MOST_HEADERS; line++) {
      int lf = bytes.indexOf('\n', at, LONGEST_HEAD);
      if (lf < 0) {
        return null;
      }
      int end = lf > at && bytes.u8(lf - 1) == '\r' ? lf - 1 : lf;
      String text = bytes.text(at, end - at);
      if (line == 0) {
        command = text;
      } else if (text.isEmpty()) {
        return new Head(command, headers);
      } else if (text.indexOf(':') <= 0 || text.indexOf('\0') >= 0) {
        return null;
      } else {
        headers.putIfAbsent(
            text.substring(0, text.indexOf(':')), text.substring(text.indexOf(':') + 1));
      }
      at = lf + 1;
    }
    return null;
  }
}
