package dev.netgen.analyzer.detect;

import static dev.netgen.model.graph.Encryption.ENCRYPTED;
import static dev.netgen.model.graph.Encryption.NONE;
import static dev.netgen.model.graph.Encryption.OPAQUE;
import static dev.netgen.model.graph.Encryption.PLAINTEXT;
import static dev.netgen.model.graph.Encryption.UPGRADED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.flow.Flow;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.LinkNote;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded exchange of a real server: whole, cut anywhere, joined anywhere, seen from B. */
final class RecordedExchangesTest {
  private static final Classifier CLASSIFIER = new Classifier();
  private static final boolean CREDENTIALS = true;

  /** Where nobody authenticated. */
  private static final Set<String> OPEN = Set.of("postgresql-trust");

  private static Stream<Arguments> exchanges() {
    return Stream.of(
        of("redis-auth", "redis", PLAINTEXT, CREDENTIALS, "command array and reply"),
        of("redis-hello-auth", "redis", PLAINTEXT, CREDENTIALS, "command array and reply"),
        of("redis-hello-in-one", "redis", PLAINTEXT, CREDENTIALS, "command array and reply"),
        of("redis-inline", "redis", PLAINTEXT, CREDENTIALS, "inline command and reply"),
        of("redis-no-auth", "redis", PLAINTEXT, !CREDENTIALS, "command array and reply"),
        of(
            "postgresql-cleartext-password",
            "postgresql",
            PLAINTEXT,
            CREDENTIALS,
            "start-up message in clear"),
        of("postgresql-md5", "postgresql", PLAINTEXT, !CREDENTIALS, "start-up message in clear"),
        of("postgresql-scram", "postgresql", PLAINTEXT, !CREDENTIALS, "start-up message in clear"),
        of("postgresql-trust", "postgresql", PLAINTEXT, !CREDENTIALS, "start-up message in clear"),
        of(
            "postgresql-refused",
            "postgresql",
            PLAINTEXT,
            !CREDENTIALS,
            "SSLRequest refused, start-up message in clear"),
        of(
            "postgresql-upgraded",
            "postgresql",
            UPGRADED,
            !CREDENTIALS,
            "SSLRequest agreed, then TLS 1.3 handshake completed"),
        of(
            "postgresql-upgrade-failed",
            "postgresql",
            OPAQUE,
            !CREDENTIALS,
            "SSLRequest agreed, then TLS handshake failed, alert 48"),
        of("http-get", "http", PLAINTEXT, !CREDENTIALS, "HTTP/1 request line"),
        of("http-basic", "http", PLAINTEXT, CREDENTIALS, "HTTP/1 request line"),
        of("http-bearer-second", "http", PLAINTEXT, CREDENTIALS, "HTTP/1 request line"),
        of("http-upgrade", "http", PLAINTEXT, !CREDENTIALS, "HTTP/1 request line"),
        of("http-bad-request", "http", PLAINTEXT, !CREDENTIALS, "HTTP/1 status line"),
        of("https-h2-tls13", "https", ENCRYPTED, !CREDENTIALS, "TLS 1.3 handshake completed"),
        of("https-http11-tls12", "https", ENCRYPTED, !CREDENTIALS, "TLS 1.2 handshake completed"),
        of(
            "https-not-trusted-tls13",
            "tls",
            OPAQUE,
            !CREDENTIALS,
            "TLS handshake failed, alert 48"),
        of("https-not-trusted-tls12", "tls", NONE, !CREDENTIALS, "TLS handshake failed, alert 48"),
        of("tls-to-plain-port", "tls", OPAQUE, !CREDENTIALS, "TLS ClientHello not answered in TLS"),
        of("tls-10", "tls", ENCRYPTED, !CREDENTIALS, "TLS 1.0 handshake completed"),
        of("tls-11", "tls", ENCRYPTED, !CREDENTIALS, "TLS 1.1 handshake completed"),
        of("tls-12", "tls", ENCRYPTED, !CREDENTIALS, "TLS 1.2 handshake completed"),
        of("tls-13", "tls", ENCRYPTED, !CREDENTIALS, "TLS 1.3 handshake completed"),
        of("tls-13-retry", "tls", ENCRYPTED, !CREDENTIALS, "TLS 1.3 handshake completed"),
        of(
            "tls-null",
            "tls",
            PLAINTEXT,
            !CREDENTIALS,
            "TLS 1.2 with a NULL cipher suite: not encrypted"),
        of(
            "tls-anonymous",
            "tls",
            OPAQUE,
            !CREDENTIALS,
            "TLS 1.2 with an anonymous suite: nobody was authenticated"),
        of("tls-no-common-version", "tls", NONE, !CREDENTIALS, "TLS handshake failed, alert 80"),
        of("ssh", "ssh", ENCRYPTED, !CREDENTIALS, "SSH identification and new keys"),
        of("ssh-banners-only", "ssh", NONE, !CREDENTIALS, "SSH key exchange not seen to complete"),
        of("dns-tcp", "dns", PLAINTEXT, !CREDENTIALS, "DNS query"),
        of("amqp-publish", "amqp", PLAINTEXT, CREDENTIALS, "protocol header 0-9-1"),
        of("amqp-heartbeats", "amqp", PLAINTEXT, CREDENTIALS, "protocol header 0-9-1"));
  }

  private static Arguments of(
      String name, String protocol, Encryption encryption, boolean credentials, String reason) {
    return Arguments.of(name, protocol, encryption, credentials, reason);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("exchanges")
  void whole(
      String name, String protocol, Encryption encryption, boolean credentials, String reason) {
    Flow flow = Flows.tcp(RecordedExchange.named(name));
    Verdict verdict = CLASSIFIER.classify(flow);

    assertThat(verdict.protocol()).isEqualTo(protocol);
    assertThat(verdict.encryption()).isEqualTo(encryption);
    assertThat(verdict.reason()).isEqualTo(reason);
    assertThat(verdict.notes())
        .isEqualTo(
            credentials
                ? Set.of(LinkNote.CREDENTIALS_IN_CLEAR)
                : OPEN.contains(name) ? Set.of(LinkNote.NO_AUTHENTICATION) : Set.of());
    boolean roles = !protocol.isEmpty() && !name.equals("ssh-banners-only");
    assertThat(verdict.server()).isEqualTo(roles ? Verdict.Side.B : Verdict.Side.UNKNOWN);
    assertThat(verdict.toString())
        .doesNotContain("not-a-real-secret")
        .doesNotContain("c2hvcDpub3Q");
    Verdict fromB = CLASSIFIER.classify(Flows.swapped(flow));
    assertThat(fromB.encryption()).isEqualTo(encryption);
    assertThat(fromB.protocol()).isEqualTo(protocol);
    assertThat(fromB.facts()).isEqualTo(verdict.facts());
    assertThat(fromB.server()).isEqualTo(roles ? Verdict.Side.A : Verdict.Side.UNKNOWN);
  }

  /** Whatever is cut off the end, the answer is the same or weaker, never another. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("exchanges")
  void cutAnywhere(
      String name, String protocol, Encryption encryption, boolean credentials, String reason) {
    RecordedExchange exchange = RecordedExchange.named(name);
    byte[] client = exchange.said(true);
    byte[] server = exchange.said(false);
    for (int most = 0; most <= exchange.length(); most += most < 400 ? 1 : 13) {
      Flow inOrder = Flows.cut(exchange.first(most, true), exchange.first(most, false));
      assertSameOrWeaker(inOrder, protocol, encryption, "first " + most);
      Flow clientCut = Flows.cut(Arrays.copyOf(client, Math.min(most, client.length)), server);
      assertSameOrWeaker(clientCut, protocol, encryption, "client " + most);
      Flow serverCut = Flows.cut(client, Arrays.copyOf(server, Math.min(most, server.length)));
      assertSameOrWeaker(serverCut, protocol, encryption, "server " + most);
    }
  }

  /** Whenever the capture begins, the answer is the same or weaker, never another. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("exchanges")
  void joinedAnywhere(
      String name, String protocol, Encryption encryption, boolean credentials, String reason) {
    RecordedExchange exchange = RecordedExchange.named(name);
    for (int first = 1; first < exchange.parts().size(); first++) {
      Flow flow = Flows.midStream(exchange.without(first));
      Verdict verdict = CLASSIFIER.classify(flow);
      String told = "without " + first + ": " + verdict;
      if (name.equals("tls-to-plain-port")) {
        // Only the server's answer is left, and that is HTTP.
        assertThat(verdict.protocol()).as(told).isEqualTo("http");
      } else if (name.equals("tls-anonymous") && first > 1) {
        // Behind its ServerHello nothing tells an anonymous suite from another.
        assertThat(verdict.protocol()).as(told).isIn("", "tls");
      } else if (tlsInside(protocol)) {
        assertThat(verdict.protocol()).as(told).isIn("", "tls", protocol);
        assertThat(verdict.encryption()).as(told).isIn(OPAQUE, encryption, insideOf(encryption));
      } else {
        assertSameOrWeaker(flow, protocol, encryption, told);
      }
    }
  }

  private static boolean tlsInside(String protocol) {
    return Set.of("tls", "https", "postgresql").contains(protocol);
  }

  /** Joined behind its upgrade, an upgraded connection is an encrypted one. */
  private static Encryption insideOf(Encryption encryption) {
    return encryption == UPGRADED ? ENCRYPTED : encryption;
  }

  private static void assertSameOrWeaker(
      Flow flow, String protocol, Encryption encryption, String told) {
    Verdict verdict = CLASSIFIER.classify(flow);
    boolean same = verdict.protocol().equals(protocol) && verdict.encryption() == encryption;
    boolean begunTls = verdict.protocol().equals("tls") && tlsInside(protocol);
    boolean weaker =
        verdict.encryption() == OPAQUE
            && (verdict.protocol().isEmpty() || verdict.protocol().equals(protocol) || begunTls);
    assertThat(same || weaker).as("%s: %s", told, verdict).isTrue();
  }
}
