package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Strings;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.analyzer.detect.network.BgpDetector;
import dev.netgen.analyzer.detect.network.MemberlistDetector;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.model.graph.Encryption;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What programs of a cluster tell one another: forms that the recording lacks, and near misses. */
final class ClusterNearMissTest {
  private static final Detector BGP = new BgpDetector();
  private static final Detector STREAM = MemberlistDetector.stream();
  private static final Detector DATAGRAMS = MemberlistDetector.datagrams();

  private static final String MARKER = Strings.repeat("\377", 16);
  private static final String OPEN = MARKER + "\0\35\1\4\375\352\0\360\12\24\0\2\0";
  private static final String KEEPALIVE = MARKER + "\0\23\4";
  private static final String ACK = "\2\202\247Payload\240\245SeqNo\1";
  private static final String PING = "\0\202\244Node\243one\245SeqNo\1";

  /** Of the recording the scenarios judge the links; gossip over UDP is none. */
  @Test
  void gossipOfTheRecording() {
    assertThat(ProtocolRecordingsTest.flows("protocol-cluster"))
        .filteredOn(flow -> flow.protocol() == Flows.UDP && flow.portB() == 9094)
        .isNotEmpty()
        .allSatisfy(
            flow -> {
              Verdict verdict = new Classifier().classify(flow);
              assertThat(verdict.protocol()).isEqualTo("memberlist");
              assertThat(verdict.encryption()).isEqualTo(Encryption.PLAINTEXT);
              assertThat(verdict.server()).isEqualTo(Verdict.Side.UNKNOWN);
            });
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Stream<Arguments> exchanges() {
    return Stream.of(
        of(BGP, Outcome.Match.class, "open both", OPEN, OPEN + KEEPALIVE),
        of(BGP, Outcome.Match.class, "refused", OPEN, MARKER + "\0\25\3\6\5"),
        of(BGP, Outcome.Match.class, "not answered", OPEN, ""),
        of(BGP, Outcome.NeedMore.class, "marker cut", "\377\377\377\377", ""),
        of(BGP, Outcome.No.class, "answered by something else", OPEN, "HTTP/1.1 400 Bad\r\n\r\n"),
        of(BGP, Outcome.No.class, "another version", OPEN.replace("\1\4", "\1\3"), ""),
        of(BGP, Outcome.No.class, "keepalive first", KEEPALIVE + OPEN, ""),
        of(BGP, Outcome.No.class, "all ones", Strings.repeat("\377", 64), ""),
        of(BGP, Outcome.No.class, "keepalive of another length", OPEN + MARKER + "\0\24\4 ", ""),
        of(BGP, Outcome.No.class, "chain that breaks", OPEN + "hello, world, and so on", ""),
        of(STREAM, Outcome.Match.class, "ping over TCP", PING, ACK),
        of(STREAM, Outcome.Match.class, "labelled", "\364\4shop" + PING, ""),
        of(STREAM, Outcome.No.class, "label not printable", "\364\4\1\2\3\4" + PING, ""),
        of(STREAM, Outcome.No.class, "answered by something else", PING, "-ERR\r\n"),
        of(STREAM, Outcome.No.class, "another key", PING.replace("Node", "Name"), ""),
        of(STREAM, Outcome.No.class, "no map", PING.replace('\202', '\222'), ""),
        of(STREAM, Outcome.No.class, "compound over TCP", "\7\1\0\26" + ACK, ""),
        of(DATAGRAMS, Outcome.Match.class, "compound", "\7\1" + length(ACK) + ACK, ""),
        of(DATAGRAMS, Outcome.No.class, "compound of more", "\7\1\0\77" + ACK, ""),
        of(DATAGRAMS, Outcome.No.class, "compound of none", "\7\0" + ACK, ""),
        of(DATAGRAMS, Outcome.No.class, "checked, wrong sum", "\14\1\2\3\4" + ACK, ""),
        of(DATAGRAMS, Outcome.No.class, "compound in itself", "\7\1\0\6\7\1\0\2\7\1", ""));
  }

  private static String length(String message) {
    return "\0" + (char) message.length();
  }

  private static Arguments of(
      Detector detector, Class<? extends Outcome> outcome, String name, String one, String two) {
    return Arguments.of(detector, outcome, name, bytes(one), bytes(two));
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("exchanges")
  void judged(
      Detector detector, Class<? extends Outcome> outcome, String name, byte[] one, byte[] two) {
    boolean stream = detector != DATAGRAMS;
    Flow flow = stream ? Flows.cut(one, two) : Flows.udp(one, two);
    Exchange exchange = new Exchange(Speech.of(flow.aToB()), Speech.of(flow.bToA()));
    assertThat(detector.detect(exchange)).as(name).isInstanceOf(outcome);
    int answer = two.length == 0 ? -1 : two[0] & 0xFF;
    assertThat(detector.mayBegin(one[0] & 0xFF, answer) || outcome == Outcome.No.class).isTrue();
  }
}
