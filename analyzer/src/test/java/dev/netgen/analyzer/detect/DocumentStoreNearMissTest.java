package dev.netgen.analyzer.detect;

import static dev.netgen.model.graph.Encryption.OPAQUE;
import static dev.netgen.model.graph.Encryption.PLAINTEXT;

import dev.netgen.model.graph.Encryption;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Document stores, caches and calls in bytes written out after their specifications, and what looks
 * like them and is not.
 */
final class DocumentStoreNearMissTest {
  private static final String FIND = "\23\0\0\0\2find\0\3\0\0\0it\0\0";
  private static final String OK_DOCUMENT = "\21\0\0\0\1ok\0\0\0\0\0\0\0\360\77\0";
  private static final String CQL_STARTUP = "\0\1\0\13CQL_VERSION\0\0053.0.0";
  private static final String CQL_TOKEN = "\0\0\0\27\0shop\0not-a-real-secret";
  private static final String SIXTEEN = "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

  private static String mongo(int request, int to, int operation, String body) {
    return word(16 + body.length()) + word(request) + word(to) + word(operation) + body;
  }

  private static String word(int value) {
    return "" + (char) (value & 0xFF) + (char) ((value >> 8) & 0xFF) + "\0\0";
  }

  private static Stream<Arguments> exchanges() {
    return Stream.of(
        of(
            "mongodb",
            PLAINTEXT,
            "request and answer",
            "no authentication seen",
            mongo(9, 1, 2013, "\0\0\0\0\0" + OK_DOCUMENT),
            mongo(1, 0, 2013, "\0\0\0\0\0" + FIND)),
        of(
            "mongodb",
            PLAINTEXT,
            "request and answer",
            "",
            mongo(9, 1, 2012, "\335\7\0\0\50\0\0\0\2zlib"),
            mongo(1, 0, 2012, "\335\7\0\0\50\0\0\0\2zlib")),
        of(
            "mongodb",
            PLAINTEXT,
            "request, no answer seen",
            "",
            "",
            mongo(1, 0, 2004, "\0\0\0\0admin.$cmd\0\0\0\0\0\1\0\0\0" + FIND)),
        of(
            "",
            OPAQUE,
            "",
            "",
            mongo(9, 7, 2013, "\0\0\0\0\0" + OK_DOCUMENT),
            mongo(1, 0, 2013, "\0\0\0\0\0" + FIND)),
        of("", OPAQUE, "", "", "", mongo(1, 0, 2013, "\4\0\0\0\0" + FIND)),
        of("", OPAQUE, "", "", "", mongo(1, 0, 2014, "\0\0\0\0\0" + FIND)),
        of(
            "cassandra",
            PLAINTEXT,
            "STARTUP in clear",
            "no authentication seen",
            "\204\0\0\1\2\0\0\0\0",
            "\4\0\0\1\1\0\0\0\26" + CQL_STARTUP),
        of(
            "cassandra",
            PLAINTEXT,
            "STARTUP in clear",
            "credentials in clear",
            "\204\0\0\1\3\0\0\0\11\0\7a.b.Pwd",
            "\4\0\0\1\1\0\0\0\26" + CQL_STARTUP + "\4\0\0\2\17\0\0\0\33" + CQL_TOKEN),
        of(
            "cassandra",
            PLAINTEXT,
            "OPTIONS in clear",
            "credentials in clear",
            "\205\0\0\0\6\0\0\0\2\0\0" + "\205\0\0\1\3\0\0\0\11\0\7a.b.Pwd",
            "\5\0\0\0\5\0\0\0\0"
                + "\5\0\0\1\1\0\0\0\26"
                + CQL_STARTUP
                + "\44\0\2\1\2\3"
                + "\5\0\0\2\17\0\0\0\33"
                + CQL_TOKEN
                + "\1\2\3\4"),
        of("", OPAQUE, "", "", "\204\0\0\1\10\0\0\0\0", "\4\0\0\1\5\0\0\0\0"),
        of("", OPAQUE, "", "", "\4\0\0\1\2\0\0\0\0", "\4\0\0\1\1\0\0\0\26" + CQL_STARTUP),
        of(
            "memcached",
            PLAINTEXT,
            "command and answer",
            "no authentication seen",
            "END\r\n",
            "get a b c\n"),
        of(
            "memcached",
            PLAINTEXT,
            "command and answer",
            "",
            "STORED\r\n",
            "set a 0 0 22\r\nshop not-a-real-secret\r\n"),
        of(
            "memcached",
            PLAINTEXT,
            "binary request and answer",
            "",
            "\201\13\0\0\0\0\0\0" + SIXTEEN,
            "\200\13\0\0\0\0\0\0" + SIXTEEN),
        of("", OPAQUE, "", "", "1\r\n", "get a b c\n"),
        of("", OPAQUE, "", "", "END\r\n", "get\r\n"),
        of("", OPAQUE, "", "", "STORED\r\n", "set a b c 5\r\nhello\r\n"),
        of("", OPAQUE, "", "", "200 ok\r\n", "quit\r\n"),
        of(
            "clickhouse",
            PLAINTEXT,
            "hello in clear",
            "credentials in clear",
            "\0\12ClickHouse\22\20\252\250\3",
            "\0\21ClickHouse client\22\20\252\250\3\0\4shop\21not-a-real-secret"),
        of(
            "clickhouse",
            PLAINTEXT,
            "hello in clear",
            "",
            "\2\3\2\0\0\12DB::Except",
            "\0\2go\1\1\252\250\3\7default\7default\0"),
        of("", OPAQUE, "", "", "\0\5Mouse\1\1\1", "\0\2go\1\1\252\250\3\7default\7default\0"),
        of("", OPAQUE, "", "", "\0\12ClickHouse\1\1\1", "\0\2go\1\1\252\250\3\0\0\0"),
        of(
            "thrift",
            PLAINTEXT,
            "call and reply",
            "",
            "\200\1\0\2\0\0\0\4ping\0\0\0\7\0",
            "\200\1\0\1\0\0\0\4ping\0\0\0\7\0"),
        of(
            "thrift",
            PLAINTEXT,
            "call and reply",
            "",
            "\0\0\0\11\202\101\7\4ping\0",
            "\0\0\0\11\202\41\7\4ping\0"),
        of(
            "thrift",
            PLAINTEXT,
            "calls that want no reply",
            "",
            "",
            "\200\1\0\4\0\0\0\4ping\0\0\0\7\0"),
        of(
            "",
            OPAQUE,
            "",
            "",
            "\200\1\0\2\0\0\0\4pong\0\0\0\7\0",
            "\200\1\0\1\0\0\0\4ping\0\0\0\7\0"),
        of("", OPAQUE, "", "", "", "\200\1\0\2\0\0\0\4ping\0\0\0\7\0"));
  }

  private static Arguments of(
      String protocol,
      Encryption encryption,
      String reason,
      String note,
      String server,
      String client) {
    return Arguments.of(new Written(protocol, encryption, reason, note, client, server));
  }

  @ParameterizedTest(name = "{0} #{index}")
  @MethodSource("exchanges")
  void isToldAsItIs(Written exchange) {
    exchange.judge();
  }
}
