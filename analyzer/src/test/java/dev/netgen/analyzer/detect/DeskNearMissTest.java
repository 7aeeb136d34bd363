package dev.netgen.analyzer.detect;

import static dev.netgen.analyzer.detect.NearMiss.row;
import static dev.netgen.analyzer.detect.NearMiss.swap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.files.CvsDetector;
import dev.netgen.analyzer.detect.files.LpdDetector;
import dev.netgen.analyzer.detect.media.PulseAudioDetector;
import dev.netgen.analyzer.detect.names.RndcDetector;
import dev.netgen.analyzer.detect.remote.IdentDetector;
import dev.netgen.analyzer.detect.remote.RloginDetector;
import dev.netgen.analyzer.detect.remote.RshDetector;
import dev.netgen.analyzer.detect.rpc.DBusDetector;
import dev.netgen.model.graph.LinkNote;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Logins, printers, buses: forms the recordings lack, and near misses. */
final class DeskNearMissTest {
  private static final Detector LOGIN = new RloginDetector();
  private static final Detector SHELL = new RshDetector();
  private static final Detector IDENT = new IdentDetector();
  private static final Detector PRINTER = new LpdDetector();
  private static final Detector CVS = new CvsDetector();
  private static final Detector NAMES = new RndcDetector();
  private static final Detector BUS = new DBusDetector();
  private static final Detector SOUND = new PulseAudioDetector();

  private static final String WHO = "\0me\0you\0xterm/38400\0";
  private static final String COMMAND = "1022\0me\0you\0ls -l\0";
  private static final String BRINGS = "\2lp\n";
  private static final String FILE = "\003143 cfA244client\n";
  private static final String AUTH = "BEGIN AUTH REQUEST\n/cvs\nme\nA=0, dy'\nEND AUTH REQUEST\n";
  private static final String TABLE = "\0\0\0\321\0\0\0\1\5_auth\2\0\0\0c";
  private static final String COOKIE =
      "\0\0\1\24\377\377\377\377" + "\0".repeat(12) + "L\0\0\0\10L\0\0\0#x";
  private static final String ACCEPTED =
      "\0\0\0\17\377\377\377\377" + "\0".repeat(12) + "L\0\0\0\2L\0\0\0\0";

  private static Stream<Arguments> beginnings() {
    return Stream.of(
        row(LOGIN, Outcome.Match.class, "login", WHO, "\0Password: "),
        row(LOGIN, Outcome.Match.class, "not answered", WHO, ""),
        row(LOGIN, Outcome.NeedMore.class, "login cut", WHO.substring(0, 9), ""),
        row(LOGIN, Outcome.No.class, "no speed", WHO.replace("/", "-"), "\0"),
        row(LOGIN, Outcome.No.class, "a name missing", WHO.replace("me", ""), "\0"),
        row(LOGIN, Outcome.No.class, "binary name", WHO.replace("me", "\1\2"), "\0"),
        row(LOGIN, Outcome.No.class, "answered otherwise", WHO, "hello"),
        row(SHELL, Outcome.Match.class, "command", COMMAND, "\0total 4\n"),
        row(SHELL, Outcome.Match.class, "refused", COMMAND, "\1Permission denied.\n"),
        row(SHELL, Outcome.Match.class, "no port", COMMAND.replace("1022", "0"), ""),
        row(SHELL, Outcome.NeedMore.class, "command cut", COMMAND.substring(0, 10), ""),
        row(SHELL, Outcome.No.class, "long port", "1" + COMMAND.replace("1022", "10222"), ""),
        row(SHELL, Outcome.No.class, "no number", COMMAND.replace("1022", "10x2"), "\0"),
        row(SHELL, Outcome.No.class, "a name missing", COMMAND.replace("you", ""), "\0"),
        row(SHELL, Outcome.No.class, "nobody waits", COMMAND + "more", ""),
        row(SHELL, Outcome.No.class, "answered otherwise", COMMAND, "200 ok\n"),
        row(SHELL, Outcome.No.class, "numbers", "10\n11\n", "\0"),
        row(IDENT, Outcome.Match.class, "told", "6193, 23\r\n", "6193, 23 : USERID : UNIX : a\r\n"),
        row(IDENT, Outcome.Match.class, "refused", "513 , 23\n", "513,23:ERROR:NO-USER\r\n"),
        row(IDENT, Outcome.NeedMore.class, "not answered", "6193, 23\r\n", ""),
        row(IDENT, Outcome.No.class, "one number", "6193\r\n", "6193 : USERID : UNIX : a\r\n"),
        row(IDENT, Outcome.No.class, "numbers back", "6193, 23\r\n", "6216\r\n"),
        row(IDENT, Outcome.No.class, "another word", "1, 2\r\n", "1, 2 : RESULT : 3\r\n"),
        row(PRINTER, Outcome.Match.class, "a job", BRINGS + FILE, "\0\0"),
        row(PRINTER, Outcome.Match.class, "not answered", BRINGS + FILE, ""),
        row(PRINTER, Outcome.Match.class, "a state", "\3lp\n", "lp is ready\nno entries\n"),
        row(PRINTER, Outcome.NeedMore.class, "no file", BRINGS, "\0"),
        row(PRINTER, Outcome.NeedMore.class, "no state", "\4lp\n", ""),
        row(PRINTER, Outcome.No.class, "refused", BRINGS + FILE, "\1"),
        row(PRINTER, Outcome.No.class, "more than bytes", BRINGS + FILE, "\0\0\0\7hello"),
        row(PRINTER, Outcome.No.class, "no such file", BRINGS + FILE.replace("cfA", "xfA"), "\0"),
        row(PRINTER, Outcome.No.class, "no queue", "\2\n" + FILE, "\0"),
        row(PRINTER, Outcome.No.class, "more than a question", "\3lp\nlp\n", "lp is ready\n"),
        row(PRINTER, Outcome.No.class, "binary state", "\3lp\n", "\1\2\3\n"),
        row(CVS, Outcome.Match.class, "login", AUTH, "I LOVE YOU\n"),
        row(CVS, Outcome.Match.class, "not answered", AUTH, ""),
        row(CVS, Outcome.NeedMore.class, "login cut", AUTH.substring(0, 12), ""),
        row(CVS, Outcome.No.class, "SQL", "BEGIN TRANSACTION\n", "I SEE\n"),
        row(CVS, Outcome.No.class, "answered otherwise", AUTH, "200 ok\n"),
        row(NAMES, Outcome.Match.class, "table", TABLE, TABLE),
        row(NAMES, Outcome.Match.class, "not answered", TABLE, ""),
        row(NAMES, Outcome.NeedMore.class, "table cut", TABLE.substring(0, 11), ""),
        row(NAMES, Outcome.No.class, "another version", swap(TABLE, 7, 2), TABLE),
        row(NAMES, Outcome.No.class, "another entry", TABLE.replace("_auth", "_data"), TABLE),
        row(NAMES, Outcome.No.class, "answered otherwise", TABLE, "\0\0\0\1\0\0\0\0"),
        row(BUS, Outcome.Match.class, "asks", "\0AUTH EXTERNAL 30\r\n", "OK 12\r\n"),
        row(BUS, Outcome.Match.class, "what there is", "\0AUTH\r\n", "REJECTED EXTERNAL\r\n"),
        row(BUS, Outcome.Match.class, "not answered", "\0AUTH ANONYMOUS\r\n", ""),
        row(BUS, Outcome.NeedMore.class, "cut", "\0AU", ""),
        row(BUS, Outcome.No.class, "another word", "\0AUTHOR a\r\n", "OK 12\r\n"),
        row(BUS, Outcome.No.class, "answered otherwise", "\0AUTH EXTERNAL\r\n", "235 ok\r\n"),
        row(SOUND, Outcome.Match.class, "cookie", COOKIE, ACCEPTED),
        row(SOUND, Outcome.Match.class, "not answered", COOKIE, ""),
        row(SOUND, Outcome.NeedMore.class, "packet cut", COOKIE.substring(0, 19), ""),
        row(SOUND, Outcome.No.class, "a channel", swap(COOKIE, 7, 0), ACCEPTED),
        row(SOUND, Outcome.No.class, "another command", swap(COOKIE, 24, 9), ACCEPTED),
        row(SOUND, Outcome.No.class, "answered otherwise", COOKIE, swap(ACCEPTED, 12, 1)));
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("beginnings")
  void fromTheStart(
      Detector detector,
      Class<? extends Outcome> outcome,
      String name,
      String client,
      String server) {
    NearMiss.assertFromTheStart(detector, outcome, name, client, server);
  }

  /** A zero is written as ~. */
  @ParameterizedTest
  @CsvSource({
    "~me~you~xterm/38400~notreal|, ~Password: |, rlogin, true",
    "~me~you~xterm/38400~, ~Password: |, rlogin, false",
    "~me~you~xterm/38400~ls|, ~$ |, rlogin, false",
    "BEGIN AUTH REQUEST|/cvs|me|A=0|END AUTH REQUEST|, I LOVE YOU|, cvs, true",
    "BEGIN AUTH REQUEST|/cvs|anonymous|A|END AUTH REQUEST|, I LOVE YOU|, cvs, false",
    "BEGIN GSSAPI REQUEST|, '', cvs, false",
  })
  void passwords(String client, String server, String protocol, boolean seen) {
    Verdict verdict = new Classifier().classify(Flows.cut(bytes(client), bytes(server)));
    assertThat(verdict.protocol()).isEqualTo(protocol);
    assertThat(verdict.notes().contains(LinkNote.CREDENTIALS_IN_CLEAR)).isEqualTo(seen);
  }

  private static byte[] bytes(String text) {
    return text.replace('|', '\n').replace('~', '\0').getBytes(StandardCharsets.ISO_8859_1);
  }
}
