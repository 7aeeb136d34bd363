package dev.netgen.analyzer.detect.web;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.0 and HTTP/1.1 (RFC 9112): a request line, a status line, or both. Mid-stream a message's
 * start is taken up behind an empty line, and then both directions must show one.
 */
public final class HttpDetector implements Detector {
  private static final int MAX_REQUESTS = 64;
  private static final int MAX_START_LINE = 16_384;

  @Override
  public Card card() {
    return Card.of("http", "HTTP/1", "RFC 9112")
        .tells(Ability.ROLES, Ability.MID_STREAM, Ability.CREDENTIALS);
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
    if (request == null && status == null) {
      return exchange.midStream() ? midStream(exchange) : without(client);
    }
    if (request == null) {
      return answerOnly(exchange, status);
    }
    return server.isEmpty() || server.mayStartWith("HTTP/1.") || !exchange.server().fromStart()
        ? found(requests(client, request), status)
        : Outcome.no("request line not answered by a status line");
  }

  /**
   * A status line alone: the client's bytes were not seen, began before the capture, or are text
   * that is no request line and was answered as one.
   */
  private static Outcome answerOnly(Exchange exchange, @Nullable HttpHead status) {
    Speech client = exchange.client();
    if (client.isEmpty()) {
      return client.complete()
          ? found(List.of(), status)
          : Outcome.needMore("status line, request not kept");
    }
    boolean readable = client.bytes().printable() == client.bytes().length();
    boolean answered = status != null && status.anyField() && client.bytes().length() > 3;
    return client.fromStart() && !(readable && answered)
        ? Outcome.no("status line without a request line")
        : found(List.of(), status);
  }

  private static Outcome without(Bytes client) {
    if (client.find("\n", 0, client.length()) >= 0 || client.length() > MAX_START_LINE) {
      return Outcome.no("first line is no request line");
    }
    for (int i = 0; i < Math.min(client.length(), 3); i++) {
      if (client.u8(i) < 'A' || client.u8(i) > 'Z') {
        return Outcome.no("no method first");
      }
    }
    return Outcome.needMore("request line cut");
  }

  private static Outcome midStream(Exchange exchange) {
    int client = messageAfterEmptyLine(exchange.client());
    int server = messageAfterEmptyLine(exchange.server());
    if (client < 0 || server < 0) {
      return Outcome.no("no message starts in both directions");
    }
    HttpHead status = HttpHead.read(exchange.server().bytes(), server);
    HttpHead request = HttpHead.read(exchange.client().bytes(), client);
    return status == null || status.isRequest() || request == null || !request.isRequest()
        ? Outcome.no("no request and status line")
        : found(requests(exchange.client().bytes(), request), status);
  }

  private static int messageAfterEmptyLine(Speech speech) {
    Bytes bytes = speech.bytes();
    int at = bytes.find("\r\n\r\n", 0, bytes.length());
    while (at >= 0 && HttpHead.read(bytes, at + 4) == null) {
      at = bytes.find("\r\n\r\n", at + 1, bytes.length());
    }
    return at < 0 ? -1 : at + 4;
  }

  /** The heads of this request and those after it, as far as their bodies' lengths are told. */
  private static List<HttpHead> requests(Bytes client, HttpHead first) {
    List<HttpHead> heads = new ArrayList<>();
    HttpHead head = first;
    while (head != null && head.isRequest()) {
      heads.add(head);
      long next = head.end() + head.bodyLength();
      boolean told = head.end() >= 0 && head.bodyLength() >= 0 && heads.size() < MAX_REQUESTS;
      head = told && client.has(next, 1) ? HttpHead.read(client, (int) next) : null;
    }
    return heads;
  }

  private static Outcome found(List<HttpHead> requests, @Nullable HttpHead status) {
    boolean credentials = false;
    for (HttpHead request : requests) {
      credentials |= request.credentials();
    }
    String reason = requests.isEmpty() ? "HTTP/1 status line" : "HTTP/1 request line";
    return Finding.plaintext("http", status == null ? reason + ", no answer seen" : reason)
        .withFacts(facts(requests))
        .withCredentialsIf(credentials)
        .match();
  }

  private static Map<String, String> facts(List<HttpHead> requests) {
    if (requests.isEmpty()) {
      return Map.of();
    }
    HttpHead first = requests.get(0);
    return Map.of(
        "http.host", first.host(),
        "http.upgrade", first.upgrade(),
        "http.connect", first.connects() ? first.target() : "");
  }
}
