package dev.netgen.analyzer.detect.chat;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.analyzer.detect.text.Sasl;
import dev.netgen.analyzer.detect.tls.Upgrade;
import dev.netgen.model.graph.Encryption;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * XMPP between clients and servers and among servers (RFC 6120): a stream's header in XML; TLS
 * after {@code proceed}.
 */
public final class XmppDetector implements Detector {
  private static final String NAME = "xmpp";
  private static final String STREAMS = "http://etherx.jabber.org/streams";
  private static final int HEAD = 2048;
  private static final Pattern AUTH =
      Pattern.compile("<auth\\s[^>]*mechanism\\s*=\\s*['\"]([A-Z0-9_-]{1,20})['\"][^>]*>[^<]");
  private static final Pattern PASSWORD = Pattern.compile("<password>[^<]");
  private static final String CLEAR = "XMPP stream in clear";

  @Override
  public Card card() {
    return Card.of(NAME, "XMPP", "RFC 6120, RFC 7590")
        .tells(Ability.ROLES, Ability.UPGRADE, Ability.CREDENTIALS, Ability.KINDS);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (no(exchange.client()) || no(exchange.server())) {
      return Outcome.no("no XML first");
    }
    if (client.isEmpty()) {
      return Outcome.needMore("no header of the client");
    }
    if (!header(client)) {
      return client.length() < HEAD
          ? Outcome.needMore("no header of a stream yet")
          : Outcome.no("no header of a stream");
    }
    return server.isEmpty() || header(server)
        ? judge(exchange)
        : Outcome.needMore("no header of the server yet");
  }

  private static boolean no(Speech speech) {
    Bytes bytes = speech.bytes();
    if (bytes.isEmpty()) {
      return false;
    }
    return !speech.fromStart() || !(bytes.mayStartWith("<?xml") || bytes.mayStartWith("<stream:"));
  }

  private static boolean header(Bytes bytes) {
    int limit = Math.min(HEAD, bytes.length());
    int start = bytes.find("<stream:stream", 0, limit);
    return start >= 0 && bytes.find(STREAMS, start, limit) >= 0;
  }

  private static Outcome judge(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    int asked = element(client, "<starttls", 0);
    Finding finding = asked < 0 ? clear(exchange) : asked(exchange, asked);
    String kind =
        client.find("jabber:server", 0, Math.min(HEAD, client.length())) >= 0 ? "server" : "client";
    TreeMap<String, String> facts = new TreeMap<>(finding.facts());
    facts.put("xmpp.kind", kind);
    return finding
        .withFacts(facts)
        .withCredentialsIf(credentials(client.text(0, client.length())))
        .match();
  }

  private static Finding clear(Exchange exchange) {
    Bytes server = exchange.server().bytes();
    boolean offered = server.find("<starttls", 0, server.length()) >= 0;
    return Finding.plaintext(NAME, offered ? "STARTTLS offered and not taken, " + CLEAR : CLEAR);
  }

  private static Finding asked(Exchange exchange, int clientFrom) {
    Bytes server = exchange.server().bytes();
    int serverFrom = element(server, "<proceed", 0);
    if (serverFrom >= 0) {
      return Upgrade.toTls(
          NAME,
          "STARTTLS agreed",
          new Exchange(exchange.client().from(clientFrom), exchange.server().from(serverFrom)));
    }
    return server.find("<failure", 0, server.length()) >= 0
        ? Finding.plaintext(NAME, "STARTTLS refused, " + CLEAR)
        : Finding.of(NAME, Encryption.OPAQUE, "STARTTLS without an answer");
  }

  /** The offset behind this empty element, or -1. */
  private static int element(Bytes bytes, String name, int from) {
    int start = bytes.find(name, from, bytes.length());
    int end = start < 0 ? -1 : bytes.find(">", start, bytes.length());
    if (end < 0) {
      return -1;
    }
    if (bytes.u8(end - 1) == '/') {
      return end + 1;
    }
    int close = bytes.find(">", end + 1, bytes.length());
    return close < 0 || bytes.u8(end + 1) != '<' ? -1 : close + 1;
  }

  private static boolean credentials(String text) {
    Matcher auth = AUTH.matcher(text);
    while (auth.find()) {
      if (Sasl.inClear(auth.group(1))) {
        return true;
      }
    }
    return PASSWORD.matcher(text).find();
  }
}
