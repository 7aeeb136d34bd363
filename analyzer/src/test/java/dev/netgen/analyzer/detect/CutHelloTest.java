package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.Bytes;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.flow.Half;
import dev.netgen.model.graph.Encryption;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packets cut to a snap length: of the hellos the beginning, and how long the streams were. */
final class CutHelloTest {
  private static final Classifier CLASSIFIER = new Classifier();
  private static final int HEADER = 5;

  /** What a client sends behind its hello that does not like what it was answered. */
  private static final int ALERT = 6 + 24;

  private static final int FINISHED = 6 + 58;

  @ParameterizedTest(name = "{0}, {1} and {2} bytes kept, {3} more sent")
  @CsvSource({
    "tls-13, 190, 190, 64, ENCRYPTED, 'TLS 1.3 handshake, its ClientHello cut, gone on with by both sides'",
    "tls-13, 60, 190, 64, ENCRYPTED, 'TLS 1.3 handshake, its ClientHello cut, gone on with by both sides'",
    "tls-13, 190, 190, 30, OPAQUE, TLS 1.3 handshake cut",
    "tls-13, 190, 190, 0, OPAQUE, TLS 1.3 handshake cut",
    "tls-13, 190, 42, 64, OPAQUE, TLS hellos cut",
    "tls-13, 190, 0, 64, OPAQUE, TLS ClientHello cut",
    "tls-13, 11, 42, 64, OPAQUE, TLS hellos cut",
    "tls-12, 100, 190, 4000, OPAQUE, TLS 1.2 handshake cut",
    "tls-null, 60, 190, 4000, OPAQUE, TLS 1.2 handshake cut",
  })
  void cut(String name, int client, int server, int more, Encryption encryption, String reason) {
    RecordedExchange exchange = RecordedExchange.named(name);
    Verdict verdict =
        classify(
            cut(exchange.said(true), client, hello(exchange) + more),
            cut(exchange.said(false), server, exchange.said(false).length));
    assertThat(verdict.reason()).isEqualTo(reason);
    assertThat(verdict.encryption()).isEqualTo(encryption);
    assertThat(verdict.protocol()).isEqualTo("tls");
    assertThat(verdict.server()).isEqualTo(Verdict.Side.B);
  }

  /** A server that resumes a session changes ciphers behind its hello; the client then finishes. */
  @ParameterizedTest
  @CsvSource({"43, ENCRYPTED", "42, OPAQUE", "7, OPAQUE"})
  void resumed(int more, Encryption encryption) {
    RecordedExchange exchange = RecordedExchange.named("tls-12");
    byte[] server = exchange.said(false);
    byte[] hello = Arrays.copyOf(server, HEADER + ((server[3] & 0xFF) << 8) + (server[4] & 0xFF));
    byte[] finished = Bytes.concat(RecordedExchange.hex("140303000101 1603030028"), new byte[40]);
    Verdict verdict =
        classify(
            cut(exchange.said(true), 100, hello(exchange) + more),
            cut(Bytes.concat(hello, finished), 190, 5000));
    assertThat(verdict.encryption()).isEqualTo(encryption);
    assertThat(verdict.protocol()).isEqualTo("tls");
  }

  /** Nothing is told of the name, of which the part that was cut may say that it is a decoy. */
  @Test
  void tellsWhatTheServersHelloShows() {
    RecordedExchange exchange = RecordedExchange.named("tls-13");
    Verdict verdict =
        classify(
            cut(exchange.said(true), 190, hello(exchange) + FINISHED),
            cut(exchange.said(false), 190, 5000));
    assertThat(verdict.facts())
        .containsEntry("tls.version", "1.3")
        .containsEntry("tls.client_certificate", "unknown")
        .containsKey("tls.suite")
        .doesNotContainKeys("tls.sni", "tls.outer_sni", "tls.resumed", "tls.ja4");
  }

  /** One thing is not as in a hello, and it is none. */
  @ParameterizedTest(name = "byte {0} is {1}")
  @CsvSource({"1, 4", "3, 255", "5, 2", "6, 1", "9, 2", "10, 9"})
  void isNoHello(int at, int value) {
    RecordedExchange exchange = RecordedExchange.named("tls-13");
    byte[] hello = Arrays.copyOf(exchange.said(true), 190);
    hello[at] = (byte) value;
    Half client = cut(hello, 190, hello(exchange) + FINISHED);
    Verdict verdict = classify(client, cut(exchange.said(false), 190, 5000));
    assertThat(verdict.encryption()).isEqualTo(Encryption.OPAQUE);
    assertThat(verdict.protocol()).isEmpty();
  }

  @Test
  void anotherAnswerIsSaid() {
    RecordedExchange exchange = RecordedExchange.named("tls-13");
    Verdict verdict =
        classify(
            cut(exchange.said(true), 190, hello(exchange) + ALERT),
            cut("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII), 100, 28));
    assertThat(verdict.encryption()).isNotEqualTo(Encryption.ENCRYPTED);
  }

  /** What both sides agreed on in clear comes true all the same. */
  @Test
  void upgraded() {
    RecordedExchange exchange = RecordedExchange.named("tls-13");
    byte[] client =
        Bytes.concat(new byte[] {0, 0, 0, 8, 4, (byte) 0xD2, 22, 47}, exchange.said(true));
    byte[] server = Bytes.concat(new byte[] {'S'}, exchange.said(false));
    Verdict verdict =
        classify(cut(client, 190, 8 + hello(exchange) + FINISHED), cut(server, 190, server.length));
    assertThat(verdict.protocol()).isEqualTo("postgresql");
    assertThat(verdict.encryption()).isEqualTo(Encryption.UPGRADED);
  }

  private static int hello(RecordedExchange exchange) {
    byte[] said = exchange.said(true);
    return HEADER + ((said[3] & 0xFF) << 8) + (said[4] & 0xFF);
  }

  private static Half cut(byte[] said, int kept, long length) {
    byte[] prefix = Arrays.copyOf(said, Math.min(kept, said.length));
    int flags = Half.ACK | Half.PSH;
    return new Half(
        3,
        length,
        prefix,
        prefix.length,
        true,
        false,
        flags,
        1,
        0,
        new int[0],
        new int[0],
        1 + length,
        length,
        0);
  }

  private static Verdict classify(Half client, Half server) {
    return CLASSIFIER.classify(
        Flows.flow(Flows.TCP, client, server, Flow.Initiator.A_BY_HANDSHAKE));
  }
}
