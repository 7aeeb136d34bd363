package dev.netgen.analyzer.settle;

import static dev.netgen.analyzer.settle.FlowDraft.tcp;
import static dev.netgen.analyzer.settle.FlowDraft.udp;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Lists;
import dev.netgen.analyzer.fold.World;
import dev.netgen.model.inventory.Inventory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Conversations that nothing proves to be one and that look like one. */
final class ResemblanceTest {
  private static final String CLIENT = "10.1.0.2 40000";
  private static final String NODE = "192.168.7.1 61000";
  private static final int[] ASKED = {11};
  private static final int[] TOLD = {21};

  private static FlowDraft question(String client, String server) {
    return udp(client, server).marks(ASKED, TOLD).packets(1, 1).lasts(300);
  }

  private static FlowDraft statement(String client, String server) {
    return udp(client, server).marks(ASKED, new int[0]).packets(1, 0).lasts(0);
  }

  private static Arguments pair(String name, FlowDraft one, FlowDraft other) {
    return Arguments.of(name, List.of(one, other));
  }

  static Stream<Arguments> alike() {
    return Stream.of(
        pair(
            "a question through a translated destination",
            question(CLIENT, "10.96.0.10 53"),
            question(CLIENT, "10.2.0.2 53").at(40)),
        pair(
            "both ends translated, the service's port kept",
            question(CLIENT, "10.96.0.10 53"),
            question(NODE, "10.2.0.2 53").by(1).at(40)),
        pair(
            "one datagram through a translated destination",
            statement(CLIENT, "10.96.0.10 8125"),
            statement(CLIENT, "10.2.0.2 9125").at(40)),
        pair(
            "one datagram with a translated source",
            statement(CLIENT, "10.2.0.2 8125"),
            statement("192.168.7.1 40000", "10.2.0.2 8125").by(1).at(40)),
        pair(
            "the same numbers at two observers whose clocks differ much",
            tcp(CLIENT, "10.96.0.20 80").sequences(7, 9),
            tcp(CLIENT, "10.2.0.3 8080").sequences(7, 9).by(1).at(3_000_000)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void alike(String name, List<FlowDraft> flows) {
    for (List<FlowDraft> order : List.of(flows, Lists.reverse(flows))) {
      List<Conversation> conversations = Joins.of(order, Joins.UNKNOWN);
      assertThat(conversations).as(name).hasSize(2);
      assertThat(conversations.get(0).doubts())
          .as(name)
          .hasSize(1)
          .isEqualTo(conversations.get(1).doubts());
    }
  }

  static Stream<Arguments> unlike() {
    return Stream.of(
        pair(
            "another question",
            question(CLIENT, "10.96.0.10 53"),
            udp(CLIENT, "10.2.0.2 53").marks(new int[] {12}, TOLD).lasts(300).at(40)),
        pair(
            "not together",
            question(CLIENT, "10.96.0.10 53"),
            question(CLIENT, "10.2.0.2 53").at(90_000)),
        pair(
            "no end or port in common",
            question(CLIENT, "10.96.0.10 53"),
            question(NODE, "10.2.0.2 5353").by(1).at(40)),
        pair(
            "another socket of the client",
            question(CLIENT, "10.96.0.10 53"),
            question("10.1.0.2 40001", "10.2.0.2 53").at(40)),
        pair(
            "one datagram each of two clients",
            statement(CLIENT, "10.2.0.2 8125"),
            statement("10.1.0.9 50000", "10.2.0.2 8125").at(40)),
        pair(
            "one datagram of two clients to two servers",
            statement(CLIENT, "10.2.0.2 8125"),
            statement("10.1.0.9 50000", "10.2.0.9 8125").at(40)),
        pair(
            "the same numbers, other first bytes",
            tcp(CLIENT, "10.96.0.20 80").sequences(7, 9).heads("GET /a", ""),
            tcp(CLIENT, "10.2.0.3 8080").sequences(7, 9).heads("PUT /b", "").by(1).at(3_000_000)),
        pair(
            "one number alone",
            tcp(CLIENT, "10.96.0.20 80").sequences(7, -1),
            tcp(CLIENT, "10.2.0.3 8080").sequences(7, -1).by(1).at(3_000_000)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void unlike(String name, List<FlowDraft> flows) {
    for (Conversation conversation : Joins.of(flows, Joins.UNKNOWN)) {
      assertThat(conversation.doubts()).as(name).isEmpty();
    }
  }

  @Test
  void twoServersThatAreKnownAreNoViewsOfOne() {
    Inventory inventory =
        new World()
            .holds("k8s:kube-system/Deployment/coredns", "coredns-a", "10.2.0.2", -60, 60)
            .holds("k8s:kube-system/Deployment/coredns", "coredns-b", "10.2.0.9", -60, 60)
            .inventory();
    List<FlowDraft> flows =
        List.of(question(CLIENT, "10.2.0.2 53"), question(CLIENT, "10.2.0.9 53").at(40));
    for (Conversation conversation : Joins.of(flows, Joins.where(inventory))) {
      assertThat(conversation.doubts()).isEmpty();
    }
    assertThat(Joins.of(flows, Joins.UNKNOWN)).allMatch(each -> each.doubts().size() == 1);
  }

  @Test
  void noDoubtIsLeftBetweenViewsThatAnotherProvesOne() {
    List<Conversation> conversations =
        Joins.of(
            List.of(
                tcp(CLIENT, "10.96.0.20 80").sequences(7, 9),
                tcp(CLIENT, "10.2.0.3 8080").sequences(7, 9).by(1).at(800_000),
                tcp(CLIENT, "10.96.0.20 80").sequences(7, 9).by(2).at(400_000)),
            Joins.UNKNOWN);
    assertThat(conversations).hasSize(1);
    assertThat(conversations.get(0).doubts()).isEmpty();
  }

  @Test
  void whatLooksLikeManyIsNoViewOfAny() {
    List<FlowDraft> flows = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      flows.add(question("10.1.0." + i + " " + (40_000 + i), "10.2.0.2 53").at(i));
    }
    assertThat(Joins.of(flows, Joins.UNKNOWN)).hasSize(12).allMatch(c -> c.doubts().size() <= 4);
  }
}
