package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Strings;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.analyzer.detect.files.NbdDetector;
import dev.netgen.analyzer.detect.message.PulsarDetector;
import dev.netgen.analyzer.detect.network.MemberlistDetector;
import dev.netgen.analyzer.detect.rpc.RaftDetector;
import dev.netgen.analyzer.detect.telemetry.ZabbixDetector;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.LinkNote;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Raft, gossip under a key, disks and Zabbix: forms the recordings lack, and near misses. */
final class ConsensusNearMissTest {
  private static final Detector RAFT = new RaftDetector();
  private static final Detector GOSSIP = MemberlistDetector.stream();
  private static final Detector NBD = new NbdDetector();
  private static final Detector PULSAR = new PulsarDetector();
  private static final Detector ZABBIX = new ZabbixDetector();

  private static final String VOTE = "\1\206\251Candidate\243one\244Term\1";
  private static final String GRANTED = "\240\204\247Granted\303\245Peers\300";
  private static final String TOLD =
      "\4\206\244Addr\243one\242ID\241a\254LastLogIndex\1\257ProtocolVersion\3";

  private static final String SEALED = "\12\0\0\0\50\1" + noise(39);

  private static final String BINARY =
      "\12\0\0\0\50\1" + Strings.repeat("\0\0\0\211\220\3\0\301\202\1\0\204\205", 3);

  private static final String LOW =
      "\12\0\0\0\50\1" + Strings.repeat("\1\2\11\37\4\23\200\7\27\5\13\34\3", 3);

  private static final String GREETING = "NBDMAGICIHAVEOPT\0\3";
  private static final String FLAGS = "\0\0\0\3";
  private static final String START_TLS = "IHAVEOPT\0\0\0\5\0\0\0\0";
  private static final String REFUSED = "\0\3\350\211\4\125\145\251\0\0\0\5\200\0\0\1\0\0\0\0";
  private static final String READ = "\45\140\225\23\0\0\0\0";
  private static final String REPLY = "\147\104\146\230\0\0\0\0";
  private static final String PULSAR_CONNECT =
      "\0\0\0\42\0\0\0\36\10\2\22\32\12\10Pulsar-1\32\3abc\40\25\52\5token";
  private static final String PULSAR_CONNECTED =
      "\0\0\0\24\0\0\0\20\10\3\32\14\12\10Pulsar-2\20\25";
  private static final String PULSAR_PING = "\0\0\0\11\0\0\0\5\10\22\222\1\0";
  private static final String ASKED = "ZBXD\1\12\0\0\0\0\0\0\0agent.ping";
  private static final String ANSWERED = "ZBXD\1\1\0\0\0\0\0\0\0" + "1";

  private static String noise(int length) {
    StringBuilder noise = new StringBuilder();
    for (int i = 0; i < length; i++) {
      noise.append((char) ((i * 197 + 131) & 0xFF));
    }
    return noise.toString();
  }

  private static String swap(String text, int at, int value) {
    return text.substring(0, at) + (char) value + text.substring(at + 1);
  }

  private static Stream<Arguments> exchanges() {
    return Stream.of(
        of(RAFT, Outcome.Match.class, "vote", VOTE, GRANTED),
        of(RAFT, Outcome.Match.class, "vote not answered", VOTE, ""),
        of(RAFT, Outcome.Match.class, "on a shared port", "\1" + VOTE, GRANTED),
        of(RAFT, Outcome.Match.class, "caller told", TOLD, GRANTED),
        of(RAFT, Outcome.Match.class, "an error", VOTE, "\246failed" + GRANTED.substring(1)),
        of(RAFT, Outcome.No.class, "gossip", "\4\206\244Addr\243one\245State\1", ""),
        of(RAFT, Outcome.No.class, "call of a later kind", VOTE.replace('\1', '\5'), ""),
        of(RAFT, Outcome.No.class, "another key", VOTE.replace("Cand", "Card"), ""),
        of(RAFT, Outcome.No.class, "a list", VOTE.replace('\206', '\226'), ""),
        of(RAFT, Outcome.No.class, "on another port's choice", "\2" + VOTE, GRANTED),
        of(RAFT, Outcome.No.class, "answered otherwise", VOTE, "HTTP/1.1 400 Bad\r\n\r\n"),
        of(RAFT, Outcome.No.class, "answer to something else", "hello\n", GRANTED),
        of(GOSSIP, Outcome.Match.class, "under a key", SEALED, SEALED),
        of(GOSSIP, Outcome.Match.class, "labelled", "\364\4shop" + SEALED, SEALED),
        of(GOSSIP, Outcome.No.class, "one side under a key", SEALED, "hello, world\n"),
        of(GOSSIP, Outcome.No.class, "small numbers", BINARY, BINARY),
        of(GOSSIP, Outcome.No.class, "few high bytes", LOW, LOW),
        of(GOSSIP, Outcome.No.class, "not answered", SEALED, ""),
        of(GOSSIP, Outcome.No.class, "longer than told", SEALED + "x", SEALED),
        of(GOSSIP, Outcome.No.class, "a later version", SEALED.replaceFirst("\1", "\2"), SEALED),
        of(NBD, Outcome.Match.class, "TLS refused", GREETING, FLAGS + START_TLS, REFUSED),
        of(NBD, Outcome.Match.class, "left at once", GREETING, ""),
        of(NBD, Outcome.NeedMore.class, "greeting cut", "NBDMAGICIHAVE", ""),
        of(NBD, Outcome.No.class, "another greeting", "NBDMAGICIHAVENOT\0\3", FLAGS),
        of(NBD, Outcome.No.class, "answered otherwise", GREETING, FLAGS + "GET / HTTP/1.1\r\n"),
        of(NBD, Outcome.No.class, "client greets", "", GREETING),
        of(PULSAR, Outcome.Match.class, "connects", PULSAR_CONNECT, PULSAR_CONNECTED),
        of(PULSAR, Outcome.Match.class, "not answered", PULSAR_CONNECT, ""),
        of(PULSAR, Outcome.No.class, "connected first", PULSAR_CONNECTED, PULSAR_CONNECT),
        of(PULSAR, Outcome.No.class, "pings first", PULSAR_PING, PULSAR_PING),
        of(PULSAR, Outcome.No.class, "answered otherwise", PULSAR_CONNECT, "HTTP/1.1 400 Bad\r\n"),
        of(PULSAR, Outcome.No.class, "another field", swap(PULSAR_CONNECT, 10, 26), ""),
        of(PULSAR, Outcome.No.class, "longer than told", swap(PULSAR_CONNECT, 7, 29), ""),
        of(PULSAR, Outcome.No.class, "no type first", swap(PULSAR_CONNECT, 8, 16), ""),
        of(ZABBIX, Outcome.Match.class, "asked and answered", ASKED, ANSWERED),
        of(ZABBIX, Outcome.Match.class, "not answered", ASKED, ""),
        of(ZABBIX, Outcome.NeedMore.class, "header cut", "ZBXD\1\12", ""),
        of(ZABBIX, Outcome.No.class, "no flag", ASKED.replace('\1', '\0'), ANSWERED),
        of(ZABBIX, Outcome.No.class, "unknown flags", ASKED.replace('\1', '\101'), ANSWERED),
        of(ZABBIX, Outcome.No.class, "answered otherwise", ASKED, "HTTP/1.1 400 Bad\r\n\r\n"));
  }

  private static Arguments of(
      Detector detector, Class<? extends Outcome> outcome, String name, String... said) {
    boolean serverFirst = detector == NBD;
    String first = said[0];
    String second = said[1];
    String client = serverFirst ? second : first;
    String server = serverFirst ? first + (said.length > 2 ? said[2] : "") : second;
    return Arguments.of(detector, outcome, name, bytes(client), bytes(server));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Finding found(Detector detector, Exchange exchange) {
    assertThat(detector.detect(exchange)).isInstanceOf(Outcome.Match.class);
    return ((Outcome.Match) detector.detect(exchange)).finding();
  }

  private static Exchange exchange(byte[] client, byte[] server, boolean fromStart) {
    return new Exchange(
        Speech.of(Flows.half(client, fromStart, true)),
        Speech.of(Flows.half(server, fromStart, true)));
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("exchanges")
  void judged(
      Detector detector, Class<? extends Outcome> outcome, String name, byte[] one, byte[] two) {
    assertThat(detector.detect(exchange(one, two, true))).as(name).isInstanceOf(outcome);
    int first = one.length == 0 ? -1 : one[0] & 0xFF;
    int answer = two.length == 0 ? -1 : two[0] & 0xFF;
    assertThat(detector.mayBegin(first, answer) || outcome == Outcome.No.class).isTrue();
  }

  @Test
  void aDiskInUseIsKnownWhereBothSidesSaySo() {
    Finding found = found(NBD, exchange(bytes(READ), bytes(REPLY), false));
    assertThat(found.encryption()).isEqualTo(Encryption.PLAINTEXT);
    String extended = "\41\344\34\161\0\0\0\0";
    Exchange later = exchange(bytes(extended), bytes("\156\212\47\214\0\0\0\0"), false);
    assertThat(found(NBD, later).encryption()).isEqualTo(Encryption.PLAINTEXT);
    assertThat(NBD.detect(exchange(bytes(READ), bytes("HTTP/1.1 200"), false)))
        .isInstanceOf(Outcome.No.class);
  }

  @Test
  void pulsarsTokenIsNoticed() {
    Finding found = found(PULSAR, exchange(bytes(PULSAR_CONNECT), bytes(PULSAR_CONNECTED), true));
    assertThat(found.notes()).containsExactly(LinkNote.CREDENTIALS_IN_CLEAR);
    assertThat(found.facts()).containsEntry("pulsar.auth", "token");
    assertThat(found.facts().toString()).doesNotContain("abc");
  }

  @Test
  void pulsarsPingsShowNoRoles() {
    Finding found = found(PULSAR, exchange(bytes(PULSAR_PING), bytes(PULSAR_PING), false));
    assertThat(found.rolesShown()).isFalse();
  }

  @Test
  void readableDataIsUnderNoKey() {
    String clear = "\12\0\0\0\50\1" + Strings.repeat("hello, world ", 3);
    assertThat(GOSSIP.detect(exchange(bytes(clear), bytes(clear), true)))
        .isInstanceOf(Outcome.No.class);
    assertThat(found(GOSSIP, exchange(bytes(SEALED), bytes(SEALED), true)).encryption())
        .isEqualTo(Encryption.ENCRYPTED);
  }
}
