package dev.netgen.analyzer.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.decode.IcmpError;
import dev.netgen.analyzer.testing.Packets;
import dev.netgen.analyzer.testing.Runs;
import dev.netgen.analyzer.testing.TcpTalk;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

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

  @Test
  void errorsAboutUnknownFlowsAreCountedNotLost() {
    Runs.Outcome outcome = Runs.packets(talk().add(error(3, 1000)).syn().packets());
    assertThat(outcome.only().state()).isEqualTo(FlowState.UNANSWERED);
    assertThat(outcome.result().unused()).isEqualTo(1);
  }
}
