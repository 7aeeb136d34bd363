package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.flow.Half;
import dev.netgen.model.graph.Encryption;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the classifier says when no detector speaks, and what leaves the payload. */
final class ClassifierTest {
  private static final Classifier CLASSIFIER = new Classifier();

  @Test
  void noPayloadIsNone() {
    Verdict verdict = CLASSIFIER.classify(Flows.tcp(RecordedExchange.texts()));

    assertThat(verdict.encryption()).isEqualTo(Encryption.NONE);
    assertThat(verdict.protocol()).isEmpty();
  }

  @Test
  void payloadOfWhichNothingIsKeptIsOpaque() {
    Half half = Flows.half(new byte[0], true, false);
    Flow flow = Flows.flow(Flows.TCP, half, half, Flow.Initiator.UNKNOWN);

    assertThat(CLASSIFIER.classify(flow).encryption()).isEqualTo(Encryption.OPAQUE);
  }

  @Test
  void unknownTextIsOpaqueWithItsShareAndNotItsText() {
    Verdict verdict =
        CLASSIFIER.classify(
            Flows.tcp(RecordedExchange.texts("swordfish!\n", "\1\2\3\4\5\6\7\10\16\17\20")));

    assertThat(verdict.encryption()).isEqualTo(Encryption.OPAQUE);
    assertThat(verdict.reason())
        .isEqualTo("payload not recognised, about 50 % of its first bytes printable");
  }

  @Test
  void whatIsCutShortIsNamed() {
    Verdict verdict =
        CLASSIFIER.classify(
            Flows.cut("*1\r\n$4\r\nPI".getBytes(StandardCharsets.US_ASCII), new byte[0]));

    assertThat(verdict.reason()).contains("; cut short for ").contains("redis: first command cut");
  }

  @Test
  void otherTransportsAreOpaque() {
    Half half = Flows.half(new byte[] {1, 2, 3}, true, true);

    assertThat(
            CLASSIFIER.classify(Flows.flow(132, half, half, Flow.Initiator.UNKNOWN)).encryption())
        .isEqualTo(Encryption.OPAQUE);
  }

  @Test
  void factsOfRealExchanges() {
    assertThat(facts("https-h2-tls13"))
        .isEqualTo(
            Map.of(
                "tls.version", "1.3",
                "tls.sni", "shop.example",
                "tls.alpn", "h2,http/1.1",
                "tls.suite", "TLS_AES_256_GCM_SHA384",
                "tls.group", "x25519",
                "tls.resumed", "no",
                "tls.client_certificate", "unknown",
                "tls.ja4", "t13d3112h2_e8f1e7e78f70_b26ce05bbdd6"));
    assertThat(facts("https-http11-tls12"))
        .containsEntry("tls.version", "1.2")
        .containsEntry("tls.alpn", "http/1.1");
    assertThat(facts("tls-13")).doesNotContainKey("tls.sni").containsEntry("tls.version", "1.3");
    assertThat(facts("http-upgrade")).containsEntry("http.upgrade", "websocket");
    assertThat(facts("amqp-publish")).isEqualTo(Map.of("amqp.mechanism", "PLAIN"));
    assertThat(facts("postgresql-cleartext-password"))
        .isEqualTo(
            Map.of(
                "authentication", "seen",
                "postgresql.auth", "cleartext password",
                "postgresql.version", "15.18 (Debian 15.18-0+deb12u1)"));
    assertThat(facts("postgresql-md5")).containsEntry("postgresql.auth", "md5");
    assertThat(facts("postgresql-scram")).containsEntry("postgresql.auth", "scram");
    assertThat(facts("postgresql-trust"))
        .containsEntry("postgresql.auth", "none asked")
        .containsEntry("authentication", "none seen");
  }

  @Test
  void alertToASilentClientIsTlsAndNotEncrypted() {
    Verdict verdict = CLASSIFIER.classify(Flows.tcp(RecordedExchange.hexes("", "15030300020232")));

    assertThat(verdict.protocol()).isEqualTo("tls");
    assertThat(verdict.encryption()).isEqualTo(Encryption.OPAQUE);
    assertThat(verdict.server()).isEqualTo(Verdict.Side.B);
  }

  @Test
  void connectIsNoted() {
    Verdict verdict =
        CLASSIFIER.classify(
            Flows.tcp(
                RecordedExchange.texts(
                    "CONNECT pay.example:443 HTTP/1.1\r\nProxy-Authorization: Basic eA==\r\n\r\n",
                    "HTTP/1.1 200 OK\r\n\r\n")));

    assertThat(verdict.facts()).containsEntry("http.connect", "pay.example:443");
    assertThat(verdict.notes()).hasSize(1);
  }

  @Test
  void factsAreBoundedAndCleaned() {
    String host = "a\33[31m\u00e9" + "x".repeat(400);
    Verdict verdict =
        CLASSIFIER.classify(
            Flows.tcp(RecordedExchange.texts("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n", "")));

    assertThat(verdict.facts().get("http.host")).startsWith("a_[31m_xx").hasSize(256);
  }

  private static Map<String, String> facts(String name) {
    return CLASSIFIER.classify(Flows.tcp(RecordedExchange.named(name))).facts();
  }
}
