package dev.netgen.analyzer.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.flow.Flow.Initiator;
import dev.netgen.analyzer.testing.Packets;
import dev.netgen.analyzer.testing.Runs;
import dev.netgen.analyzer.testing.TimedPacket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Flows of what is neither TCP nor UDP: SCTP associations, and protocols without ports. */
class PortlessFlowTest {
  private static final long START = 1_800_000_000_000_000_000L;
  private static final int TAG_A = 0x11111111;
  private static final int TAG_B = 0x22222222;

  /** An SCTP conversation from port 5000 to 3868, written packet by packet. */
  private static final class Talk {
    final List<TimedPacket> packets = new ArrayList<>();

    Talk client(int tag, int chunk, byte... body) {
      return add(true, tag, chunk, body);
    }

    Talk server(int tag, int chunk, byte... body) {
      return add(false, tag, chunk, body);
    }

    Talk opened() {
      return client(0, 1, init(TAG_A)).server(TAG_A, 2, init(TAG_B)).client(TAG_B, 10);
    }

    private Talk add(boolean up, int tag, int chunk, byte... body) {
      ByteBuffer b = ByteBuffer.allocate(16 + body.length);
      b.putShort((short) (up ? 5000 : 3868)).putShort((short) (up ? 3868 : 5000));
      b.putInt(tag).putInt(0).put((byte) chunk).put((byte) 3);
      b.putShort((short) (4 + body.length)).put(body);
      String from = up ? "10.0.0.1" : "10.0.0.2";
      String to = up ? "10.0.0.2" : "10.0.0.1";
      byte[] frame = Packets.ip(132, from, to, b.array()).ethernet();
      packets.add(new TimedPacket(START + packets.size(), frame));
      return this;
    }
  }

  private static byte[] init(int tag) {
    return ByteBuffer.allocate(16).putInt(tag).array();
  }

  private static byte[] data(String text) {
    return Packets.join(new byte[12], text.getBytes(StandardCharsets.US_ASCII));
  }

  private record Case(String name, Talk talk, FlowState state, Initiator initiator) {}

  @TestFactory
  Stream<DynamicTest> associations() {
    Initiator a = Initiator.A_BY_HANDSHAKE;
    return Stream.of(
            new Case(
                "data", new Talk().opened().client(TAG_B, 0, data("hi")), FlowState.ESTABLISHED, a),
            new Case(
                "accepted only",
                new Talk().opened().server(TAG_A, 11),
                FlowState.CONNECTED_ONLY,
                a),
            new Case(
                "refused",
                new Talk().client(0, 1, init(TAG_A)).server(TAG_A, 6),
                FlowState.REFUSED,
                a),
            new Case(
                "abort with another tag refuses nothing",
                new Talk().client(0, 1, init(TAG_A)).server(TAG_B, 6),
                FlowState.UNANSWERED,
                a),
            new Case("unanswered", new Talk().client(0, 1, init(TAG_A)), FlowState.UNANSWERED, a),
            new Case(
                "init repeated",
                new Talk().client(0, 1, init(TAG_A)).client(0, 1, init(TAG_A)),
                FlowState.UNANSWERED,
                a),
            new Case(
                "begun before the capture",
                new Talk().client(TAG_B, 0, data("hi")).server(TAG_A, 3, new byte[12]),
                FlowState.MID_STREAM,
                Initiator.UNKNOWN),
            new Case(
                "heartbeats only",
                new Talk().client(TAG_B, 4).server(TAG_A, 5),
                FlowState.CONNECTED_ONLY,
                Initiator.UNKNOWN))
        .map(c -> DynamicTest.dynamicTest(c.name, () -> check(c)));
  }

  private static void check(Case c) {
    Flow flow = Runs.packets(c.talk.packets).only();
    assertThat(flow.state()).isEqualTo(c.state);
    assertThat(flow.initiator()).isEqualTo(c.initiator);
    assertThat(flow.portB()).isEqualTo(3868);
  }

  @Test
  void anotherInitiateTagIsAnotherAssociation() {
    Talk talk = new Talk().opened().client(TAG_B, 0, data("hi")).client(0, 1, init(0x7777));
    assertThat(Runs.packets(talk.packets).flows())
        .extracting(Flow::state)
        .containsExactly(FlowState.ESTABLISHED, FlowState.UNANSWERED);
  }

  @Test
  void firstUserMessagesAreKept() {
    Talk talk = new Talk().opened().client(TAG_B, 0, data("hello")).client(TAG_B, 0, data("more"));
    Flow flow = Runs.packets(talk.packets).only();
    assertThat(new String(flow.aToB().prefix(), StandardCharsets.US_ASCII)).isEqualTo("hellomore");
    assertThat(flow.aToB().messageEnds()).containsExactly(5, 9);
    assertThat(flow.aToB().bytes()).isEqualTo(9);
  }

  @Test
  void echoIsAFlowWithoutPorts() {
    List<TimedPacket> packets =
        List.of(
            new TimedPacket(START, Packets.ip(1, "10.0.0.1", "10.0.0.2", echo(8)).ethernet()),
            new TimedPacket(START + 1, Packets.ip(1, "10.0.0.2", "10.0.0.1", echo(0)).ethernet()));
    Flow flow = Runs.packets(packets).only();
    assertThat(flow.protocol()).isEqualTo(1);
    assertThat(flow.portA() + flow.portB()).isZero();
    assertThat(flow.state()).isEqualTo(FlowState.ESTABLISHED);
  }

  private static byte[] echo(int type) {
    return new byte[] {(byte) type, 0, 0, 0, 0, 1, 0, 1, 'a', 'b'};
  }
}
