package dev.netgen.analyzer.detect;

import static dev.netgen.analyzer.detect.NearMiss.row;
import static dev.netgen.analyzer.detect.NearMiss.swap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.operations.ClamdDetector;
import dev.netgen.analyzer.detect.operations.DistccDetector;
import dev.netgen.analyzer.detect.operations.GpsdDetector;
import dev.netgen.analyzer.detect.operations.HaproxyPeersDetector;
import dev.netgen.analyzer.detect.operations.IcapDetector;
import dev.netgen.analyzer.detect.operations.MuninDetector;
import dev.netgen.analyzer.detect.operations.NrpeDetector;
import dev.netgen.analyzer.detect.operations.NutDetector;
import dev.netgen.analyzer.detect.operations.SpamdDetector;
import dev.netgen.model.graph.Encryption;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Monitoring, filters, compilers shared: forms the recordings lack, and near misses. */
final class OperationsNearMissTest {
  private static final Detector PEERS = new HaproxyPeersDetector();
  private static final Detector SPAM = new SpamdDetector();
  private static final Detector VIRUS = new ClamdDetector();
  private static final Detector ICAP = new IcapDetector();
  private static final Detector NRPE = new NrpeDetector();
  private static final Detector BUILD = new DistccDetector();
  private static final Detector POWER = new NutDetector();
  private static final Detector MUNIN = new MuninDetector();
  private static final Detector WHERE = new GpsdDetector();

  private static final String HELLO = "HAProxyS 2.1\nserver\nclient 1 1\n";
  private static final String CHECK = "CHECK SPAMC/1.5\r\nContent-length: 2\r\n\r\nhi";
  private static final String CHECKED = "SPAMD/1.1 0 EX_OK\r\n";
  private static final String MODIFY = "REQMOD icap://scan/echo ICAP/1.0\r\nHost: scan\r\n\r\n";
  private static final String MODIFIED = "ICAP/1.0 204 No modifications\r\n\r\n";
  private static final String QUERY = "\0\3\0\1\332\347\113\246\0\0\0\0\0\0\0\4load";
  private static final String RESPONSE = "\0\3\0\2\0\0\0\0\0\0\0\0\0\0\0\2ok";
  private static final String JOB = "DIST00000002ARGC00000003ARGV00000003gcc";
  private static final String READY = "# munin node at shop\n";
  private static final String VERSION = "{\"class\":\"VERSION\",\"release\":\"3.25\"}\r\n";
  private static final String LOGIN = "USERNAME a\nPASSWORD b\n";

  private static Stream<Arguments> beginnings() {
    return Stream.of(
        row(PEERS, Outcome.Match.class, "hello", HELLO, "200\n"),
        row(PEERS, Outcome.Match.class, "refused", HELLO, "504\n"),
        row(PEERS, Outcome.Match.class, "not answered", HELLO, ""),
        row(PEERS, Outcome.NeedMore.class, "hello cut", "HAProxyS 2", ""),
        row(PEERS, Outcome.No.class, "another name", swap(HELLO, 7, 'T'), "200\n"),
        row(PEERS, Outcome.No.class, "no version", "HAProxyS not a version\n", ""),
        row(PEERS, Outcome.No.class, "long status", HELLO, "2000\n"),
        row(PEERS, Outcome.No.class, "answered otherwise", HELLO, "HTTP/1.1 400 Bad\r\n\r\n"),
        row(SPAM, Outcome.Match.class, "checks", CHECK, CHECKED),
        row(SPAM, Outcome.Match.class, "not answered", CHECK, ""),
        row(SPAM, Outcome.NeedMore.class, "command cut", "CHECK SP", ""),
        row(SPAM, Outcome.No.class, "unknown command", CHECK.replace("CHECK", "CHUCK"), CHECKED),
        row(SPAM, Outcome.No.class, "another protocol", CHECK.replace("SPAMC", "SCAMC"), CHECKED),
        row(SPAM, Outcome.No.class, "answered otherwise", CHECK, "SPAM/1.1 0 EX_OK\r\n"),
        row(SPAM, Outcome.No.class, "long", "CHECK" + " ".repeat(40) + "SPAMC/1.5\r\n", ""),
        row(VIRUS, Outcome.Match.class, "a line", "nPING\n", "PONG\n"),
        row(VIRUS, Outcome.Match.class, "a path", "zSCAN /tmp\0", "/tmp: OK\0"),
        row(VIRUS, Outcome.NeedMore.class, "command cut", "zINSTR", ""),
        row(VIRUS, Outcome.No.class, "unknown command", "zPINK\0", "PONG\0"),
        row(VIRUS, Outcome.No.class, "argument is no path", "zSCAN tmp\0", ""),
        row(VIRUS, Outcome.No.class, "neither z nor n", "xPING\0", ""),
        row(VIRUS, Outcome.No.class, "binary answer", "zPING\0", "\1\2\3\4"),
        row(VIRUS, Outcome.No.class, "another answer", "zPING\0", "SSH-2.0-a\r\n"),
        row(VIRUS, Outcome.No.class, "binary", "z\1\2\3", ""),
        row(ICAP, Outcome.Match.class, "modifies", MODIFY, MODIFIED),
        row(ICAP, Outcome.Match.class, "not answered", MODIFY, ""),
        row(ICAP, Outcome.NeedMore.class, "request cut", "RESPMOD icap://a", ""),
        row(ICAP, Outcome.No.class, "HTTP", "OPTIONS /icap HTTP/1.1\r\n\r\n", ""),
        row(ICAP, Outcome.No.class, "version 2", MODIFY.replace("1.0", "2.0"), MODIFIED),
        row(ICAP, Outcome.No.class, "answered otherwise", MODIFY, "HTTP/1.1 400 Bad\r\n\r\n"));
  }

  private static Stream<Arguments> more() {
    return Stream.of(
        row(NRPE, Outcome.Match.class, "asked", QUERY, RESPONSE),
        row(NRPE, Outcome.Match.class, "not answered", QUERY, ""),
        row(NRPE, Outcome.NeedMore.class, "query cut", QUERY.substring(0, 18), ""),
        row(NRPE, Outcome.No.class, "another text", swap(QUERY, 16, 'r'), RESPONSE),
        row(NRPE, Outcome.No.class, "version 5", swap(QUERY, 1, 5), RESPONSE),
        row(NRPE, Outcome.No.class, "answers itself", swap(QUERY, 3, 2), RESPONSE),
        row(NRPE, Outcome.No.class, "other version answered", QUERY, swap(RESPONSE, 1, 2)),
        row(NRPE, Outcome.No.class, "too long", swap(QUERY, 12, 1), RESPONSE),
        row(BUILD, Outcome.Match.class, "a job", JOB, "DONE00000002"),
        row(BUILD, Outcome.Match.class, "with its folder", JOB.replace("ARGC", "CDIR"), ""),
        row(BUILD, Outcome.NeedMore.class, "job cut", "DIST00000001AR", ""),
        row(BUILD, Outcome.No.class, "another word", JOB.replace("ARGC", "ARGS"), ""),
        row(BUILD, Outcome.No.class, "answered otherwise", JOB, "DOES00000002"),
        row(POWER, Outcome.Match.class, "asks", "GET VAR a b\n", "VAR a b \"1\"\n"),
        row(POWER, Outcome.Match.class, "version", "VER\n", "Network UPS Tools upsd 2.8\n"),
        row(POWER, Outcome.Match.class, "logs in", LOGIN + "LOGIN a\n", "OK\nOK\nOK\n"),
        row(POWER, Outcome.NeedMore.class, "nothing behind it", LOGIN, "OK\nOK\n"),
        row(POWER, Outcome.NeedMore.class, "no line", "LIST", "BEGIN"),
        row(POWER, Outcome.No.class, "somebody's login", LOGIN + "DIR\n", "OK\nOK\nOK\n"),
        row(POWER, Outcome.No.class, "login of IMAP", LOGIN + "LOGIN a\n", "+OK\n"),
        row(POWER, Outcome.No.class, "another list", "LIST UPS\n", "BEGIN LIST VAR\n"),
        row(POWER, Outcome.No.class, "another value", "GET VAR a b\n", "VAR a c \"1\"\n"),
        row(POWER, Outcome.No.class, "nothing asked for", "GET\n", "VAR a b \"1\"\n"),
        row(POWER, Outcome.No.class, "NNTP's list", "LIST\r\n", "215 list follows\r\n"),
        row(POWER, Outcome.No.class, "SMTP's STARTTLS", "STARTTLS\r\n", "220 ready\r\n"),
        row(MUNIN, Outcome.Match.class, "asked", "list\n", READY + "cpu\n"),
        row(MUNIN, Outcome.NeedMore.class, "greeting cut", "", "# munin no"),
        row(MUNIN, Outcome.No.class, "another greeting", "", "# mumin node at shop\n"),
        row(MUNIN, Outcome.No.class, "binary command", "\0\1\2", READY),
        row(WHERE, Outcome.Match.class, "watched", "?WATCH={}\n", VERSION),
        row(WHERE, Outcome.Match.class, "greets", "", VERSION),
        row(WHERE, Outcome.NeedMore.class, "greeting cut", "", VERSION.substring(0, 12)),
        row(WHERE, Outcome.No.class, "other JSON", "", "{\"class\":\"DEVICE\"}\n"),
        row(WHERE, Outcome.No.class, "asked otherwise", "{}", VERSION));
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource({"beginnings", "more"})
  void fromTheStart(
      Detector detector,
      Class<? extends Outcome> outcome,
      String name,
      String client,
      String server) {
    NearMiss.assertFromTheStart(detector, outcome, name, client, server);
  }

  @ParameterizedTest
  @CsvSource({
    "STARTTLS|LIST UPS|, ERR FEATURE-NOT-CONFIGURED|BEGIN LIST UPS|, nut, PLAINTEXT",
    "STARTTLS|, OK STARTTLS|, nut, OPAQUE",
    "STARTTLS|LIST UPS|, OK STARTTLS|BEGIN LIST UPS|, nut, PLAINTEXT",
    "STARTTLS|, # munin node at shop|TLS OK|, munin, OPAQUE",
    "STARTTLS|list|, # munin node at shop|TLS MAYBE|cpu|, munin, PLAINTEXT",
    "STARTTLS|list|, # munin node at shop|# Unknown command.|cpu|, munin, PLAINTEXT",
    "'', # munin node at shop|, munin, OPAQUE",
    "'', # munin node at shop|TLS OK|, munin, OPAQUE",
    "'', # munin node at shop|cpu load|, munin, PLAINTEXT",
  })
  void whatWasAgreedOn(String client, String server, String protocol, Encryption encryption) {
    Verdict verdict = new Classifier().classify(Flows.cut(lines(client), lines(server)));
    assertThat(verdict.protocol()).isEqualTo(protocol);
    assertThat(verdict.encryption()).isEqualTo(encryption);
  }

  private static byte[] lines(String text) {
    return text.replace('|', '\n').getBytes(StandardCharsets.ISO_8859_1);
  }
}
