package dev.netgen.analyzer.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Lists;
import dev.netgen.analyzer.decode.IcmpError;
import dev.netgen.analyzer.input.PipelineOptions;
import dev.netgen.analyzer.testing.Packets;
import dev.netgen.analyzer.testing.Pcap;
import dev.netgen.analyzer.testing.Runs;
import dev.netgen.analyzer.testing.TcpTalk;
import dev.netgen.analyzer.testing.TimedPacket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** ICMP errors say something of the attempt they answer, and of nothing else. */
class IcmpErrorTest {
  private record Case(String name, TcpTalk talk, FlowState state, IcmpError error) {}

  private static TcpTalk talk() {
    return TcpTalk.between("10.0.0.1", 40000, "10.0.0.2", 80);
  }

  private static Packets error(int code, long sequence) {
    byte[] quoted = Packets.tcp("10.0.0.1", 40000, "10.0.0.2", 80).flags("S").seq(sequence).ip();
    return Packets.unreachable("10.0.0.9", "10.0.0.1", code, quoted);
  }

  @TestFactory
  Stream<DynamicTest> attempts() {
    return Stream.of(
            new Case(
                "port", talk().syn().add(error(3, 1000)), FlowState.REFUSED, IcmpError.REFUSED),
            new Case(
                "filter",
                talk().syn().add(error(13, 1000)),
                FlowState.REFUSED,
                IcmpError.PROHIBITED),
            new Case(
                "host",
                talk().syn().add(error(1, 1000)),
                FlowState.UNANSWERED,
                IcmpError.UNREACHABLE),
            new Case(
                "host, then filter",
                talk().syn().add(error(1, 1000)).add(error(10, 1000)),
                FlowState.REFUSED,
                IcmpError.PROHIBITED),
            new Case(
                "too big", talk().syn().add(error(4, 1000)), FlowState.UNANSWERED, IcmpError.NONE),
            new Case(
                "spoofed", talk().syn().add(error(3, 1001)), FlowState.UNANSWERED, IcmpError.NONE),
            new Case(
                "established",
                talk().handshake().add(error(3, 1000)).client("x"),
                FlowState.ESTABLISHED,
                IcmpError.NONE),
            new Case(
                "answered after all",
                talk().syn().add(error(1, 1000)).synAck().clientSends("A", "").client("x"),
                FlowState.ESTABLISHED,
                IcmpError.NONE))
        .map(
            c ->
                DynamicTest.dynamicTest(
                    c.name,
                    () -> {
                      Flow flow = Runs.packets(c.talk.packets()).only();
                      assertThat(flow.state()).isEqualTo(c.state);
                      assertThat(flow.context().icmp()).isEqualTo(c.error);
                    }));
  }

  /** A capture of several devices is not in order: the error may stand before its attempt. */
  static Stream<Arguments> before() {
    TcpTalk late = talk().add(error(3, 1000)).pause(1_100_000_000L).syn();
    TcpTalk soon = talk().add(error(3, 1000)).pause(900_000_000L).syn();
    return Stream.of(
        Arguments.of("port", talk().add(error(3, 1000)).syn(), IcmpError.REFUSED),
        Arguments.of("filter", talk().add(error(13, 1000)).syn(), IcmpError.PROHIBITED),
        Arguments.of(
            "the graver of two",
            talk().add(error(13, 1000)).add(error(1, 1000)).syn(),
            IcmpError.PROHIBITED),
        Arguments.of("within a second", soon, IcmpError.REFUSED),
        Arguments.of("later", late, IcmpError.NONE),
        Arguments.of("spoofed", talk().add(error(3, 1001)).syn(), IcmpError.NONE),
        Arguments.of("too big", talk().add(error(4, 1000)).syn(), IcmpError.NONE),
        Arguments.of(
            "begun before the capture", talk().add(error(3, 1000)).client("x"), IcmpError.NONE),
        Arguments.of(
            "answered after all",
            talk().add(error(1, 1000)).handshake().client("x"),
            IcmpError.NONE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void before(String name, TcpTalk talk, IcmpError error) {
    Runs.Outcome outcome = Runs.packets(talk.packets());
    assertThat(outcome.only().context().icmp()).as(name).isEqualTo(error);
  }

  @Test
  void anErrorBeforeItsAttemptWithItsTimeAfterIsOneToo() {
    List<TimedPacket> packets = talk().syn().add(error(3, 1000)).packets();
    Flow flow = Runs.packets(Lists.reverse(packets)).only();
    assertThat(flow.state()).isEqualTo(FlowState.REFUSED);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 5000, 10.0.0.2, 53, REFUSED",
    "10.0.0.1, 5001, 10.0.0.2, 53, UNANSWERED",
    "10.0.0.1, 5000, 10.0.0.2, 54, UNANSWERED",
    "10.0.0.2, 53, 10.0.0.1, 5000, UNANSWERED"
  })
  void aDatagramRefusedBeforeItIsSeen(
      String from, int fromPort, String to, int toPort, FlowState state) {
    byte[] quoted = Packets.udp("10.0.0.1", 5000, "10.0.0.2", 53).payload("x").ip();
    byte[] error = Packets.unreachable("10.0.0.2", "10.0.0.1", 3, quoted).ethernet();
    byte[] sent = Packets.udp(from, fromPort, to, toPort).payload("x").ethernet();
    Runs.Outcome outcome =
        Runs.packets(List.of(new TimedPacket(1_000, error), new TimedPacket(2_000, sent)));
    assertThat(outcome.only().state()).isEqualTo(state);
    assertThat(outcome.result().unused()).isEqualTo(1);
  }

  @Test
  void errorsThatWaitAreBounded() {
    List<TimedPacket> packets = new ArrayList<>();
    for (int i = 0; i <= IcmpErrors.MOST_EARLY; i++) {
      byte[] quoted = Packets.udp("10.0.0.1", 2000 + i, "10.0.0.2", 53).payload("x").ip();
      Packets error = Packets.unreachable("10.0.0.2", "10.0.0.1", 3, quoted);
      packets.add(new TimedPacket(1_000 + i, error.ethernet()));
    }
    for (int port : new int[] {2000, 2001}) {
      byte[] sent = Packets.udp("10.0.0.1", port, "10.0.0.2", 53).payload("x").ethernet();
      packets.add(new TimedPacket(9_000 + port, sent));
    }
    assertThat(Runs.packets(packets).flows())
        .extracting(Flow::state)
        .containsExactly(FlowState.UNANSWERED, FlowState.REFUSED);
  }

  /** Attempts at one observer, errors at another: the way back need not be the way there. */
  static Stream<Arguments> elsewhere() {
    byte[] asked = Packets.udp("10.0.0.1", 5000, "10.0.0.2", 53).payload("x").ip();
    Packets refused = Packets.unreachable("10.0.0.2", "10.0.0.1", 3, asked);
    return Stream.of(
        Arguments.of("port", talk().syn(), error(3, 1000), FlowState.REFUSED),
        Arguments.of("host", talk().syn(), error(1, 1000), FlowState.UNANSWERED),
        Arguments.of("spoofed", talk().syn(), error(3, 1001), FlowState.UNANSWERED),
        Arguments.of(
            "answered", talk().handshake().client("x"), error(3, 1000), FlowState.ESTABLISHED),
        Arguments.of(
            "datagram, which has no number",
            talk().add(Packets.udp("10.0.0.1", 5000, "10.0.0.2", 53).payload("x")),
            refused,
            FlowState.UNANSWERED));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void elsewhere(
      String name, TcpTalk attempt, Packets error, FlowState state, @TempDir Path directory)
      throws IOException {
    List<TimedPacket> there = attempt.packets();
    long began = there.get(0).nanos();
    for (long after : new long[] {1_000, -1_000}) {
      Path one = directory.resolve("one.pcap");
      Path other = directory.resolve("other.pcap");
      Files.write(one, Pcap.ethernet(there));
      Files.write(other, Pcap.ethernet(List.of(new TimedPacket(began + after, error.ethernet()))));
      Runs.Outcome outcome = Runs.paths(List.of(one, other), PipelineOptions.defaults());
      assertThat(outcome.only().state()).as(name + after).isEqualTo(state);
      assertThat(outcome.result().unused()).isEqualTo(1);
    }
  }

  @Test
  void errorsAboutUnknownFlowsAreCountedNotLost() {
    Runs.Outcome outcome = Runs.packets(talk().add(error(3, 999)).syn().packets());
    assertThat(outcome.only().state()).isEqualTo(FlowState.UNANSWERED);
    assertThat(outcome.result().unused()).isEqualTo(1);
  }
}
