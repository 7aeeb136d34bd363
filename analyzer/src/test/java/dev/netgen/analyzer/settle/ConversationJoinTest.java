package dev.netgen.analyzer.settle;

import static dev.netgen.analyzer.settle.FlowDraft.tcp;
import static dev.netgen.analyzer.settle.FlowDraft.udp;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Lists;
import dev.netgen.analyzer.detect.Verdict;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.flow.FlowState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ConversationJoinTest {
  private static final String CLIENT = "10.1.0.2 40000";
  private static final String SERVICE = "10.96.0.10 80";
  private static final String BACKEND = "10.2.0.3 8080";
  private static final String NODE = "192.168.7.1 61000";
  private static final int[] SENT = {11, 12, 13, 14};
  private static final int[] GOT = {21, 22, 23};
  private static final String SEQUENCES = "initial sequence numbers";
  private static final String MARKS = "packet fingerprints";
  private static final String OPPOSITE = "opposite directions of the same addresses and ports";

  private static int[] of(int... marks) {
    return marks;
  }

  private static FlowDraft syn(String one, String other) {
    return tcp(one, other).sequences(7, -1).bytes(0, 0).packets(1, 0).state(FlowState.UNANSWERED);
  }

  private static Arguments one(String name, String proof, FlowDraft... flows) {
    return Arguments.of(name, proof, List.of(flows));
  }

  static Stream<Arguments> joined() {
    return Stream.of(
        one(
            "two observers",
            SEQUENCES,
            tcp(CLIENT, BACKEND).sequences(7, 9),
            tcp(CLIENT, BACKEND).sequences(7, 9).by(1).at(40)),
        one(
            "before and after a Service, at one observer",
            SEQUENCES,
            tcp(CLIENT, SERVICE).sequences(7, 9),
            tcp(CLIENT, BACKEND).sequences(7, 9).at(3)),
        one(
            "both ends translated, the volume kept",
            SEQUENCES,
            tcp(CLIENT, SERVICE).sequences(7, 9),
            tcp(NODE, BACKEND).sequences(7, 9).at(3)),
        one(
            "the other side's packet seen first",
            SEQUENCES,
            tcp(CLIENT, BACKEND).sequences(7, 9),
            tcp(BACKEND, CLIENT).sequences(9, 7).by(1)),
        one(
            "one direction only at the second",
            SEQUENCES,
            tcp(CLIENT, BACKEND).sequences(7, 9),
            tcp(CLIENT, BACKEND).sequences(7, -1).packets(3, 0).by(1)),
        one(
            "an attempt without answer, its source translated",
            SEQUENCES,
            syn(CLIENT, BACKEND),
            syn(NODE, BACKEND).at(3)),
        one(
            "inside and outside a tunnel",
            SEQUENCES,
            tcp(CLIENT, BACKEND).sequences(7, 9),
            tcp(CLIENT, BACKEND).sequences(7, 9).in(1).at(3)),
        one(
            "begun before the capture, destination translated",
            MARKS,
            tcp(CLIENT, SERVICE).marks(SENT, GOT),
            tcp(CLIENT, BACKEND).marks(SENT, GOT).at(3)),
        one(
            "begun before the capture, other packets first, overlapping spans",
            MARKS,
            tcp(CLIENT, BACKEND).marks(SENT, GOT).lasts(60_000_000),
            tcp(BACKEND, CLIENT).marks(GOT, of(12, 13, 14, 15)).at(30_000_000).by(1)),
        one(
            "datagrams, source translated",
            MARKS,
            udp("10.1.0.2 5353", "10.2.0.3 53").marks(of(11), of(21)),
            udp("192.168.7.1 5353", "10.2.0.3 53").marks(of(11), of(21)).at(3)),
        one(
            "a stream of datagrams, destination translated",
            MARKS,
            udp(CLIENT, SERVICE).marks(SENT, GOT),
            udp(CLIENT, BACKEND).marks(SENT, GOT).at(3)),
        one(
            "one datagram at two observers",
            MARKS,
            udp(CLIENT, BACKEND).marks(of(11), of()).packets(1, 0).lasts(0),
            udp(CLIENT, BACKEND).marks(of(11), of()).packets(1, 0).lasts(0).by(1).at(3)),
        one(
            "routes that differ by direction",
            OPPOSITE,
            udp(CLIENT, BACKEND).packets(3, 0),
            udp(BACKEND, CLIENT).packets(3, 0).by(1).at(3)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void joined(String name, String proof, List<FlowDraft> flows) {
    for (List<FlowDraft> order : List.of(flows, Lists.reverse(flows))) {
      List<Conversation> conversations = run(order);
      assertThat(conversations).as(name).hasSize(1);
      assertThat(conversations.get(0).views()).hasSize(2);
      assertThat(conversations.get(0).proofs()).containsExactly(proof);
    }
  }

  static Stream<Arguments> apart() {
    return Stream.of(
        Arguments.of(
            "the same numbers at another time",
            List.of(
                tcp(CLIENT, SERVICE).sequences(7, 9),
                tcp(CLIENT, BACKEND).sequences(7, 9).at(11_000_000))),
        Arguments.of(
            "the same numbers in one capture, not together",
            List.of(
                tcp(CLIENT, SERVICE).sequences(7, 9),
                tcp(CLIENT, BACKEND).sequences(7, 9).at(60_000))),
        Arguments.of(
            "the same numbers at two observers, translated, not together",
            List.of(
                tcp(CLIENT, SERVICE).sequences(7, 9),
                tcp(CLIENT, BACKEND).sequences(7, 9).by(1).at(600_000))),
        Arguments.of(
            "the same numbers from another port of the client",
            List.of(
                tcp("10.1.0.2 40000", BACKEND).sequences(7, 9),
                tcp("10.1.0.2 40001", BACKEND).sequences(7, 9).by(1).at(3))),
        Arguments.of(
            "probes of a scanner that gives all of them one port and one number",
            List.of(syn(CLIENT, "10.2.0.3 80"), syn(CLIENT, "10.2.0.3 81").at(2))),
        Arguments.of(
            "probes of a scanner, of two servers, at two observers",
            List.of(syn(CLIENT, "10.2.0.3 80"), syn(CLIENT, "10.2.0.4 80").by(1).at(2))),
        Arguments.of(
            "one number differs",
            List.of(
                tcp(CLIENT, BACKEND).sequences(7, 9), tcp(CLIENT, BACKEND).sequences(7, 10).by(1))),
        Arguments.of(
            "equal numbers, nothing else",
            List.of(
                tcp(CLIENT, BACKEND).sequences(7, 9),
                tcp("10.1.0.9 50000", "10.2.0.9 22").sequences(7, 9).bytes(1, 2).by(1))),
        Arguments.of(
            "equal numbers chosen for another server, other first bytes",
            List.of(
                tcp(CLIENT, BACKEND).sequences(7, 9).heads("GET /a", ""),
                tcp(CLIENT, "203.0.113.9 443").sequences(7, 9).heads("PUT /b", "").at(30))),
        Arguments.of(
            "equal numbers chosen for another server, another volume at the close",
            List.of(
                tcp(CLIENT, BACKEND).sequences(7, 9).closed(),
                tcp(CLIENT, "203.0.113.9 443")
                    .sequences(7, 9)
                    .bytes(900_000, 200)
                    .closed()
                    .at(30))),
        Arguments.of(
            "an unanswered attempt with the number of another's",
            List.of(syn(CLIENT, BACKEND), syn("10.1.0.9 50000", "10.2.0.9 22").by(1))),
        Arguments.of(
            "the next connection of the same ends and observer",
            List.of(
                tcp(CLIENT, BACKEND).marks(SENT, GOT),
                tcp(CLIENT, BACKEND).marks(SENT, GOT).at(500_000))),
        Arguments.of(
            "too few common fingerprints",
            List.of(
                tcp(CLIENT, SERVICE).marks(SENT, GOT),
                tcp(CLIENT, BACKEND).marks(of(11, 12, 98, 99), GOT).at(3))),
        Arguments.of(
            "two clients that send the same datagram",
            List.of(
                udp("10.1.0.2 40000", "10.2.0.3 53").marks(of(11), of(21)),
                udp("10.1.0.9 40001", "10.2.0.3 53").marks(of(11), of(21)).at(3))),
        Arguments.of(
            "one client that asks two servers the same",
            List.of(
                udp(CLIENT, "10.2.0.3 53").marks(of(11), of(21)),
                udp(CLIENT, "10.2.0.4 53").marks(of(11), of(21)).at(3))),
        Arguments.of(
            "two clients that send the same datagrams, not together",
            List.of(
                udp("10.1.0.2 40000", "10.2.0.3 53").marks(SENT, GOT),
                udp("10.1.0.9 40000", "10.2.0.3 53").marks(SENT, GOT).at(90_000))),
        Arguments.of(
            "one datagram",
            List.of(
                udp(CLIENT, BACKEND).marks(of(11), of()).packets(1, 0),
                udp(NODE, BACKEND).marks(of(11), of()).packets(1, 0).at(3))),
        Arguments.of(
            "one datagram at two observers, not together",
            List.of(
                udp(CLIENT, BACKEND).marks(of(11), of()).packets(1, 0).lasts(0),
                udp(CLIENT, BACKEND).marks(of(11), of()).packets(1, 0).lasts(0).by(1).at(90_000))),
        Arguments.of(
            "one datagram of a client to two servers",
            List.of(
                udp(CLIENT, BACKEND).marks(of(11), of()).packets(1, 0).lasts(0),
                udp(CLIENT, "10.2.0.9 8080").marks(of(11), of()).packets(1, 0).lasts(0).at(3))),
        Arguments.of(
            "opposite directions in two networks",
            List.of(
                udp(CLIENT, BACKEND).packets(3, 0),
                udp(BACKEND, CLIENT).packets(3, 0).by(1).in(4))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void apart(String name, List<FlowDraft> flows) {
    assertThat(run(flows)).as(name).hasSize(2);
    assertThat(run(Lists.reverse(flows))).as(name).hasSize(2);
  }

  @Test
  void viewsProvedOneByOneAreOneConversationWhateverTheOrder() {
    List<FlowDraft> flows =
        List.of(
            tcp(CLIENT, SERVICE).sequences(7, 9),
            tcp(NODE, SERVICE).sequences(7, 9).at(2),
            tcp(NODE, BACKEND).sequences(7, 9).at(4).by(1),
            tcp(BACKEND, NODE).sequences(9, 7).at(6).by(2),
            tcp(CLIENT, "10.2.0.8 9090").sequences(8, 9).at(8),
            udp(CLIENT, BACKEND).marks(SENT, GOT).at(9));
    List<String> expected = texts(run(flows));
    assertThat(expected).hasSize(3);
    Random random = new Random(20_240_601);
    for (int i = 0; i < 50; i++) {
      List<FlowDraft> shuffled = new ArrayList<>(flows);
      Collections.shuffle(shuffled, random);
      assertThat(texts(run(shuffled))).isEqualTo(expected);
    }
  }

  @Test
  void sidesAreNamedByTheFirstView() {
    Conversation conversation =
        run(List.of(
                tcp(BACKEND, CLIENT).sequences(9, 7).by(1).at(5),
                tcp(CLIENT, SERVICE).sequences(7, 9)))
            .get(0);
    assertThat(conversation.views().stream().map(view -> view.port(Side.ONE)))
        .containsExactly(40_000, 40_000);
    assertThat(conversation.views().stream().map(view -> view.port(Side.OTHER)))
        .containsExactly(80, 8080);
  }

  @Test
  void beyondTheLimitTheOldestGoOnUnjoined() {
    List<Conversation> out = new ArrayList<>();
    ConversationJoin join = new ConversationJoin(flow -> verdict(), Joins.UNKNOWN, 2, out::add);
    join.accept(tcp(CLIENT, SERVICE).sequences(1, 2).flow());
    join.accept(tcp(CLIENT, SERVICE).sequences(3, 4).by(1).flow());
    join.accept(tcp(CLIENT, SERVICE).sequences(5, 6).by(2).flow());
    assertThat(out).hasSize(1);
    assertThat(join.evicted()).isEqualTo(1);
    join.finish();
    assertThat(out).hasSize(3);
  }

  /** Of one observer a flow need not wait as long as where clocks differ. */
  @ParameterizedTest
  @CsvSource({"1, 6, 0", "1, 7, 1", "2, 7, 0", "2, 10, 0", "2, 11, 1"})
  void waitsForWhatMayStillCome(int observers, int seconds, int passedOn) {
    List<Conversation> out = new ArrayList<>();
    ConversationJoin join = new ConversationJoin(flow -> verdict(), Joins.UNKNOWN, 100, out::add);
    for (int i = 0; i < observers; i++) {
      join.observerBegins();
    }
    join.accept(tcp(CLIENT, SERVICE).sequences(1, 2).lasts(0).flow());
    join.accept(tcp(CLIENT, BACKEND).sequences(3, 4).at(1_000_000L * seconds).flow());
    assertThat(out).hasSize(passedOn);
  }

  @Test
  void aFloodOfEqualNumbersCostsNoMoreThanItsFlows() {
    List<Conversation> out = new ArrayList<>();
    ConversationJoin join =
        new ConversationJoin(flow -> verdict(), Joins.UNKNOWN, 1 << 16, out::add);
    for (int i = 0; i < 10_000; i++) {
      String client = "10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255) + " " + (1024 + i);
      join.accept(syn(client, "10.200.0." + i % 250 + " " + (i % 999 + 1)).flow());
    }
    join.finish();
    assertThat(out.size() + join.joined()).isEqualTo(10_000);
  }

  @Test
  void probesThatShareOneSequenceNumberAreBoundedAndCounted() {
    List<Conversation> out = new ArrayList<>();
    ConversationJoin join = new ConversationJoin(flow -> verdict(), Joins.UNKNOWN, 1000, out::add);
    int probes = 300;
    for (int i = 0; i < probes; i++) {
      join.accept(syn("10.3." + i / 100 + "." + (1 + i % 100) + " 40000", SERVICE).flow());
    }
    join.finish();
    assertThat(out.stream().mapToInt(conversation -> conversation.views().size()))
        .allMatch(views -> views <= Gathering.MOST_VIEWS);
    assertThat(out.stream().mapToInt(conversation -> conversation.views().size()).sum())
        .isEqualTo(probes);
    assertThat(join.joined()).isEqualTo(probes - out.size()).isPositive();
    assertThat(join.crowds()).isPositive();
  }

  private static List<String> texts(List<Conversation> conversations) {
    return conversations.stream().map(ConversationJoinTest::text).sorted().toList();
  }

  private static String text(Conversation conversation) {
    StringBuilder text = new StringBuilder(conversation.proofs().toString());
    for (View view : conversation.views()) {
      Flow flow = view.flow();
      text.append(' ').append(flow.observer()).append(' ').append(view.address(Side.ONE));
      text.append(' ').append(view.address(Side.OTHER));
    }
    return text.toString();
  }

  private static List<Conversation> run(List<FlowDraft> flows) {
    return Joins.of(flows, Joins.UNKNOWN);
  }

  private static Verdict verdict() {
    return Joins.verdict();
  }
}
