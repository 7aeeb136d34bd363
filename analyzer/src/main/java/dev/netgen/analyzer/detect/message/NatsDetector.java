package dev.netgen.analyzer.detect.message;

import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.tls.Upgrade;
import dev.netgen.model.graph.Encryption;
import java.util.Map;
import java.util.TreeMap;

/**
 * NATS: the server tells of itself in a line of JSON, the client connects in another, or goes on in
 * TLS; mid-stream by lines of both sides.
 */
public final class NatsDetector implements Detector {
  private static final String NAME = "nats";
  private static final String INFO = "INFO {";
  private static final int LONGEST = 1 << 15;

  @Override
  public Card card() {
    return Card.of(NAME, "NATS client protocol", "NATS documentation, Client Protocol")
        .tells(
            Ability.ROLES,
            Ability.MID_STREAM,
            Ability.UPGRADE,
            Ability.CREDENTIALS,
            Ability.NO_AUTHENTICATION);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes server = exchange.server().bytes();
    if (exchange.server().fromStart() && !server.isEmpty() && server.u8(0) == 'I') {
      return greeted(exchange);
    }
    return exchange.midStream() ? NatsLines.midStream(exchange) : Outcome.no("no INFO");
  }

  private static Outcome greeted(Exchange exchange) {
    Bytes server = exchange.server().bytes();
    if (!server.mayStartWith(INFO)) {
      return Outcome.no("no INFO");
    }
    int lf = server.indexOf('\n', 0, LONGEST);
    if (lf < 0) {
      return infoCut(exchange);
    }
    Bytes info = server.slice(0, lf);
    if (info.find("\"server_id\"", 0, lf) < 0) {
      return Outcome.no("no INFO");
    }
    Map<String, String> facts =
        new TreeMap<>(Map.of("nats.version", NatsLines.text(info, "version")));
    Bytes client = exchange.client().bytes();
    if (client.isEmpty()) {
      boolean over = exchange.client().complete() && exchange.server().complete();
      return over
          ? Finding.plaintext(NAME, "INFO, nothing said to it").withFacts(facts).match()
          : Finding.of(NAME, Encryption.OPAQUE, "INFO, client not kept").withFacts(facts).match();
    }
    if (client.u8(0) == 0x16) {
      return upgraded(exchange, lf + 1, facts);
    }
    if (!NatsLines.isLine(client)) {
      return client.length() < 8
          ? Finding.of(NAME, Encryption.OPAQUE, "INFO, client cut").withFacts(facts).match()
          : Outcome.no("INFO not answered by a NATS line");
    }
    return connected(exchange, info, facts);
  }

  /** By the snap length, while the client goes on in clear. */
  private static Outcome infoCut(Exchange exchange) {
    Bytes server = exchange.server().bytes();
    boolean cut = !exchange.server().complete() && server.find("\"server_id\"", 0, LONGEST) > 0;
    return cut && NatsLines.isLine(exchange.client().bytes())
        ? Finding.plaintext(NAME, "INFO cut, lines in clear")
            .withAuthentication(Authentication.NOT_LOOKED)
            .match()
        : Outcome.needMore("INFO cut");
  }

  private static Outcome upgraded(Exchange exchange, int info, Map<String, String> facts) {
    Exchange rest = new Exchange(exchange.client(), exchange.server().from(info));
    Finding finding = Upgrade.toTls(NAME, "INFO", rest);
    facts.putAll(finding.facts());
    return finding.withFacts(facts).match();
  }

  private static Outcome connected(Exchange exchange, Bytes info, Map<String, String> facts) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    int lf = client.indexOf('\n', 0, LONGEST);
    Bytes connect = lf < 0 || !client.startsWith("CONNECT") ? Bytes.EMPTY : client.slice(0, lf);
    boolean secret = NatsLines.has(connect, "pass") || NatsLines.has(connect, "auth_token");
    boolean signed = NatsLines.has(connect, "jwt") || NatsLines.has(connect, "nkey");
    facts.put("nats.client", NatsLines.text(connect, "lang"));
    boolean offered = NatsLines.isTrue(info, "tls_available");
    Finding finding =
        Finding.plaintext(NAME, offered ? "lines in clear, TLS offered" : "lines in clear")
            .withFacts(facts)
            .withCredentialsIf(secret);
    int afterInfo = info.length() + 1;
    if (secret || signed) {
      return finding.withAuthentication(Authentication.SEEN).match();
    }
    if (server.find("-ERR 'Auth", afterInfo, server.length()) >= 0
        || NatsLines.isTrue(info, "auth_required")) {
      return finding.match();
    }
    boolean served =
        server.at(afterInfo, "PONG")
            || server.at(afterInfo, "+OK")
            || server.at(afterInfo, "MSG ")
            || server.at(afterInfo, "PING");
    Authentication seen = served ? Authentication.NONE_SEEN : Authentication.NOT_LOOKED;
    return finding.withAuthentication(seen).match();
  }
}
