package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.analyzer.detect.message.AmqpDetector;
import dev.netgen.analyzer.detect.names.DnsStreamDetector;
import dev.netgen.analyzer.detect.remote.SshDetector;
import dev.netgen.analyzer.detect.store.PostgresDetector;
import dev.netgen.analyzer.detect.store.RedisDetector;
import dev.netgen.analyzer.detect.tls.TlsDetector;
import dev.netgen.analyzer.detect.web.HttpDetector;
import dev.netgen.model.graph.Encryption;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What looks like a protocol and is none: each detector's own no, by its reason, and the verdict.
 */
final class NearMissTest {
  private static final String PING = "*1\r\n$4\r\nPING\r\n";
  private static final String STARTUP = "\0\0\0\23\0\3\0\0user\0shop\0\0";

  private static Stream<Arguments> misses() {
    return Stream.of(
        miss(new RedisDetector(), "almost redis: no RESP reply", PING, "HTTP/1.1 400 Bad\r\n\r\n"),
        miss(
            new RedisDetector(), "first bytes are no command", "*1\r\n:4\r\nPING\r\n", "+PONG\r\n"),
        miss(new RedisDetector(), "first bytes are no command", "*1\r\n$4\r\n1234\r\n", "+OK\r\n"),
        miss(new RedisDetector(), "first bytes are no command", "*0\r\n$4\r\nPING\r\n", "+OK\r\n"),
        miss(new RedisDetector(), "first bytes are no command", "*1\r\n$4\r\nPINGS\r\n", "+OK\r\n"),
        miss(
            new RedisDetector(),
            "almost redis: inline command, other reply",
            "AUTH\r\n",
            "+OK mail server ready\r\n"),
        miss(new RedisDetector(), "first bytes are no command", "RETR 1\r\n", "+OK\r\n"),
        miss(
            new HttpDetector(),
            "first line is no request line",
            "OPTIONS rtsp://a/b RTSP/9.0\r\n\r\n",
            "RTSP/9.0 200 OK\r\n\r\n"),
        miss(new HttpDetector(), "first line is no request line", "get / HTTP/1.1\r\n\r\n", ""),
        miss(new HttpDetector(), "first line is no request line", "PRI * HTTP/2.0\r\n\r\n", ""),
        miss(
            new HttpDetector(),
            "request line not answered by a status line",
            "GET / HTTP/1.1\r\n\r\n",
            "+PONG\r\n"),
        miss(
            new HttpDetector(),
            "status line without a request line",
            "hello\r\n",
            "HTTP/1.1 400 Bad\r\n\r\n"),
        miss(
            new AmqpDetector(),
            "protocol header of another AMQP version",
            "AMQP\1\1\0\12",
            "HTTP/1.1 400 Bad\r\n\r\n"),
        miss(
            new AmqpDetector(),
            "protocol header not answered by a frame",
            "AMQP\0\0\11\1",
            "HTTP/1.1 400 Bad\r\n\r\n"),
        miss(new AmqpDetector(), "no protocol header", "AMQX\0\0\11\1", ""),
        miss(new SshDetector(), "no identification line", "SSH 2.0\r\n", "hello SSH-2.0-x\r\n"),
        miss(
            new SshDetector(),
            "one side does not identify itself",
            "SSH-2.0-probe\r\n",
            "HTTP/1.1 400 Bad Request\r\n\r\n"),
        miss(
            new PostgresDetector(),
            "SSLRequest answered by none of S, N, G, E",
            "\0\0\0\10\4\u00d2\26\57",
            "+"),
        miss(
            new PostgresDetector(),
            "start-up message answered by no message",
            STARTUP,
            "HTTP/1.1 400 Bad Request\r\n\r\n"),
        miss(
            new PostgresDetector(),
            "start-up message without a user",
            "\0\0\0\23\0\3\0\0uses\0shop\0\0",
            "R\0\0\0\10\0\0\0\0"),
        miss(new PostgresDetector(), "no start-up message", "\0\0\0\0\0\3\0\0user\0shop\0\0", ""),
        miss(new PostgresDetector(), "no start-up message", "\0\0\0\10\0\3\0\0user\0shop\0\0", ""),
        miss(new PostgresDetector(), "no start-up message", "\0\0\0\23\0\4\0\0user\0shop\0\0", ""),
        miss(
            new TlsDetector(), "no handshake record first", "\27\3\3\0\5hello", "\27\3\3\0\5hello"),
        miss(
            new TlsDetector(),
            "handshake does not begin with a ClientHello",
            "\26\3\1\0\5\13\0\0\1x",
            ""),
        miss(new TlsDetector(), "ClientHello does not parse", "\26\3\1\0\6\1\0\0\2\3\3", ""),
        miss(new TlsDetector(), "no record", "\26\3\11\0\5\1\0\0\1\3", ""),
        miss(new DnsStreamDetector(), "length shorter than a header", "\0\5hello", ""),
        miss(
            new DnsStreamDetector(),
            "bytes after the last record",
            "\0\23\0\1\0\0\0\1\0\0\0\0\0\0\0\0\1\0\1xx",
            ""));
  }

  private static Arguments miss(Detector detector, String reason, String client, String server) {
    return Arguments.of(detector, reason, RecordedExchange.texts(client, server));
  }

  @ParameterizedTest(name = "{1} #{index}")
  @MethodSource("misses")
  void isRefusedByName(Detector detector, String reason, RecordedExchange texts) {
    var flow = Flows.tcp(texts);
    Exchange exchange = new Exchange(Speech.of(flow.aToB()), Speech.of(flow.bToA()));

    assertThat(detector.detect(exchange)).isEqualTo(Outcome.no(reason));
    Verdict verdict = new Classifier().classify(flow);
    assertThat(verdict.protocol()).isEmpty();
    assertThat(verdict.encryption()).isEqualTo(Encryption.OPAQUE);
    assertThat(verdict.reason()).startsWith("payload not recognised, about ");
  }
}
