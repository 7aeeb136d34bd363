package dev.netgen.analyzer.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.input.InputNote;
import dev.netgen.analyzer.input.PipelineOptions;
import dev.netgen.analyzer.testing.Packets;
import dev.netgen.analyzer.testing.Pcap;
import dev.netgen.analyzer.testing.Runs;
import dev.netgen.analyzer.testing.TcpTalk;
import dev.netgen.analyzer.testing.TimedPacket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where one flow ends and another begins. */
class FlowBoundaryTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_800_000_000L * SECOND;

  private static TcpTalk talk() {
    return TcpTalk.between("10.0.0.1", 40000, "10.0.0.2", 80);
  }

  private static List<FlowState> states(TcpTalk talk) {
    return Runs.packets(talk.packets()).flows().stream().map(Flow::state).toList();
  }

  @Test
  void anotherInitialSequenceNumberIsAnotherConnection() {
    TcpTalk reused = talk().handshake().client("x").close().sequences(9000, 9500).handshake();
    assertThat(states(reused)).containsExactly(FlowState.ESTABLISHED, FlowState.CONNECTED_ONLY);
    TcpTalk whileOpen = talk().handshake().client("x").sequences(9000, 9500).handshake();
    assertThat(states(whileOpen)).containsExactly(FlowState.ESTABLISHED, FlowState.CONNECTED_ONLY);
  }

  @Test
  void repeatedSynIsTheSameConnection() {
    TcpTalk talk = talk().syn().sequences(1000, 5000).syn().synAck().clientSends("A", "");
    Flow flow = Runs.packets(talk.packets()).only();
    assertThat(flow.aToB().packets()).isEqualTo(3);
    assertThat(flow.aToB().initialSequence()).isEqualTo(1000);
    assertThat(flow.bToA().initialSequence()).isEqualTo(5000);
  }

  @Test
  void refusedThenAcceptedOnTheSamePortsIsTwoFlows() {
    TcpTalk talk =
        talk().syn().serverSends("RA", "").sequences(7000, 8000).handshake().client("x").close();
    assertThat(states(talk)).containsExactly(FlowState.REFUSED, FlowState.ESTABLISHED);
  }

  @Test
  void synSeenAfterItsAnswerIsTheSameConnection() {
    List<TimedPacket> packets = new ArrayList<>(talk().handshake().client("x").packets());
    packets.add(1, packets.remove(0));
    Flow flow = Runs.packets(packets).only();
    assertThat(flow.initiator()).isEqualTo(Flow.Initiator.B_BY_HANDSHAKE);
    assertThat(flow.state()).isEqualTo(FlowState.ESTABLISHED);
  }

  @Test
  void lateSegmentsBelongToTheClosedFlowAndStragglersAreCounted() {
    TcpTalk talk = talk().handshake().client("x").close();
    talk.clientSends("A", "").pause(10 * SECOND).serverSends("A", "");
    Runs.Outcome outcome = Runs.packets(talk.packets());
    assertThat(outcome.only().aToB().packets()).isEqualTo(6);
    assertThat(outcome.result().account()).containsEntry("tcp after close", 1L).hasSize(1);
  }

  @Test
  void resetThatIsNotObeyedDoesNotEndTheFlow() {
    TcpTalk talk = talk().handshake().client("x").serverSends("R", "");
    for (int i = 0; i < 5; i++) {
      talk.server("more").pause(SECOND).client("y");
    }
    Flow flow = Runs.packets(talk.packets()).only();
    assertThat(flow.bToA().bytes()).isEqualTo(20);
  }

  @Test
  void tcpSilenceOfTwoHoursIsOneFlowOfThreeIsTwo() {
    TcpTalk two = talk().handshake().client("x").pause(7200 * SECOND).client("y").server("z");
    assertThat(states(two)).containsExactly(FlowState.ESTABLISHED);
    TcpTalk three = talk().handshake().client("x").pause(10800 * SECOND).client("y").server("z");
    assertThat(states(three)).containsExactly(FlowState.ESTABLISHED, FlowState.MID_STREAM);
  }

  @Test
  void udpSilenceOfAMinuteSplits() {
    List<TimedPacket> packets = new ArrayList<>();
    for (long at : new long[] {0, 50, 100, 161}) {
      packets.add(udp(START + at * SECOND, false, "q"));
    }
    List<Flow> flows = Runs.packets(packets).flows();
    assertThat(flows).extracting(f -> f.aToB().packets()).containsExactly(3L, 1L);
  }

  private static TimedPacket udp(long nanos, boolean answer, String text) {
    Packets packet =
        answer
            ? Packets.udp("10.0.0.2", 53, "10.0.0.1", 5000)
            : Packets.udp("10.0.0.1", 5000, "10.0.0.2", 53);
    return new TimedPacket(nanos, packet.payload(text).ethernet());
  }

  /** The clock of one packet is wrong by days: nothing else changes. */
  @Test
  void sweepsDoNotDecide() {
    List<TimedPacket> packets = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      packets.add(udp(START + i * SECOND / 1000, i % 2 == 1, "x"));
    }
    long wrong = START + 86_400L * SECOND;
    byte[] other = Packets.udp("10.9.9.9", 1, "10.9.9.8", 2).payload("x").ethernet();
    for (int at = 16_000; at < 17_000; at += 3) {
      packets.add(at, new TimedPacket(wrong, other));
    }
    assertThat(Runs.packets(packets).flows())
        .extracting(f -> f.aToB().packets() + f.bToA().packets())
        .containsExactlyInAnyOrder(40_000L, 334L);
  }

  @Test
  void vlanIsPartOfTheScope() {
    List<TimedPacket> packets = new ArrayList<>(talk().vlan(5).handshake().packets());
    packets.addAll(talk().vlan(6).handshake().packets());
    assertThat(Runs.packets(packets).flows())
        .extracting(Flow::encapsulation)
        .containsExactlyInAnyOrder("vlan:5", "vlan:6");
  }

  @Test
  void limitEndsTheLongestIdleAndSaysSo() {
    List<TimedPacket> packets = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      byte[] bytes = Packets.udp("10.0.0.1", 1000 + i, "10.0.0.2", 53).payload("q").ethernet();
      packets.add(new TimedPacket(START + i, bytes));
    }
    PipelineOptions options = PipelineOptions.defaults().withMaxFlows(64);
    Runs.Outcome outcome = Runs.capture(Pcap.ethernet(packets), options);
    assertThat(outcome.flows()).hasSize(1000).extracting(Flow::frame).isSorted();
    assertThat(outcome.result().notes())
        .singleElement()
        .satisfies(note -> assertThat(note.kind()).isEqualTo(InputNote.Kind.LIMIT))
        .satisfies(note -> assertThat(note.count()).isBetween(936L, 944L));
  }

  @Test
  void flowsLeftAtTheEndComeInTheOrderInWhichTheyBegan() {
    List<TimedPacket> packets = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      byte[] bytes = Packets.udp("10.0.0.1", 60_000 - 7 * i, "10.0.0.2", 53).ethernet();
      packets.add(new TimedPacket(START + i, bytes));
    }
    assertThat(Runs.packets(packets).flows()).hasSize(500).extracting(Flow::frame).isSorted();
  }

  /** RFC 9293 section 3.10.7.4, RFC 5961 section 4: the server of the old connection objects. */
  @Test
  void challengeAcknowledgementAndItsResetEndTheOldConnection() {
    TcpTalk talk = talk().handshake().client("x").server("y");
    talk.sequences(900_000, 0).syn(); // the client restarted
    talk.sequences(1002, 5002).serverSends("A", ""); // challenge: the old numbers
    talk.sequences(5002, 0).sequences(1002, 5002).clientSends("R", "");
    talk.sequences(900_000, 700_000).handshake();
    Runs.Outcome outcome = Runs.packets(talk.packets());
    assertThat(outcome.flows())
        .extracting(Flow::state)
        .containsExactly(FlowState.ESTABLISHED, FlowState.CONNECTED_ONLY);
    assertThat(outcome.flows()).extracting(Flow::packets).containsExactly(7L, 4L);
    assertThat(outcome.result().account()).isEmpty();
  }

  /** A SYN from anywhere on the ports of a connection: the connection goes on as one flow. */
  @Test
  void blindSynDoesNotSplitAConnection() {
    TcpTalk talk = talk().handshake().client("GET ");
    talk.sequences(0x7000_0000L, 0).syn().sequences(1005, 5001);
    talk.serverSends("A", "").client("/").server("200 OK").close();
    List<Flow> flows = Runs.packets(talk.packets()).flows();
    assertThat(flows)
        .extracting(Flow::state)
        .containsExactlyInAnyOrder(FlowState.ESTABLISHED, FlowState.UNANSWERED);
    Flow real = flows.stream().filter(f -> f.state() == FlowState.ESTABLISHED).toList().get(0);
    assertThat(new String(real.aToB().prefix(), StandardCharsets.US_ASCII)).isEqualTo("GET /");
    assertThat(real.bToA().saw(Half.FIN)).isTrue();
  }

  /** The last packets of the old connection come after the SYN of the new one. */
  @Test
  void stragglersOfTheOldConnectionDoNotSpoilTheNew() {
    TcpTalk talk = talk().handshake().client("old").server("old");
    talk.sequences(600_000, 0).syn().sequences(1004, 5004).serverSends("FA", "");
    talk.sequences(600_001, 800_000).synAck().clientSends("A", "").client("new");
    assertThat(Runs.packets(talk.packets()).flows())
        .extracting(f -> new String(f.aToB().prefix(), StandardCharsets.US_ASCII))
        .containsExactly("old", "new");
  }

  @Test
  void halfClosedConnectionGoesOnForHours() {
    TcpTalk talk = talk().handshake().client("x").clientSends("FA", "").sequences(1003, 5001);
    for (int hour = 0; hour < 5; hour++) {
      talk.pause(3600 * SECOND).server("more").clientSends("A", "");
    }
    assertThat(states(talk)).containsExactly(FlowState.ESTABLISHED);
  }

  @Test
  void timeWaitIsReusedAtOnce() {
    TcpTalk talk = talk().handshake().client("x").close().pause(5 * SECOND);
    talk.sequences(70_000, 80_000).handshake().client("y").close();
    assertThat(states(talk)).containsExactly(FlowState.ESTABLISHED, FlowState.ESTABLISHED);
  }

  @Test
  void synSeenAfterTheDataOfItsConnectionIsTheSameConnection() {
    List<TimedPacket> packets =
        new ArrayList<>(talk().handshake().client("abc").client("def").packets());
    packets.add(packets.remove(0));
    packets.add(packets.remove(0));
    Flow flow = Runs.packets(packets).only();
    assertThat(flow.state()).isEqualTo(FlowState.ESTABLISHED);
    assertThat(new String(flow.aToB().prefix(), StandardCharsets.US_ASCII)).isEqualTo("abcdef");
    assertThat(flow.aToB().prefixFromStart()).isTrue();
  }
}
