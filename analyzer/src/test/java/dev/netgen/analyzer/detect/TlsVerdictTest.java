package dev.netgen.analyzer.detect;

import static dev.netgen.model.graph.Encryption.ENCRYPTED;
import static dev.netgen.model.graph.Encryption.OPAQUE;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.Bytes;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.model.graph.Encryption;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** TLS in forms that no recorded server takes: other records, other ages, one direction. */
final class TlsVerdictTest {
  private static final Classifier CLASSIFIER = new Classifier();
  private static final byte[] NOTHING = new byte[0];

  /** A capture point that saw what one side sent and nothing else. */
  @ParameterizedTest
  @CsvSource({
    "tls-12, true, ENCRYPTED, 'TLS handshake completed, client''s direction only'",
    "tls-13, true, ENCRYPTED, 'TLS handshake completed, client''s direction only'",
    "tls-null, true, OPAQUE, TLS ClientHello without an answer",
    "tls-anonymous, true, OPAQUE, TLS ClientHello without an answer",
    "https-not-trusted-tls13, true, NONE, TLS ClientHello without an answer",
    "tls-12, false, ENCRYPTED, 'TLS 1.2 handshake completed, server''s direction only'",
    "tls-13, false, OPAQUE, 'TLS 1.3 ServerHello, server''s direction only'",
    "tls-null, false, PLAINTEXT, TLS 1.2 with a NULL cipher suite: not encrypted",
    "https-not-trusted-tls12, false, OPAQUE, 'TLS 1.2 ServerHello, server''s direction only'",
  })
  void oneDirection(String name, boolean client, Encryption encryption, String reason) {
    RecordedExchange exchange = RecordedExchange.named(name);
    byte[] said = exchange.said(client);
    Verdict verdict = classify(client ? said : NOTHING, client ? NOTHING : said);
    assertThat(verdict.reason()).isEqualTo(reason);
    assertThat(verdict.encryption()).isEqualTo(encryption);
    assertThat(verdict.server()).isEqualTo(Verdict.Side.B);
  }

  /** The hello in records of any length, and a warning before the answer. */
  @ParameterizedTest
  @CsvSource({"1", "2", "3", "7", "50", "500"})
  void recordsOfAnyLength(int length) {
    RecordedExchange exchange = RecordedExchange.named("tls-12");
    byte[] client = exchange.said(true);
    int end = 5 + ((client[3] & 0xFF) << 8) + (client[4] & 0xFF);
    ByteArrayOutputStream split = new ByteArrayOutputStream();
    for (int at = 5; at < end; at += length) {
      int count = Math.min(length, end - at);
      split.writeBytes(new byte[] {22, 3, 1, (byte) (count >> 8), (byte) count});
      split.write(client, at, count);
    }
    split.write(client, end, client.length - end);
    byte[] warned = Bytes.concat(RecordedExchange.hex("15030300020170"), exchange.said(false));

    Verdict whole = CLASSIFIER.classify(Flows.tcp(exchange));
    Verdict verdict = classify(split.toByteArray(), warned);
    assertThat(verdict.encryption()).isEqualTo(ENCRYPTED);
    assertThat(verdict.facts()).isEqualTo(whole.facts());
  }

  private static final String HELLO =
      "802b 01 0002 0012 0000 0010 010080 020080 030080 0700c0 050080 060040";
  private static final String CHALLENGE = "00112233445566778899aabbccddeeff";
  private static final String ANSWER = "801e 04 00 01 0002 0000 0003 0010 010080" + CHALLENGE;
  private static final String KEY = "8012 02 010080 0000 0008 0000 0102030405060708";
  private static final String EXPORT = "8012 02 020080 0000 0008 0000 0102030405060708";
  private static final String FINISHED = "8011 a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1";

  static Stream<Arguments> version2() {
    String hello = HELLO + CHALLENGE;
    String answer = ANSWER + FINISHED + FINISHED;
    return Stream.of(
        Arguments.of(hello + KEY + FINISHED, answer, ENCRYPTED, "SSL 2.0 handshake completed"),
        Arguments.of(
            hello + EXPORT + FINISHED,
            answer,
            OPAQUE,
            "SSL 2.0 with an export suite: its short keys protect nothing"),
        Arguments.of(hello + KEY, answer, OPAQUE, "SSL 2.0 handshake not seen to complete"),
        Arguments.of(
            hello + KEY + FINISHED,
            ANSWER + FINISHED,
            OPAQUE,
            "SSL 2.0 handshake not seen to complete"),
        Arguments.of(hello + FINISHED, answer, OPAQUE, "SSL 2.0 handshake not seen to complete"),
        Arguments.of(hello, "", OPAQUE, "TLS ClientHello without an answer"),
        Arguments.of(hello, "15030000020228", OPAQUE, "TLS handshake failed, alert 40"));
  }

  /** No packaged program speaks SSL 2.0 any more: written by its specification. */
  @ParameterizedTest
  @MethodSource("version2")
  void ssl2(String client, String server, Encryption encryption, String reason) {
    Verdict verdict = classify(RecordedExchange.hex(client), RecordedExchange.hex(server));
    assertThat(verdict.protocol()).isEqualTo("tls");
    assertThat(verdict.reason()).isEqualTo(reason);
    assertThat(verdict.encryption()).isEqualTo(encryption);
  }

  @ParameterizedTest
  @CsvSource({
    "802b 01 0004 0012 0000 0010",
    "802b 01 0002 0011 0000 0011",
    "802a 01 0002 0012 0000 0010",
    "802b 02 0002 0012 0000 0010",
    "802b 01 0002 0012 0001 000f",
  })
  void ssl2NearMisses(String head) {
    byte[] bytes = RecordedExchange.hex(HELLO + CHALLENGE);
    byte[] other = RecordedExchange.hex(head);
    System.arraycopy(other, 0, bytes, 0, other.length);
    assertThat(classify(bytes, RecordedExchange.hex(ANSWER)).protocol()).isEmpty();
  }

  /** A draft's ServerHello has neither session nor compression. */
  @Test
  void draftsOfTls13() {
    RecordedExchange exchange = RecordedExchange.named("tls-13");
    byte[] random = new byte[32];
    byte[] hello =
        Bytes.concat(
            RecordedExchange.hex("1603010034 02000030 7f12"),
            random,
            RecordedExchange.hex("1301 000a 0033 0006 001d 0002 0102"),
            RecordedExchange.hex("1703010004 01020304"));
    Verdict verdict = classify(exchange.said(true), hello);
    assertThat(verdict.reason()).isEqualTo("TLS 1.3 draft 18 handshake completed");
    assertThat(verdict.facts()).containsEntry("tls.group", "x25519");
  }

  @Test
  void certificatesAreJudgedAtTheFlowsTime() {
    RecordedExchange exchange = RecordedExchange.named("tls-12");
    Verdict verdict = CLASSIFIER.classify(Flows.tcp(exchange));
    assertThat(verdict.facts())
        .containsEntry("tls.certificate.valid", "unknown")
        .containsKeys("tls.certificate.subject", "tls.certificate.key");
  }

  @Test
  void anEncryptedHellosNameNamesNobody() {
    byte[] client = RecordedExchange.named("https-h2-tls13").said(true);
    int at = Bytes.indexOf(client, RecordedExchange.hex("00170000")); // extended_master_secret
    byte[] offered = Arrays.copyOf(client, client.length);
    offered[at] = (byte) 0xFE;
    offered[at + 1] = 0x0D;
    assertThat(classify(offered, NOTHING).facts())
        .containsEntry("tls.outer_sni", "shop.example")
        .doesNotContainKey("tls.sni");
  }

  private static Verdict classify(byte[] client, byte[] server) {
    Flow flow =
        Flows.flow(
            Flows.TCP,
            Flows.half(client, true, true),
            Flows.half(server, true, true),
            Flow.Initiator.A_BY_HANDSHAKE);
    return CLASSIFIER.classify(flow);
  }
}
