package dev.netgen.analyzer.settle;

import static dev.netgen.analyzer.settle.FlowDraft.udp;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Lists;
import dev.netgen.analyzer.flow.FlowState;
import dev.netgen.analyzer.fold.World;
import dev.netgen.model.inventory.Inventory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Datagrams that docker-proxy answers from the bridge's address. */
final class AnsweredFromElsewhereTest {
  private static final String CLIENT = "172.20.0.2 34391";
  private static final String HOST = "203.0.113.1 5000";
  private static final String GATEWAY = "172.20.0.1 5000";

  private static Inventory inventory() {
    return new World()
        .holds("docker:demo/third", "172.20.0.2")
        .holds("docker:demo/gw", "172.18.0.2")
        .gateway("172.20.0.1")
        .node("docker-host", "203.0.113.1")
        .node("other", "203.0.113.2")
        .forwards("published 5000", "*", "5000/udp", "docker:demo/gw 5000/udp")
        .forwards("published 5001", "*", "5001/udp", "docker:demo/gw 5000/udp")
        .inventory();
  }

  private static FlowDraft question(String client, String server) {
    return udp(client, server).packets(2, 0).bytes(8, 0).state(FlowState.UNANSWERED);
  }

  private static FlowDraft answer(String server, String client) {
    return udp(server, client).packets(2, 0).bytes(16, 0).state(FlowState.UNANSWERED).at(4);
  }

  @Test
  void theHalvesAreOneConversationThatWasAnswered() {
    List<FlowDraft> flows = List.of(question(CLIENT, HOST), answer(GATEWAY, CLIENT));
    for (List<FlowDraft> order : List.of(flows, Lists.reverse(flows))) {
      List<Conversation> joined = Joins.of(order, Joins.where(inventory()));
      assertThat(joined).hasSize(1);
      assertThat(joined.get(0).proofs())
          .containsExactly("answered from another address of the host");
      assertThat(joined.get(0).state()).isEqualTo(FlowState.ESTABLISHED);
      assertThat(joined.get(0).first().address(Side.ONE)).hasToString("172.20.0.2");
    }
    assertThat(Joins.of(flows, Joins.UNKNOWN)).as("undeclared").hasSize(2);
  }

  /** One observer alone waits as long as several where an inventory tells of translations. */
  @Test
  void secondsLaterAtOneObserver() {
    List<Conversation> out = new ArrayList<>();
    ConversationJoin join =
        new ConversationJoin(flow -> Joins.verdict(), Joins.where(inventory()), 100, out::add);
    join.observerBegins();
    join.accept(question(CLIENT, HOST).flow());
    join.accept(udp(CLIENT, "172.20.0.1 9").at(9_000_000).flow());
    join.accept(answer(GATEWAY, CLIENT).at(9_000_000).flow());
    join.finish();
    assertThat(out).hasSize(2);
  }

  private static Arguments pair(String name, FlowDraft one, FlowDraft other) {
    return Arguments.of(name, List.of(one, other));
  }

  static Stream<Arguments> apart() {
    return Stream.of(
        pair("another port of the client", question(CLIENT, HOST), answer(GATEWAY, "172.20.0.2 9")),
        pair("another client", question(CLIENT, HOST), answer(GATEWAY, "172.20.0.3 34391")),
        pair("another port", question(CLIENT, HOST), answer("172.20.0.1 5001", CLIENT)),
        pair(
            "a port that nobody publishes",
            question(CLIENT, "203.0.113.1 5002"),
            answer("172.20.0.1 5002", CLIENT)),
        pair("another host", question(CLIENT, "203.0.113.2 5000"), answer(GATEWAY, CLIENT)),
        pair("no host", question(CLIENT, "203.0.113.9 5000"), answer(GATEWAY, CLIENT)),
        pair("both questions", question(CLIENT, HOST), question(CLIENT, GATEWAY)),
        pair("before it was asked", question(CLIENT, HOST).at(5_000_000), answer(GATEWAY, CLIENT)),
        pair("far later", question(CLIENT, HOST), answer(GATEWAY, CLIENT).at(90_000_000)),
        pair("seen elsewhere", question(CLIENT, HOST), answer(GATEWAY, CLIENT).by(1)),
        pair(
            "answered where it was asked",
            question(CLIENT, HOST).packets(2, 2).state(FlowState.ESTABLISHED),
            answer(GATEWAY, CLIENT)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void apart(String name, List<FlowDraft> flows) {
    assertThat(Joins.of(flows, Joins.where(inventory()))).as(name).hasSize(2);
    assertThat(Joins.of(Lists.reverse(flows), Joins.where(inventory()))).as(name).hasSize(2);
  }
}
