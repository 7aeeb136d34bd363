package dev.netgen.analyzer.detect;

import static dev.netgen.model.graph.Encryption.OPAQUE;
import static dev.netgen.model.graph.Encryption.PLAINTEXT;

import dev.netgen.model.graph.Encryption;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Message brokers in bytes written out after their specifications: forms that no server at hand
 * would say, and what looks like them and is not.
 */
final class BrokerNearMissTest {
  private static final String INFO =
      "INFO {\"server_id\":\"N\",\"version\":\"2.9.1\",\"auth_required\":false} \r\n";
  private static final String VERSIONS = "\0\0\0\14\0\22\0\0\0\0\0\7\0\2me";
  private static final String METADATA = "\0\0\0\20\0\3\0\0\0\0\0\10\0\2me\0\0\0\0";
  private static final String OPEN = "\0\0\0\20\2\0\0\0\0\123\20\300\3\1\241\0";
  private static final String SESSION =
      "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\165\60\0\0\0\0\0\0\0\0\0\0\0\20";
  private static final String SIXTEEN = "0123456789abcdef";

  private static Stream<Arguments> exchanges() {
    return Stream.of(
        of(
            "mqtt",
            PLAINTEXT,
            "CONNECT in clear",
            "no authentication seen",
            "\20\16\0\4MQTT\4\2\0\74\0\2me",
            "\40\2\0\0"),
        of("mqtt", PLAINTEXT, "CONNECT in clear", "", "\20\16\0\4MQTT\4\2\0\74\0\2me", "\40\2\0\5"),
        of(
            "mqtt",
            PLAINTEXT,
            "CONNECT in clear",
            "credentials in clear",
            "\20\51\0\6MQIsdp\3\302\0\74\0\2me\0\4shop\0\21not-a-real-secret",
            "\40\2\0\0"),
        of(
            "mqtt",
            PLAINTEXT,
            "CONNECT in clear",
            "",
            "\20\26\0\4MQTT\5\2\0\74\7\25\0\4SCRM\0\2me",
            "\360\2\30\0"),
        of("mqtt", PLAINTEXT, "CONNECT, no answer seen", "", "\20\16\0\4MQTT\204\2\0\74\0\2me", ""),
        of("", OPAQUE, "", "", "\20\16\0\4MQTT\6\2\0\74\0\2me", "\40\2\0\0"),
        of("", OPAQUE, "", "", "\20\16\0\4MQTT\4\3\0\74\0\2me", "\40\2\0\0"),
        of("", OPAQUE, "", "", "\20\16\0\4MQTX\4\2\0\74\0\2me", "\40\2\0\0"),
        of("", OPAQUE, "", "", "\20\16\0\4MQTT\4\2\0\74\0\2me", "hello"),
        of(
            "nats",
            PLAINTEXT,
            "lines in clear",
            "no authentication seen",
            "CONNECT {\"lang\":\"go\"}\r\nPING\r\n",
            INFO + "PONG\r\n"),
        of(
            "nats",
            PLAINTEXT,
            "lines in clear",
            "credentials in clear",
            "CONNECT {\"user\":\"shop\",\"pass\":\"not-a-real-secret\"}\r\nPING\r\n",
            INFO + "PONG\r\n"),
        of(
            "nats",
            PLAINTEXT,
            "lines in clear",
            "",
            "CONNECT {\"jwt\":\"not-a-real-secret\"}\r\nPING\r\n",
            INFO + "PONG\r\n"),
        of("nats", PLAINTEXT, "INFO, nothing said to it", "", "", INFO),
        of("nats", OPAQUE, "INFO, no TLS afterwards", "", "\26", INFO),
        of("", OPAQUE, "", "", "CONNECT {}\r\n", "INFO {\"name\":\"other\"}\r\n"),
        of("", OPAQUE, "", "", "HELO shop.example\r\n", INFO),
        of(
            "stomp",
            PLAINTEXT,
            "CONNECT in clear",
            "no authentication seen",
            "STOMP\r\naccept-version:1.2\r\nhost:a\r\n\r\n\0",
            "CONNECTED\nversion:1.2\n\n\0"),
        of(
            "stomp",
            PLAINTEXT,
            "CONNECT in clear",
            "credentials in clear",
            "CONNECT\nlogin:shop\npasscode:not-a-real-secret\n\n\0",
            "ERROR\nmessage:no\n\n\0"),
        of("", OPAQUE, "", "", "CONNECT\nhost:a\n\n\0", "HTTP/1.1 4"),
        of("", OPAQUE, "", "", "CONNECTS\nhost:a\n\n\0", "CONNECTED\nversion:1.2\n\n\0"),
        of("kafka", PLAINTEXT, "requests and answers", "", VERSIONS, "\0\0\0\6\0\0\0\7\0\0"),
        of(
            "kafka",
            PLAINTEXT,
            "requests and answers",
            "no authentication seen",
            VERSIONS + METADATA,
            "\0\0\0\6\0\0\0\7\0\0\0\0\0\6\0\0\0\10\0\0"),
        of(
            "kafka",
            PLAINTEXT,
            "requests and answers",
            "credentials in clear",
            "\0\0\0\23\0\21\0\0\0\0\0\7\0\2me\0\5PLAIN" + "\0\0\0\27\0shop\0not-a-real-secret",
            "\0\0\0\6\0\0\0\7\0\0\0\0\0\0"),
        of("kafka", PLAINTEXT, "requests, no answer seen", "", VERSIONS + METADATA, ""),
        of("", OPAQUE, "", "", VERSIONS, "\0\0\0\6\0\0\0\10\0\0"),
        of("", OPAQUE, "", "", VERSIONS, ""),
        of("", OPAQUE, "", "", "\0\0\0\14\0\22\0\0\0\0\0\7\0\40me", "\0\0\0\6\0\0\0\7\0\0"),
        of(
            "amqp",
            PLAINTEXT,
            "protocol header 1.0",
            "no authentication seen",
            "AMQP\0\1\0\0" + OPEN,
            "AMQP\0\1\0\0" + OPEN),
        of(
            "amqp",
            PLAINTEXT,
            "protocol header 1.0",
            "credentials in clear",
            "AMQP\3\1\0\0"
                + "\0\0\0\47\2\1\0\0\0\123\101\300\34\2\243\5PLAIN\240\21not-a-real-secret",
            "AMQP\3\1\0\0"),
        of("amqp", OPAQUE, "header for TLS agreed", "", "AMQP\2\1\0\0", "AMQP\2\1\0\0"),
        of(
            "amqp",
            PLAINTEXT,
            "header for TLS refused by another",
            "",
            "AMQP\2\1\0\0",
            "AMQP\0\1\0\0"),
        of(
            "amqp",
            PLAINTEXT,
            "protocol header refused by another",
            "",
            "AMQP\0\0\11\1",
            "AMQP\0\1\0\0"),
        of("", OPAQUE, "", "", "AMQP\0\1\0\0", "HTTP/1.1 4"),
        of(
            "zookeeper",
            PLAINTEXT,
            "session in clear",
            "no authentication seen",
            "\0\0\0\55" + SESSION + SIXTEEN + "\0" + "\0\0\0\16\0\0\0\1\0\0\0\10\0\0\0\1/\0",
            "\0\0\0\45\0\0\0\0\0\0\165\60\1\0\0\0\0\0\0\0\0\0\0\20"
                + SIXTEEN
                + "\0"
                + "\0\0\0\24\0\0\0\1\0\0\0\0\0\0\0\5\0\0\0\0\0\0\0\0"),
        of(
            "zookeeper",
            PLAINTEXT,
            "session in clear",
            "credentials in clear",
            "\0\0\0\54"
                + SESSION
                + SIXTEEN
                + "\0\0\0\57\377\377\377\374\0\0\0\144\0\0\0\0\0\0\0\6digest"
                + "\0\0\0\25x:not-a-real-secret..",
            "\0\0\0\44\0\0\0\0\0\0\165\60\1\0\0\0\0\0\0\0\0\0\0\20" + SIXTEEN),
        of("zookeeper", PLAINTEXT, "word of four letters", "", "ruok", "imok"),
        of(
            "zookeeper",
            PLAINTEXT,
            "word of four letters",
            "",
            "mntr\n",
            "mntr is not executed because it is not in the whitelist.\n"),
        of("", OPAQUE, "", "", "ruok", "+OK\r\n"),
        of("", OPAQUE, "", "", "\0\0\0\55" + SESSION + SIXTEEN + "\0", "\0\0\0\5hello"),
        of("", OPAQUE, "", "", "\0\0\0\56" + SESSION + SIXTEEN + "\0\0", ""));
  }

  private static Arguments of(
      String protocol,
      Encryption encryption,
      String reason,
      String note,
      String client,
      String server) {
    return Arguments.of(new Written(protocol, encryption, reason, note, client, server));
  }

  @ParameterizedTest(name = "{0} #{index}")
  @MethodSource("exchanges")
  void isToldAsItIs(Written exchange) {
    exchange.judge();
  }
}
