package dev.netgen.analyzer.detect.web;

import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.tls.Upgrade;
import dev.netgen.model.graph.Encryption;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What follows an answer that ends HTTP on a connection: 101 (RFC 9110 section 7.8), or the
 * acceptance of a CONNECT (section 9.3.6).
 */
final class HttpUpgrade {
  private HttpUpgrade() {}

  /**
   * What the conversation became, or null where it stayed HTTP/1.
   *
   * @param found what is to be said of HTTP/1
   */
  static @Nullable Outcome of(
      Exchange exchange, HttpMessages requests, HttpMessages answers, Finding found) {
    if (tunnelCut(exchange, requests, answers)) {
      String reason = "HTTP/1 CONNECT, what follows was not kept";
      return merged(Finding.of("http", Encryption.OPAQUE, reason), found).match();
    }
    if (answers.heads().isEmpty()) {
      return exchange.server().isEmpty() ? unanswered(exchange, requests, found) : null;
    }
    HttpHead answer = answers.heads().get(answers.heads().size() - 1);
    HttpHead request = asked(requests, answers);
    if (answer.end() < 0 || request == null || request.end() < 0) {
      return null;
    }
    if (answer.status() == 101) {
      return switched(exchange, request, answer, found);
    }
    if (!request.by("CONNECT") || request.target().isEmpty()) {
      return null;
    }
    return answer.status() / 100 == 2
        ? new Outcome.Inner(
            named(found, "http", "HTTP/1 CONNECT accepted"), rest(exchange, request, answer))
        : named(found, "http", "HTTP/1 CONNECT refused").match();
  }

  /** What the client alone was seen to send behind its request of a tunnel is not HTTP's. */
  private static @Nullable Outcome unanswered(
      Exchange exchange, HttpMessages requests, Finding found) {
    if (requests.heads().isEmpty()) {
      return null;
    }
    HttpHead request = requests.heads().get(0);
    if (!request.by("CONNECT") || request.target().isEmpty() || request.end() < 0) {
      return null;
    }
    Exchange rest = new Exchange(exchange.client().from(request.end()), exchange.server().from(0));
    return rest.client().isEmpty()
        ? null
        : new Outcome.Inner(named(found, "http", "HTTP/1 CONNECT, no answer seen"), rest);
  }

  /** Whether a tunnel was asked for, not seen to be refused, and its beginning is not kept. */
  private static boolean tunnelCut(Exchange exchange, HttpMessages requests, HttpMessages answers) {
    HttpHead request = asked(requests, answers);
    if (request == null || !request.by("CONNECT") || exchange.whole()) {
      return false;
    }
    if (answers.heads().isEmpty()) {
      return true;
    }
    HttpHead answer = answers.heads().get(answers.heads().size() - 1);
    return answer.status() / 100 == 2 && (answer.end() < 0 || request.end() < 0);
  }

  /** The request that the last answer is to. */
  private static @Nullable HttpHead asked(HttpMessages requests, HttpMessages answers) {
    int index = 0;
    for (int i = 0; i < answers.heads().size() - 1; i++) {
      index += answers.heads().get(i).status() / 100 == 1 ? 0 : 1;
    }
    return index < requests.heads().size() ? requests.heads().get(index) : null;
  }

  private static Exchange rest(Exchange exchange, HttpHead request, HttpHead answer) {
    long client = HttpMessages.behindRequest(exchange.client().bytes(), request);
    return new Exchange(
        exchange.client().from((int) Math.min(client, Integer.MAX_VALUE)),
        exchange.server().from(answer.end()));
  }

  private static @Nullable Outcome switched(
      Exchange exchange, HttpHead request, HttpHead answer, Finding found) {
    String to = answer.lower("upgrade");
    if (to.startsWith("websocket")) {
      return named(found, "websocket", "WebSocket agreed by Upgrade").match();
    }
    if (to.startsWith("h2c")) {
      return http2(rest(exchange, request, answer), found).match();
    }
    if (to.startsWith("tls/")) {
      Finding tls = Upgrade.toTls("http", "Upgrade to TLS agreed", rest(exchange, request, answer));
      return merged(tls, found).match();
    }
    return named(found, "http", "HTTP/1 changed by Upgrade to another protocol").match();
  }

  private static Finding http2(Exchange rest, Finding found) {
    Http2Finding said = Http2Finding.read(rest);
    return merged(
        Finding.of(said.protocol(), found.encryption(), "HTTP/2 agreed by Upgrade in clear")
            .withFacts(said.facts())
            .withCredentialsIf(said.credentials()),
        found);
  }

  private static Finding named(Finding found, String protocol, String reason) {
    return merged(Finding.plaintext(protocol, reason), found);
  }

  /** With the notes and facts of what was found before. */
  private static Finding merged(Finding finding, Finding before) {
    Map<String, String> facts = new TreeMap<>(before.facts());
    facts.putAll(finding.facts());
    boolean credentials = !before.notes().isEmpty() || !finding.notes().isEmpty();
    return Finding.of(finding.protocol(), finding.encryption(), finding.reason())
        .withFacts(facts)
        .withCredentialsIf(credentials);
  }
}
