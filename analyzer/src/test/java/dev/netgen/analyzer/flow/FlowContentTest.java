package dev.netgen.analyzer.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.testing.Packets;
import dev.netgen.analyzer.testing.Runs;
import dev.netgen.analyzer.testing.TcpTalk;
import dev.netgen.analyzer.testing.TimedPacket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a flow holds besides its state: counters, prefixes, UDP's direction. */
class FlowContentTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_800_000_000L * SECOND;

  private static TcpTalk talk() {
    return TcpTalk.between("10.0.0.1", 40000, "10.0.0.2", 80);
  }

  private static String text(Half half) {
    return new String(half.prefix(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void countersAndPrefixesOfBothDirections() {
    Flow flow =
        Runs.packets(talk().handshake().client("GET ").server("200").client("/").close().packets())
            .only();
    assertThat(text(flow.aToB())).isEqualTo("GET /");
    assertThat(text(flow.bToA())).isEqualTo("200");
    assertThat(flow.aToB().prefixFromStart()).isTrue();
    assertThat(flow.aToB().prefixComplete()).isTrue();
    assertThat(flow.aToB().bytes()).isEqualTo(5);
    assertThat(flow.aToB().packets()).isEqualTo(6);
    assertThat(flow.bToA().packets()).isEqualTo(3);
    assertThat(flow.aToB().saw(Half.SYN | Half.FIN)).isTrue();
    assertThat(flow.bToA().saw(Half.RST)).isFalse();
    assertThat(flow.frame()).isEqualTo(1);
    assertThat(flow.lastNanos() - flow.firstNanos()).isEqualTo(8_000_000L);
  }

  @Test
  void anyOrderOfSegmentsGivesTheSamePrefix() {
    List<TimedPacket> packets =
        new ArrayList<>(
            talk().handshake().client("ab").client("cd").client("ef").client("gh").packets());
    Collections.reverse(packets.subList(3, 7));
    packets.add(packets.get(4));
    Flow flow = Runs.packets(packets).only();
    assertThat(text(flow.aToB())).isEqualTo("abcdefgh");
    assertThat(flow.aToB().bytes()).isEqualTo(10);
    assertThat(flow.aToB().prefixComplete()).isTrue();
  }

  @Test
  void lostSegmentEndsThePrefixAndIsTold() {
    Flow flow =
        Runs.packets(talk().handshake().client("ab").client("cd").lost().client("ef").packets())
            .only();
    assertThat(text(flow.aToB())).isEqualTo("ab");
    assertThat(flow.aToB().prefixComplete()).isFalse();
    assertThat(flow.aToB().prefixFromStart()).isTrue();
  }

  @Test
  void snappedPayloadIsCountedWholeAndThePrefixIsNot() {
    List<TimedPacket> packets = new ArrayList<>();
    for (TimedPacket packet : talk().handshake().client("0123456789").client("abc").packets()) {
      packets.add(packet.snapped(14 + 40 + 4));
    }
    Flow flow = Runs.packets(packets).only();
    assertThat(flow.aToB().bytes()).isEqualTo(13);
    assertThat(text(flow.aToB())).isEqualTo("0123");
    assertThat(flow.aToB().prefixComplete()).isFalse();
  }

  @Test
  void sequenceNumbersWrapInsideThePrefix() {
    TcpTalk talk = talk().sequences(0xFFFF_FFFDL, 5000).handshake();
    Flow flow = Runs.packets(talk.client("abcdef").client("gh").packets()).only();
    assertThat(text(flow.aToB())).isEqualTo("abcdefgh");
  }

  /** After 4 GB the numbers come round; the bytes then are not those of the beginning. */
  @Test
  void wrappedNumbersDoNotReenterThePrefix() {
    TcpTalk talk = talk().handshake().client("begin").client("x").lost();
    for (long gigabytes = 1; gigabytes <= 4; gigabytes++) {
      talk.sequences((1006 + gigabytes * 0x3FFF_FFF0L) & 0xFFFF_FFFFL, 5001).client("y");
    }
    talk.sequences(1006, 5001).client("late");
    Flow flow = Runs.packets(talk.packets()).only();
    assertThat(text(flow.aToB())).isEqualTo("begin");
  }

  @Test
  void midStreamPrefixDoesNotClaimTheStart() {
    Flow flow = Runs.packets(talk().client("rest").server("ok").packets()).only();
    assertThat(text(flow.aToB())).isEqualTo("rest");
    assertThat(flow.aToB().prefixFromStart()).isFalse();
    assertThat(flow.aToB().initialSequence()).isEqualTo(-1);
  }

  private static TimedPacket udp(long nanos, boolean answer, String text) {
    Packets packet =
        answer
            ? Packets.udp("10.0.0.2", 53, "10.0.0.1", 5000)
            : Packets.udp("10.0.0.1", 5000, "10.0.0.2", 53);
    return new TimedPacket(nanos, packet.payload(text).ethernet());
  }

  private static TimedPacket arp(long nanos) {
    byte[] frame = new byte[42];
    frame[12] = 8;
    frame[13] = 6;
    return new TimedPacket(nanos, frame);
  }

  @Test
  void udpKeepsTheFirstDatagramsOfEachSideApart() {
    List<TimedPacket> packets =
        List.of(udp(START, false, "one"), udp(START + 1, true, "two"), udp(START + 2, false, "3"));
    Flow flow = Runs.packets(packets).only();
    assertThat(text(flow.aToB())).isEqualTo("one3");
    assertThat(flow.aToB().messageEnds()).containsExactly(3, 4);
    assertThat(text(flow.bToA())).isEqualTo("two");
    assertThat(flow.bToA().messageEnds()).containsExactly(3);
    assertThat(flow.aToB().prefixComplete()).isTrue();
    assertThat(flow.bToA().prefixComplete()).isTrue();
    assertThat(flow.state()).isEqualTo(FlowState.ESTABLISHED);
  }

  @Test
  void udpDirectionNeedsSomeIdlenessBefore() {
    Flow atOnce = Runs.packets(List.of(arp(START), udp(START + SECOND, false, "q"))).only();
    assertThat(atOnce.initiator()).isEqualTo(Flow.Initiator.UNKNOWN);
    Flow later = Runs.packets(List.of(arp(START), udp(START + SECOND + 1, false, "q"))).only();
    assertThat(later.initiator()).isEqualTo(Flow.Initiator.A_BY_FIRST_PACKET);
  }

  @Test
  void udpStates() {
    TimedPacket question = udp(START, false, "q");
    byte[] quoted = Packets.udp("10.0.0.1", 5000, "10.0.0.2", 53).payload("q").ip();
    TimedPacket refusal =
        new TimedPacket(
            START + 1, Packets.unreachable("10.0.0.2", "10.0.0.1", 3, quoted).ethernet());
    assertThat(state(question)).isEqualTo(FlowState.UNANSWERED);
    assertThat(state(question, refusal)).isEqualTo(FlowState.REFUSED);
    assertThat(state(question, udp(START, true, "a"), refusal)).isEqualTo(FlowState.ESTABLISHED);
    assertThat(state(Collections.nCopies(8, question).toArray(TimedPacket[]::new)))
        .isEqualTo(FlowState.ONE_WAY);
    byte[] group = Packets.udp("10.0.0.1", 5353, "224.0.0.251", 5353).payload("x").ethernet();
    assertThat(state(new TimedPacket(START, group))).isEqualTo(FlowState.ONE_WAY);
  }

  private static FlowState state(TimedPacket... packets) {
    return Runs.packets(List.of(packets)).only().state();
  }
}
