package dev.netgen.analyzer.detect;

import static dev.netgen.model.graph.Encryption.OPAQUE;
import static dev.netgen.model.graph.Encryption.PLAINTEXT;
import static dev.netgen.model.graph.Encryption.UPGRADED;

import com.google.common.base.Strings;
import dev.netgen.model.graph.Encryption;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Data stores in bytes written out after their specifications: forms that no server at hand would
 * say, and what looks like them and is not.
 */
final class StoreNearMissTest {
  private static final String GREETING_REST = "\1\0\0\0abcdefgh\0\5\202\10\2\0\0\0\0";
  private static final String GREETING = mysql(0, "\n8.0.36\0" + GREETING_REST);
  private static final String LOGIN_HEAD =
      "\5\202\10\0\0\0\0\1\10" + Strings.repeat("\0", 23) + "shop\0";
  private static final String OK = "\0\0\0\2\0\0\0";
  private static final String BUS = "RCmb\0\0\11\0\0\1\30\353";

  private static String mysql(int number, String body) {
    return ""
        + (char) (body.length() & 0xFF)
        + (char) (body.length() >> 8)
        + "\0"
        + (char) number
        + body;
  }

  private static String login(String response, String plugin) {
    return mysql(1, LOGIN_HEAD + (char) response.length() + response + plugin + "\0");
  }

  private static Stream<Arguments> exchanges() {
    return Stream.of(
        of("mysql", OPAQUE, "greeting, login cut or none", "", GREETING, "hello\n"),
        of(
            "mysql",
            PLAINTEXT,
            "greeting and an error, no login",
            "",
            GREETING + mysql(1, "\377\23\4#08S01Bad handshake"),
            "hello\n"),
        of("mysql", PLAINTEXT, "greeting, nothing said to it", "", GREETING, ""),
        of(
            "mysql",
            PLAINTEXT,
            "error instead of a greeting",
            "",
            mysql(0, "\377\151\4Host 'a' is blocked"),
            ""),
        of(
            "mysql",
            PLAINTEXT,
            "login in clear",
            "no authentication seen",
            GREETING + mysql(2, OK),
            login("", "mysql_native_password")),
        of(
            "mysql",
            PLAINTEXT,
            "login in clear",
            "credentials in clear",
            GREETING + mysql(2, "\376mysql_clear_password\0") + mysql(4, OK),
            login("", "caching_sha2_password") + mysql(3, "not-a-real-secret\0")),
        of(
            "mysql",
            PLAINTEXT,
            "login in clear",
            "credentials in clear",
            GREETING + mysql(2, "\1\4") + mysql(4, OK),
            login("01234567890123456789012345678901", "caching_sha2_password")
                + mysql(3, "not-a-real-secret\0")),
        of(
            "mysql",
            PLAINTEXT,
            "login in clear",
            "",
            GREETING + mysql(2, "\1\4") + mysql(4, "\1-----BEGIN PUBLIC KEY-----") + mysql(6, OK),
            login("01234567890123456789012345678901", "caching_sha2_password")
                + mysql(3, "\2")
                + mysql(5, Strings.repeat("x", 256))),
        of(
            "mysql",
            OPAQUE,
            "SSLRequest, nothing kept afterwards",
            "",
            GREETING,
            mysql(1, "\5\212\10\0\0\0\0\1\10" + Strings.repeat("\0", 23))),
        of("", OPAQUE, "", "", mysql(0, "\n8.0\1\0" + GREETING_REST), "hello\n"),
        of("", OPAQUE, "", "", mysql(0, "\13" + "8.0.36\0" + GREETING_REST), ""),
        of("", OPAQUE, "", "", mysql(2, "\n8.0.36\0" + GREETING_REST), ""),
        of("", OPAQUE, "", "", mysql(0, "\377\1\0error"), ""),
        of(
            "redis",
            PLAINTEXT,
            "messages of the cluster bus",
            "",
            BUS + "\0\1\0\1",
            BUS + "\0\0\0\1"),
        of("", OPAQUE, "", "", "HTTP/1.", BUS + "\0\0\0\1"),
        of("", OPAQUE, "", "", "", "RCmb\0\0\0\20\0\1\30\353\0\0\0\1"),
        of(
            "redis",
            PLAINTEXT,
            "command array and reply",
            "",
            "-DENIED Redis is running in protected mode\r\n",
            "*1\r\n$4\r\nPING\r\n"),
        of(
            "redis",
            PLAINTEXT,
            "command array and reply",
            "no authentication seen",
            "-ERR unknown command\r\n+OK\r\n",
            "*1\r\n$4\r\nWHAT\r\n*1\r\n$4\r\nPING\r\n"),
        of(
            "redis",
            PLAINTEXT,
            "command array and reply",
            "",
            "-NOAUTH Authentication required.\r\n",
            "*1\r\n$4\r\nPING\r\n"),
        of(
            "postgresql",
            UPGRADED,
            "GSSENCRequest agreed, then sealed messages of both sides",
            "",
            "G" + "\0\0\0\4`\2\1\0" + "\0\0\0\10\5\4\7\377\0\0\0\34",
            "\0\0\0\10\4\u00d2\26\60" + "\0\0\0\4`\2\1\0" + "\0\0\0\10\5\4\6\377\0\0\0\34"),
        of(
            "postgresql",
            PLAINTEXT,
            "GSSENCRequest agreed, messages signed and not sealed",
            "",
            "G" + "\0\0\0\4`\2\1\0" + "\0\0\0\10\5\4\5\377\0\0\0\34",
            "\0\0\0\10\4\u00d2\26\60" + "\0\0\0\4`\2\1\0" + "\0\0\0\10\5\4\4\377\0\0\0\34"),
        of(
            "postgresql",
            OPAQUE,
            "GSSENCRequest agreed, no sealed messages seen",
            "",
            "G",
            "\0\0\0\10\4\u00d2\26\60"),
        of(
            "postgresql",
            PLAINTEXT,
            "CancelRequest in clear",
            "",
            "",
            "\0\0\0\24\4\u00d2\26\56\0\0\1\0longer-keys"));
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
