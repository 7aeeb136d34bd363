package dev.netgen.analyzer.detect.media;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * SIP over UDP and TCP (RFC 3261). Digest hides the password, Basic does not. Either side may ask:
 * roles are shown where only one does.
 */
public final class SipDetector implements Detector {
  private static final Pattern REQUEST =
      Pattern.compile("[A-Z]{3,20} (?:sips?|tel|urn|im|pres):\\S+ SIP/2\\.0");
  private static final Pattern STATUS = Pattern.compile("SIP/2\\.0 [1-6]\\d\\d(?: .*)?");

  @Override
  public Card card() {
    return Card.of("sip", "SIP", "RFC 3261").tells(Ability.ROLES, Ability.CREDENTIALS);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (no(client) || no(server)) {
      return Outcome.no("no text first");
    }
    TextMessage one = TextMessage.read(client, REQUEST, STATUS);
    TextMessage other = TextMessage.read(server, REQUEST, STATUS);
    boolean foreign = (one == null && !blank(client)) || (other == null && !blank(server));
    if (foreign && !(exchange.midStream() && (one != null || other != null))) {
      return Outcome.no("no start line of SIP");
    }
    if (one == null && other == null) {
      return Outcome.needMore("nothing said");
    }
    if (one != null && !one.request() && other != null && other.request()) {
      return Outcome.no("request and answer the other way round");
    }
    return found(one, other);
  }

  private static boolean no(Bytes bytes) {
    if (bytes.isEmpty()) {
      return false;
    }
    int b = bytes.u8(0);
    return !((b >= 'A' && b <= 'Z') || b == '\r' || b == '\n' || b == 0);
  }

  /** Nothing, or what keeps a connection open: line ends and zero bytes (RFC 5626). */
  private static boolean blank(Bytes bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      int b = bytes.u8(i);
      if (b != '\r' && b != '\n' && b != 0) {
        return false;
      }
    }
    return true;
  }

  private static Outcome found(@Nullable TextMessage one, @Nullable TextMessage other) {
    boolean asked = one != null && one.request();
    boolean alsoAsked = other != null && other.request();
    boolean told = (asked && !alsoAsked) || (one == null && other != null && !other.request());
    boolean secret = (one != null && one.basic()) || (other != null && other.basic());
    TextMessage shown = one == null ? other : one;
    String agent = shown == null ? "" : shown.field("user-agent");
    return Finding.plaintext("sip", "SIP messages in clear")
        .withRolesShown(told)
        .withFacts(Map.of("sip.agent", agent))
        .withCredentialsIf(secret)
        .match();
  }
}
