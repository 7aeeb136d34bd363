package dev.netgen.analyzer.detect;

import static dev.netgen.model.graph.Encryption.OPAQUE;
import static dev.netgen.model.graph.Encryption.PLAINTEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.LinkNote;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Legal but odd conversations of mail and FTP, as their specifications have them. */
final class MailAndFtpTest {
  private static final Classifier CLASSIFIER = new Classifier();
  private static final boolean SECRET = true;

  private static Stream<Arguments> conversations() {
    return Stream.of(
        of("smtp", PLAINTEXT, !SECRET, "SMTP in clear", "", "220 a\n", "ehlo b\n", "250 a\n"),
        of("smtp", PLAINTEXT, !SECRET, "SMTP in clear", "", "220-a\r\n220 b\r\n", "LHLO c\r\n"),
        of("smtp", PLAINTEXT, !SECRET, "SMTP in clear", "HELO b\r\nMAIL FROM:<>\r\n"),
        of("smtp", PLAINTEXT, !SECRET, "SMTP in clear", "", "554 5.7.1 go away\r\n"),
        of("smtp", PLAINTEXT, !SECRET, "SMTP in clear", "", "421 mx ESMTP busy\r\n"),
        of(
            "smtp",
            PLAINTEXT,
            SECRET,
            "SMTP in clear",
            "EHLO b\r\nAUTH PLAIN AGEAYg==\r\n",
            "220 a\r\n250-a\r\n250 AUTH PLAIN\r\n535 no\r\n"),
        of(
            "smtp",
            PLAINTEXT,
            !SECRET,
            "SMTP in clear",
            "EHLO b\r\nAUTH LOGIN\r\nYQ==\r\nQUIT\r\n",
            "220 a\r\n250 a\r\n334 x\r\n535 no\r\n221 bye\r\n"),
        of(
            "smtp",
            PLAINTEXT,
            SECRET,
            "SMTP in clear",
            "EHLO b\r\nAUTH LOGIN YQ==\r\nYg==\r\n",
            "220 a\r\n250 a\r\n334 x\r\n235 yes\r\n"),
        of(
            "smtp",
            PLAINTEXT,
            !SECRET,
            "STARTTLS refused, SMTP in clear",
            "EHLO b\r\nSTARTTLS\r\nMAIL FROM:<a@b>\r\n",
            "220 a\r\n250-a\r\n250 STARTTLS\r\n454 not now\r\n250 ok\r\n"),
        of(
            "smtp",
            PLAINTEXT,
            !SECRET,
            "STARTTLS offered and not taken, SMTP in clear",
            "EHLO b\r\nQUIT\r\n",
            "220 a\r\n250-a\r\n250 STARTTLS\r\n221 bye\r\n"),
        of(
            "smtp",
            OPAQUE,
            !SECRET,
            "STARTTLS agreed, nothing kept afterwards",
            "EHLO b\r\nSTARTTLS\r\n",
            "220 a\r\n250-a\r\n250 STARTTLS\r\n220 go\r\n"),
        of("ftp", PLAINTEXT, !SECRET, "FTP in clear", "", "220 ProFTPD ready\r\n"),
        of("ftp", PLAINTEXT, !SECRET, "FTP in clear", "USER ftp\nPASS a@b\n", "220 x\n331 y\n"),
        of(
            "ftp",
            PLAINTEXT,
            SECRET,
            "FTP in clear",
            "user shop\r\npass s\r\n",
            "220-x\r\n free text\r\n220 y\r\n331 z\r\n"),
        of(
            "ftp",
            PLAINTEXT,
            SECRET,
            "AUTH TLS refused, FTP in clear",
            "AUTH TLS\r\nUSER shop\r\nPASS s\r\n",
            "220 x\r\n502 no\r\n331 y\r\n230 z\r\n"),
        of(
            "ftp",
            PLAINTEXT,
            !SECRET,
            "AUTH TLS offered and not taken, FTP in clear",
            "FEAT\r\nQUIT\r\n",
            "220 x\r\n211-F\r\n AUTH TLS\r\n211 end\r\n221 y\r\n"),
        of("pop3", PLAINTEXT, SECRET, "POP3 in clear", "USER a\nPASS b\n", "+OK\n+OK\n+OK\n"),
        of("pop3", PLAINTEXT, !SECRET, "POP3 in clear", "APOP a b\r\n", "+OK <1@x>\r\n-ERR\r\n"),
        of(
            "pop3",
            PLAINTEXT,
            SECRET,
            "STLS refused, POP3 in clear",
            "STLS\r\nAUTH PLAIN\r\nAGEAYg==\r\n",
            "+OK x\r\n-ERR no\r\n+ \r\n+OK\r\n"),
        of("pop3", OPAQUE, !SECRET, "STLS without an answer", "STLS\r\n", "+OK hello\r\n"),
        of(
            "imap",
            PLAINTEXT,
            SECRET,
            "IMAP in clear",
            "a login {1}\r\nb {1}\r\nc\r\n",
            "* OK hi\r\n+ \r\n+ \r\na OK\r\n"),
        of("imap", PLAINTEXT, SECRET, "IMAP in clear", "1 LOGIN a b\r\n", "* PREAUTH hi\r\n"),
        of("imap", PLAINTEXT, !SECRET, "IMAP in clear", "", "* BYE IMAP4rev1 closing\r\n"),
        of(
            "imap",
            PLAINTEXT,
            !SECRET,
            "STARTTLS refused, IMAP in clear",
            ". STARTTLS\r\n. LOGOUT\r\n",
            "* OK x\r\n. BAD no\r\n* BYE\r\n"));
  }

  private static Arguments of(
      String protocol, Encryption encryption, boolean secret, String reason, String... turns) {
    return Arguments.of(protocol, encryption, secret, reason, RecordedExchange.texts(turns));
  }

  @ParameterizedTest(name = "{0}: {3} #{index}")
  @MethodSource("conversations")
  void isTold(
      String protocol,
      Encryption encryption,
      boolean secret,
      String reason,
      RecordedExchange exchange) {
    Verdict verdict = CLASSIFIER.classify(Flows.tcp(exchange));

    assertThat(verdict.protocol()).isEqualTo(protocol);
    assertThat(verdict.reason()).isEqualTo(reason);
    assertThat(verdict.encryption()).isEqualTo(encryption);
    assertThat(verdict.server()).isEqualTo(Verdict.Side.B);
    assertThat(verdict.notes())
        .isEqualTo(secret ? Set.of(LinkNote.CREDENTIALS_IN_CLEAR) : Set.of());
  }

  private static Stream<RecordedExchange> late() {
    return Stream.of(
        RecordedExchange.texts("OM:<x\r\nRCPT TO:<a@b>\r\n", "50 ok\r\n250 ok\r\n"),
        RecordedExchange.texts(
            "WD x\r\nTYPE I\r\nPASV\r\n", "k\r\n200 ok\r\n227 (1,2,3,4,5,6)\r\n"),
        RecordedExchange.texts("EW\r\na2 SELECT x\r\n", "x\r\na2 OK done\r\n"));
  }

  @ParameterizedTest
  @MethodSource("late")
  void isToldOfAConversationJoinedLater(RecordedExchange exchange) {
    Verdict verdict = CLASSIFIER.classify(Flows.midStream(exchange));

    assertThat(verdict.protocol()).isIn("smtp", "ftp", "imap");
    assertThat(verdict.encryption()).isEqualTo(PLAINTEXT);
    assertThat(verdict.server()).isEqualTo(Verdict.Side.B);
  }

  private static Stream<RecordedExchange> neighbours() {
    return Stream.of(
        RecordedExchange.texts("", "220 ready\r\n"),
        RecordedExchange.texts("QUIT\r\n", "220 ready\r\n221 bye\r\n"),
        RecordedExchange.texts("USER a\r\nPASS b\r\n", ""),
        RecordedExchange.texts("MODE OTHER\r\n", "200 server ready\r\n"),
        RecordedExchange.texts("EHLO x\r\n", "HELLO\r\n250 ok\r\n"),
        RecordedExchange.texts("RETR 1\r\n", "+OK hello\r\n"),
        RecordedExchange.texts("QUIT\r\n", "+OK hi\r\n"),
        RecordedExchange.texts("hello there\r\n", "* OK hi\r\n"),
        RecordedExchange.texts("LOGIN a b\r\n", "* OK hi\r\n"),
        RecordedExchange.texts("EHLO x\r\n", "2200 ok\r\n"),
        RecordedExchange.texts("\1\2\3\4", "220 ready\r\n"),
        RecordedExchange.texts("220 a\r\n", "220 b\r\n"));
  }

  @ParameterizedTest
  @MethodSource("neighbours")
  void leavesNeighboursAlone(RecordedExchange exchange) {
    assertThat(CLASSIFIER.classify(Flows.tcp(exchange)).protocol()).isEmpty();
  }
}
