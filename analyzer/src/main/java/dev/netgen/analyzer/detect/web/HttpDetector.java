package dev.netgen.analyzer.detect.web;

import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.0 and HTTP/1.1 (RFC 9112): a request line, a status line, or both; HTTP/0.9 where it is
 * answered. What it becomes by Upgrade or CONNECT is looked into. Mid-stream a message's start is
 * taken up where one stands, and then both directions must show one.
 */
public final class HttpDetector implements Detector {
  /** How the kubelet begins its User-Agent when it asks a probe (kubernetes pkg/probe/http). */
  private static final String KUBELET = "kube-probe";

  private static final int MAX_START_LINE = 16_384;
  private static final int SHORTEST_REQUEST = 3;

  /** Keys of Redis, whose inline commands look the same, are hardly ever so long. */
  private static final int LONG = 80;

  @Override
  public Card card() {
    return Card.of("http", "HTTP/1 (0.9, 1.0, 1.1), CONNECT, Upgrade", "RFC 9112")
        .tells(
            Ability.ROLES,
            Ability.MID_STREAM,
            Ability.UPGRADE,
            Ability.CREDENTIALS,
            Ability.NO_AUTHENTICATION,
            Ability.KINDS);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return (client >= 'A' && client <= 'Z') || client == '\r' || client == '\n' || server == 'H';
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    HttpHead request = HttpHead.read(client, 0);
    HttpHead status = HttpHead.read(server, 0);
    if ((request != null && !request.isRequest()) || (status != null && status.isRequest())) {
      return Outcome.no("request and status line the other way round");
    }
    if (request == null) {
      return status == null ? without(exchange) : answerOnly(exchange, status);
    }
    boolean answered =
        server.isEmpty()
            || server.mayStartWith("HTTP/")
            || server.u8(0) == '<'
            || !exchange.server().fromStart();
    return answered
        ? found(exchange, request, status)
        : Outcome.no("request line not answered by a status line");
  }

  /**
   * A status line alone: the client's bytes were not seen, began before the capture, or are no
   * request line and were answered as one.
   */
  private static Outcome answerOnly(Exchange exchange, HttpHead status) {
    Speech client = exchange.client();
    if (client.isEmpty()) {
      return client.complete()
          ? found(exchange, null, status)
          : Outcome.needMore("status line, request not kept");
    }
    boolean other = client.bytes().u8(0) == 0x16 || client.bytes().startsWith("SSH-");
    boolean answered = status.anyField() && !other && client.bytes().length() > SHORTEST_REQUEST;
    return client.fromStart() && !answered && !versionless(exchange)
        ? Outcome.no("status line without a request line")
        : found(exchange, null, status);
  }

  private static Outcome without(Exchange exchange) {
    if (versionless(exchange)) {
      return Finding.plaintext("http", "HTTP/0.9 request line").match();
    }
    if (exchange.midStream()) {
      return midStream(exchange);
    }
    Bytes client = exchange.client().bytes();
    if (client.find("\n", 0, client.length()) >= 0 || client.length() > MAX_START_LINE) {
      return Outcome.no("first line is no request line");
    }
    for (int i = 0; i < Math.min(client.length(), SHORTEST_REQUEST); i++) {
      if (client.u8(i) < 'A' || client.u8(i) > 'Z') {
        return Outcome.no("no method first");
      }
    }
    return exchange.server().isEmpty() && HttpLine.begins(client, LONG)
        ? Finding.plaintext("http", "HTTP/1 request line cut, no answer seen").match()
        : Outcome.needMore("request line cut");
  }

  /** Answered by text that is no reply of Redis, whose inline commands look the same. */
  private static boolean versionless(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (server.isEmpty() || client.isEmpty() || "+-$:*".indexOf(server.u8(0)) >= 0) {
      return false;
    }
    int feed = client.find("\n", 0, MAX_START_LINE);
    int end = feed > 0 && client.u8(feed - 1) == '\r' ? feed - 1 : feed;
    return feed > 0
        && HttpLine.isVersionless(client, 0, end)
        && (server.u8(0) == '<'
            || server.startsWith("HTTP/")
            || server.printable() == server.length());
  }

  private static Outcome midStream(Exchange exchange) {
    HttpHead request = behindEmptyLine(exchange.client().bytes());
    HttpHead status = request == null ? null : anywhere(exchange.server().bytes());
    return request == null || status == null
        ? Outcome.no("no message starts in both directions")
        : found(exchange, request, status);
  }

  private static @Nullable HttpHead behindEmptyLine(Bytes bytes) {
    int at = bytes.find("\r\n\r\n", 0, bytes.length());
    while (at >= 0) {
      HttpHead head = HttpHead.read(bytes, at + 4);
      if (head != null && head.isRequest()) {
        return head;
      }
      at = bytes.find("\r\n\r\n", at + 1, bytes.length());
    }
    return null;
  }

  /** The first answer, behind whatever body. */
  private static @Nullable HttpHead anywhere(Bytes bytes) {
    int at = bytes.find("HTTP/1.", 0, bytes.length());
    while (at >= 0) {
      HttpHead head = HttpHead.read(bytes, at);
      if (head != null && !head.isRequest()) {
        return head;
      }
      at = bytes.find("HTTP/1.", at + 1, bytes.length());
    }
    return null;
  }

  private static Outcome found(
      Exchange exchange, @Nullable HttpHead request, @Nullable HttpHead status) {
    HttpMessages requests = HttpMessages.requests(exchange.client().bytes(), request);
    HttpMessages answers = HttpMessages.answers(exchange.server().bytes(), status, requests);
    String reason = request == null ? "HTTP/1 status line" : "HTTP/1 request line";
    boolean silent = exchange.server().isEmpty();
    Finding bare = Finding.plaintext("http", silent ? reason + ", no answer seen" : reason);
    if (!exchange.detailed()) {
      Finding named = bare.withFacts(Map.of("http.host", host(requests)));
      Outcome became = HttpUpgrade.of(exchange, requests, answers, named);
      return became == null ? named.match() : became;
    }
    String kind = HttpKind.of(requests, answers, exchange.server().bytes());
    Finding finding =
        bare.withFacts(facts(requests, answers, kind))
            .withCredentialsIf(requests.heads().stream().anyMatch(HttpCredentials::inClear));
    Outcome became = HttpUpgrade.of(exchange, requests, answers, finding);
    if (became != null) {
      return became;
    }
    return HttpKind.isStore(kind)
        ? finding.withAuthentication(authentication(exchange, requests, answers)).match()
        : finding.match();
  }

  private static String host(HttpMessages requests) {
    return requests.heads().isEmpty() ? "" : requests.heads().get(0).value("host");
  }

  private static Authentication authentication(
      Exchange exchange, HttpMessages requests, HttpMessages answers) {
    if (requests.heads().stream().anyMatch(HttpCredentials::any)) {
      return Authentication.SEEN;
    }
    boolean served = answers.heads().stream().anyMatch(answer -> answer.status() / 100 == 2);
    return served && !exchange.midStream() ? Authentication.NONE_SEEN : Authentication.NOT_LOOKED;
  }

  private static Map<String, String> facts(
      HttpMessages requests, HttpMessages answers, String kind) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("http.kind", kind);
    if (!answers.heads().isEmpty()) {
      facts.put("http.server", answers.heads().get(0).value("server"));
    }
    if (!requests.heads().isEmpty()) {
      HttpHead first = requests.heads().get(0);
      facts.put("http.host", host(requests));
      facts.put("http.client", first.lower("user-agent").startsWith(KUBELET) ? KUBELET : "");
      facts.put("http.upgrade", first.value("upgrade"));
      facts.put("http.connect", first.by("CONNECT") ? first.target() : "");
    }
    return facts;
  }
}
