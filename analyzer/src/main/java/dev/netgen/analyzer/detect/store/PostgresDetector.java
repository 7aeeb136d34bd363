package dev.netgen.analyzer.detect.store;

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
 * PostgreSQL's protocol 3 ("Frontend/Backend Protocol" in its documentation): start-up message or a
 * request for encryption first; mid-stream by typed messages that chain in both directions.
 *
 * <pre>
 * SSLRequest     00 00 00 08 04 D2 16 2F   answered by one byte: S, N, or an error message
 * GSSENCRequest  00 00 00 08 04 D2 16 30   answered by G, N
 * CancelRequest  00 00 00 10 04 D2 16 2E pid key
 * start-up       length, 00 03 00 0x, name NUL value NUL ... NUL
 * </pre>
 */
public final class PostgresDetector implements Detector {
  private static final String NAME = "postgresql";
  private static final long CANCEL = 80_877_102;
  private static final long SSL = 80_877_103;
  private static final long GSS = 80_877_104;
  private static final int REQUEST_LENGTH = 8;
  private static final int MAX_REQUESTS = 3;
  private static final int MAX_CANCEL = 12 + 256;
  private static final int MAX_STARTUP = 10_000;

  @Override
  public Card card() {
    return Card.of(
            "postgresql",
            "PostgreSQL protocol 3",
            "PostgreSQL documentation, Frontend/Backend Protocol")
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
    return client == 0; // of a length below 2^24
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Outcome outcome = fromStart(exchange, MAX_REQUESTS, "");
    boolean undecided = !(outcome instanceof Outcome.Match);
    return undecided && exchange.midStream() ? PostgresFraming.detect(exchange) : outcome;
  }

  private static Outcome fromStart(Exchange exchange, int requestsLeft, String refused) {
    Bytes client = exchange.client().bytes();
    if (!client.has(0, REQUEST_LENGTH)) {
      return refused.isEmpty() ? short8(client) : refusedAndOver(exchange);
    }
    long length = client.u32(0);
    long code = client.u32(4);
    if (length == REQUEST_LENGTH && (code == SSL || code == GSS)) {
      return requestsLeft == 0
          ? Outcome.no("too many requests for encryption")
          : answered(exchange, code, requestsLeft);
    }
    if (length >= 2 * REQUEST_LENGTH && length <= MAX_CANCEL && code == CANCEL) {
      return Finding.plaintext(NAME, "CancelRequest in clear").match();
    }
    boolean version3 = code >>> 16 == 3 && (code & 0xFFFF) <= 2;
    return version3 && length > REQUEST_LENGTH && length <= MAX_STARTUP
        ? startup(exchange, (int) length, refused)
        : Outcome.no("no start-up message");
  }

  private static Outcome refusedAndOver(Exchange exchange) {
    String reason = "encryption refused, nothing said afterwards";
    boolean over = exchange.client().bytes().isEmpty() && exchange.client().complete();
    return over ? Finding.plaintext(NAME, reason).match() : opaque(reason, Map.of());
  }

  private static Outcome short8(Bytes client) {
    boolean possible = !client.isEmpty() && client.u8(0) == 0;
    return possible || client.isEmpty()
        ? Outcome.needMore("start-up message cut")
        : Outcome.no("no start-up message");
  }

  private static Outcome answered(Exchange exchange, long code, int requestsLeft) {
    String request = code == SSL ? "SSLRequest" : "GSSENCRequest";
    Bytes server = exchange.server().bytes();
    if (server.isEmpty()) {
      return opaque(request + " without an answer", Map.of());
    }
    Exchange rest = new Exchange(exchange.client().from(REQUEST_LENGTH), exchange.server().from(1));
    return switch (server.u8(0)) {
      case 'S' ->
          code == SSL
              ? Upgrade.toTls(NAME, "SSLRequest agreed", rest).match()
              : Outcome.no("GSSENCRequest answered S");
      case 'G' ->
          code == GSS ? PostgresGss.detect(rest).match() : Outcome.no("SSLRequest answered G");
      case 'N' -> fromStart(rest, requestsLeft - 1, request + " refused, ");
      case 'E' -> Finding.plaintext(NAME, request + " answered by an error in clear").match();
      default -> Outcome.no(request + " answered by none of S, N, G, E");
    };
  }

  private static Outcome startup(Exchange exchange, int length, String refused) {
    Bytes client = exchange.client().bytes();
    if (!client.has(0, length)) {
      return refused.isEmpty()
          ? Outcome.needMore("start-up message cut")
          : opaque(refused + "start-up message cut", Map.of());
    }
    if (!client.slice(8, length - 8).startsWith("user\0")
        && client.find("\0user\0", 8, length) < 0) {
      return Outcome.no("start-up message without a user");
    }
    if (client.u8(length - 1) != 0) {
      return Outcome.no("start-up message not ended by NUL");
    }
    return authenticated(exchange, length, refused);
  }

  private static Outcome authenticated(Exchange exchange, int length, String refused) {
    PostgresMessages server = PostgresMessages.fromServer(exchange.server().bytes());
    boolean answered = !exchange.server().bytes().isEmpty();
    if (answered && server.messages().isEmpty() && !server.clean()) {
      return Outcome.no("start-up message answered by no message");
    }
    Bytes client = exchange.client().bytes();
    PostgresAuthentication method = PostgresAuthentication.asked(server);
    boolean sent =
        PostgresMessages.fromClient(client.from(length)).messages().stream()
            .findFirst()
            .map(message -> message.type() == 'p')
            .orElse(false);
    Map<String, String> facts = new TreeMap<>();
    facts.put("postgresql.auth", method.word());
    facts.put("postgresql.version", PostgresParameters.version(server));
    facts.put("postgresql.use", PostgresParameters.use(client.slice(8, length - 8)));
    Finding finding =
        Finding.plaintext(NAME, refused + "start-up message in clear")
            .withFacts(facts)
            .withCredentialsIf(sent && method == PostgresAuthentication.CLEARTEXT_PASSWORD);
    boolean failed = !server.messages().isEmpty() && server.messages().get(0).type() == 'E';
    return (failed ? finding : finding.withAuthentication(method.seen())).match();
  }

  private static Outcome opaque(String reason, Map<String, String> facts) {
    return Finding.of(NAME, Encryption.OPAQUE, reason).withFacts(facts).match();
  }
}
