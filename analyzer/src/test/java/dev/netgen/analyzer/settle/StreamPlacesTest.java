package dev.netgen.analyzer.settle;

import static dev.netgen.analyzer.settle.FlowDraft.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Lists;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A view with the handshake, and others that began later or are of another connection. */
final class StreamPlacesTest {
  private static final String CLIENT = "10.1.0.2 40000";
  private static final String SERVICE = "10.96.0.10 80";
  private static final String BACKEND = "10.2.0.3 8080";
  private static final String NODE = "192.168.7.1 61000";
  private static final long WRAPS = 0xFFFF_FFF0L;

  /** Of a connection that begins at these numbers and sends 1000 and 5000 bytes. */
  private static FlowDraft whole(String one, String other) {
    return tcp(one, other).sequences(99, 299).places(100, 1000, 300, 5000).lasts(900_000);
  }

  private static FlowDraft later(String one, String other, long a, long b) {
    return tcp(one, other)
        .places(a, Math.max(0, 1100 - a), b, Math.max(0, 5300 - b))
        .by(1)
        .at(400_000)
        .lasts(500_000);
  }

  private static Arguments pair(String name, FlowDraft one, FlowDraft other) {
    return Arguments.of(name, List.of(one, other));
  }

  static Stream<Arguments> joined() {
    return Stream.of(
        pair("begun later", whole(CLIENT, BACKEND), later(CLIENT, BACKEND, 600, 2300)),
        pair(
            "begun later, the server's packet first",
            whole(CLIENT, BACKEND),
            tcp(BACKEND, CLIENT).places(2300, 3000, 600, 500).by(1).at(400_000)),
        pair("begun after all payload", whole(CLIENT, BACKEND), later(CLIENT, BACKEND, 1100, 5300)),
        pair("begun with the FIN", whole(CLIENT, BACKEND), later(CLIENT, BACKEND, 1101, 5301)),
        pair(
            "one direction only",
            whole(CLIENT, BACKEND),
            later(CLIENT, BACKEND, 600, 2300).places(600, 500, -1, 0).packets(3, 0)),
        pair(
            "numbers that wrap",
            tcp(CLIENT, BACKEND).sequences(WRAPS - 1, 5).places(WRAPS, 900, 6, 900),
            tcp(CLIENT, BACKEND).places(40, 844, 500, 406).by(1).at(100_000)),
        pair(
            "begun within the handshake, destination translated",
            whole(CLIENT, SERVICE),
            later(CLIENT, BACKEND, 100, 300).sequences(-1, 299).at(100)),
        pair("destination translated", whole(CLIENT, SERVICE), later(CLIENT, BACKEND, 600, 2300)),
        pair("source translated", whole(CLIENT, BACKEND), later(NODE, BACKEND, 600, 2300)),
        pair(
            "source translated, long, the same end",
            whole(CLIENT, BACKEND).places(100, 900_000, 300, 900_000),
            later(NODE, BACKEND, 0, 0).places(50_100, 850_000, 50_300, 850_000)),
        pair(
            "both begun before the capture, at other times",
            whole(CLIENT, BACKEND).sequences(-1, -1),
            later(CLIENT, BACKEND, 600, 2300)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void joined(String name, List<FlowDraft> flows) {
    for (List<FlowDraft> order : List.of(flows, Lists.reverse(flows))) {
      List<Conversation> conversations = Joins.of(order, Joins.UNKNOWN);
      assertThat(conversations).as(name).hasSize(1);
      assertThat(conversations.get(0).proofs()).containsExactly("places in the streams");
    }
  }

  static Stream<Arguments> apart() {
    return Stream.of(
        pair(
            "one number before the stream",
            whole(CLIENT, BACKEND),
            later(CLIENT, BACKEND, 99, 2300)),
        pair("beyond the FIN", whole(CLIENT, BACKEND), later(CLIENT, BACKEND, 1102, 2300)),
        pair(
            "one direction elsewhere",
            whole(CLIENT, BACKEND),
            later(CLIENT, BACKEND, 600, 9_000_000)),
        pair(
            "the directions exchanged",
            whole(CLIENT, BACKEND),
            later(CLIENT, BACKEND, 2300, 600).places(2300, 10, 600, 10)),
        pair(
            "after the other's end",
            whole(CLIENT, BACKEND),
            later(CLIENT, BACKEND, 600, 2300).at(11_000_000)),
        pair(
            "translated, not together",
            whole(CLIENT, SERVICE),
            later(CLIENT, BACKEND, 600, 2300).at(1_500_000)),
        pair(
            "with a handshake of its own",
            whole(CLIENT, BACKEND),
            later(CLIENT, BACKEND, 600, 2300).sequences(599, 2299)),
        pair(
            "begun within another handshake, destination translated",
            whole(CLIENT, SERVICE),
            later(CLIENT, BACKEND, 100, 300).sequences(-1, 298).at(100)),
        pair(
            "one observer, which sees the beginning of all or of none",
            whole(CLIENT, SERVICE),
            later(CLIENT, BACKEND, 600, 2300).by(0)),
        pair(
            "nothing in common but numbers",
            whole(CLIENT, BACKEND),
            later("10.1.0.9 50000", "10.2.0.9 22", 600, 2300)),
        pair(
            "another connection of that client",
            whole(CLIENT, BACKEND),
            later("10.1.0.2 40001", BACKEND, 600, 2300)),
        pair(
            "source translated, long, another end",
            whole(CLIENT, BACKEND).places(100, 900_000, 300, 900_000),
            later(NODE, BACKEND, 0, 0).places(50_100, 800_000, 50_300, 850_000)),
        pair(
            "translated, one direction only",
            whole(CLIENT, SERVICE),
            later(CLIENT, BACKEND, 600, 2300).places(600, 500, -1, 0).packets(3, 0)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void apart(String name, List<FlowDraft> flows) {
    assertThat(Joins.of(flows, Joins.UNKNOWN)).as(name).hasSize(2);
    assertThat(Joins.of(Lists.reverse(flows), Joins.UNKNOWN)).as(name).hasSize(2);
  }
}
