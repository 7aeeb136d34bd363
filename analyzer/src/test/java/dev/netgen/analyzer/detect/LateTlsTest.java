package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.BaseEncoding;
import com.google.common.primitives.Bytes;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.model.graph.Encryption;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS behind clear text that does not show the way into it. */
final class LateTlsTest {
  private static final byte[] NOTHING = new byte[0];

  private static byte[] hex(String text) {
    return BaseEncoding.base16().decode(text);
  }

  private static byte[] text(String text) {
    return text.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] record(int type, byte[] fragment) {
    byte[] header = {
      (byte) type, 3, 3, (byte) (fragment.length >> 8), (byte) fragment.length,
    };
    return Bytes.concat(header, fragment);
  }

  private static byte[] hello(int type, byte[] tail) {
    byte[] body = Bytes.concat(hex("0303"), new byte[33], tail);
    byte[] header = {(byte) type, 0, 0, (byte) body.length};
    return record(22, Bytes.concat(header, body));
  }

  /** A ClientHello of one suite, then a finished handshake and data. */
  private static byte[] client() {
    return Bytes.concat(hello(1, hex("0002C02F0100")), secured());
  }

  private static byte[] server() {
    return Bytes.concat(hello(2, hex("C02F00")), secured());
  }

  private static byte[] secured() {
    byte[] noise = new byte[40];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) (0x80 + 37 * i);
    }
    return Bytes.concat(
        record(20, new byte[] {1}), record(22, noise), record(23, noise), record(23, noise));
  }

  private static Verdict verdict(byte[] client, byte[] server) {
    Flow flow =
        Flows.flow(
            Flows.TCP,
            Flows.half(client, true, true),
            Flows.half(server, true, true),
            Flow.Initiator.UNKNOWN);
    Verdict verdict = new Classifier().classify(flow);
    Verdict other = new Classifier().classify(Flows.swapped(flow));
    assertThat(other.encryption()).isEqualTo(verdict.encryption());
    assertThat(other.protocol()).isEqualTo(verdict.protocol());
    return verdict;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'';220 appliance ready, TLS required|",
        "SECURE|;200 store|382 go on|",
        "\u0001\u0002begin|;\u0001\u0002go|",
      })
  void unknownProtocolThatTurnsToTlsIsUpgraded(String client, String server) {
    Verdict verdict =
        verdict(Bytes.concat(text(client), client()), Bytes.concat(text(server), server()));
    assertThat(verdict.protocol()).isEqualTo("tls");
    assertThat(verdict.encryption()).isEqualTo(Encryption.UPGRADED);
    assertThat(verdict.reason()).startsWith("payload not recognised, then TLS 1.2 handshake");
    assertThat(verdict.server()).isEqualTo(Verdict.Side.B);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "http;HTTP/1.1 200 Connection established||",
        "smtp;220 m ESMTP|250-m|250 STARTTLS|220 go|",
        "imap;* OK [CAPABILITY IMAP4rev1 STARTTLS] hi|a OK go|",
        "nats;INFO {\"server_id\":\"x\",\"tls_required\":true}|",
      })
  void serverAloneThatTurnsToTlsIsNotPlaintext(String protocol, String clear) {
    Verdict verdict = verdict(NOTHING, Bytes.concat(text(clear), server()));
    assertThat(verdict.protocol()).isEqualTo(protocol);
    assertThat(verdict.encryption()).isEqualTo(Encryption.UPGRADED);
    assertThat(verdict.reason()).contains("in clear, then TLS 1.2");
    assertThat(verdict(NOTHING, text(clear)).encryption()).isEqualTo(Encryption.PLAINTEXT);
  }

  @Test
  void clientAloneThatTurnsToTlsIsNotPlaintext() {
    byte[] clear = text("CONNECT a.example:443 HTTP/1.1|Host: a.example:443||");
    Verdict verdict = verdict(Bytes.concat(clear, client()), NOTHING);
    assertThat(verdict.protocol()).isEqualTo("http");
    assertThat(verdict.encryption()).isNotEqualTo(Encryption.PLAINTEXT);
    assertThat(verdict.facts()).containsEntry("http.connect", "a.example:443");
    assertThat(verdict(clear, NOTHING).encryption()).isEqualTo(Encryption.PLAINTEXT);
  }

  /** A transfer of recorded TLS: what follows its hello is no further record. */
  @Test
  void helloInsideATransferIsNot() {
    byte[] answer = text("HTTP/1.1 200 OK|Content-Length: 4000||");
    byte[] recorded = Bytes.concat(answer, hello(2, hex("C02F00")), text("and then other things"));
    assertThat(verdict(NOTHING, recorded).encryption()).isEqualTo(Encryption.PLAINTEXT);
    assertThat(verdict(text("abc|"), Bytes.concat(text("def|"), server())).encryption())
        .isEqualTo(Encryption.OPAQUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 Connection estab", "HTTP/1.1 200 OK|Via"})
  void tunnelWhoseBeginningIsNotKeptIsOpaque(String answer) {
    Verdict verdict =
        new Classifier().classify(Flows.cut(text("CONNECT a.b:443 HTTP/1.1|Ho"), text(answer)));
    assertThat(verdict.protocol()).isEqualTo("http");
    assertThat(verdict.encryption()).isEqualTo(Encryption.OPAQUE);
  }

  @Test
  void tunnelRefusedIsPlaintextHoweverMuchIsKept() {
    Verdict verdict =
        new Classifier()
            .classify(
                Flows.cut(text("CONNECT a.b:443 HTTP/1.1|Ho"), text("HTTP/1.1 403 Forbidden|Via")));
    assertThat(verdict.encryption()).isEqualTo(Encryption.PLAINTEXT);
  }

  /** Of a proxy's client alone: what is behind the request is judged, and unknown is opaque. */
  @Test
  void tunnelOfOneDirectionIsWhatStandsInIt() {
    String connect = "CONNECT a.b:443 HTTP/1.1|Host: a.b||";
    assertThat(verdict(Bytes.concat(text(connect), hex("8F03D1A0C47712EE")), NOTHING).encryption())
        .isEqualTo(Encryption.OPAQUE);
    String get = "GET / HTTP/1.1|Host: a.b||";
    assertThat(verdict(text(connect + get), NOTHING).encryption()).isEqualTo(Encryption.PLAINTEXT);
    assertThat(verdict(text(connect + connect), NOTHING).encryption())
        .isEqualTo(Encryption.PLAINTEXT);
    assertThat(verdict(text(connect), NOTHING).encryption()).isEqualTo(Encryption.PLAINTEXT);
  }

  /** Both sides of AMQP 1.0 say the header, a server also alone. */
  @Test
  void headerOfAmqpAloneDoesNotTellTheRoles() {
    byte[] header = hex("414D515000010000");
    assertThat(verdict(header, NOTHING).protocol()).isEqualTo("amqp");
    assertThat(verdict(header, NOTHING).server()).isEqualTo(Verdict.Side.UNKNOWN);
    assertThat(verdict(NOTHING, header).server()).isEqualTo(Verdict.Side.UNKNOWN);
  }
}
