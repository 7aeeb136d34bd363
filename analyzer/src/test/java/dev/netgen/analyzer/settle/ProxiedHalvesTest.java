package dev.netgen.analyzer.settle;

import static dev.netgen.analyzer.settle.FlowDraft.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Lists;
import dev.netgen.analyzer.fold.World;
import dev.netgen.analyzer.resolve.NameTable;
import dev.netgen.analyzer.resolve.OutsideNames;
import dev.netgen.model.inventory.Inventory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The two connections that docker-proxy makes of one. */
final class ProxiedHalvesTest {
  private static final String CLIENT = "172.20.0.2 34391";
  private static final String HOST = "203.0.113.1 8080";
  private static final String PROXY = "172.18.0.1 50112";
  private static final String WEB = "172.18.0.2 80";

  private long joined;

  private static Inventory inventory() {
    return world().inventory();
  }

  private static World world() {
    return new World()
        .holds("docker:demo/job", "172.20.0.2")
        .holds("docker:demo/other", "172.20.0.3")
        .holds("docker:demo/web", "172.18.0.2")
        .holds("docker:demo/api", "172.18.0.3")
        .gateway("172.18.0.1")
        .gateway("172.20.0.1")
        .node("docker-host", "203.0.113.1")
        .forwards("published 8080", "*", "8080/tcp", "docker:demo/web 80/tcp");
  }

  private List<Conversation> of(List<FlowDraft> flows) {
    return of(flows, Joins.where(inventory()));
  }

  private List<Conversation> of(List<FlowDraft> flows, IntFunction<Vantage> where) {
    List<Conversation> out = new ArrayList<>();
    ProxiedHalves halves = new ProxiedHalves(where, out::add);
    Joins.of(flows, where).forEach(halves);
    halves.finish();
    joined = halves.joined();
    return out;
  }

  private static FlowDraft front(String client) {
    return half(client, HOST, 100);
  }

  private static FlowDraft back(String proxy) {
    return half(proxy, WEB, 7000).at(900);
  }

  private static FlowDraft half(String client, String server, long sequence) {
    return tcp(client, server)
        .sequences(sequence, sequence + 5)
        .packets(5, 4)
        .bytes(78, 41)
        .heads("GET /one HTTP/1.1", "HTTP/1.1 200 OK")
        .lasts(5000)
        .closed();
  }

  @Test
  void areOneConversationOfTheClientWithTheContainer() {
    List<FlowDraft> flows = List.of(front(CLIENT), back(PROXY));
    for (List<FlowDraft> order : List.of(flows, Lists.reverse(flows))) {
      List<Conversation> all = of(order);
      assertThat(all).hasSize(1);
      assertThat(joined).isEqualTo(1);
      assertThat(all.get(0).proofs()).containsExactly("relayed by docker-proxy");
      assertThat(all.get(0).views())
          .extracting(view -> view.address(Side.ONE) + " " + view.address(Side.OTHER))
          .containsExactly("172.20.0.2 203.0.113.1", "172.18.0.1 172.18.0.2");
    }
  }

  /** Which of them is whose nobody can tell, and need not: each client stays. */
  @Test
  void ofSeveralAlikeEveryClientStays() {
    List<FlowDraft> flows =
        List.of(
            front(CLIENT),
            half("172.20.0.3 1025", HOST, 200).at(10),
            back(PROXY),
            half("172.18.0.1 50113", WEB, 7100).at(910),
            half("172.18.0.1 50114", WEB, 7200).at(920));
    for (List<FlowDraft> order : List.of(flows, Lists.reverse(flows))) {
      assertThat(of(order))
          .extracting(each -> each.first().address(Side.ONE).toString())
          .containsExactlyInAnyOrder("172.20.0.2", "172.20.0.3", "172.18.0.1");
    }
  }

  private static Arguments pair(String name, FlowDraft one, FlowDraft other) {
    return Arguments.of(name, List.of(one, other));
  }

  static Stream<Arguments> apart() {
    return Stream.of(
        pair("other bytes", front(CLIENT), back(PROXY).heads("GET /two", "HTTP/1.1 200 OK")),
        pair("more bytes", front(CLIENT), back(PROXY).bytes(79, 41)),
        pair("more answered", front(CLIENT), back(PROXY).bytes(78, 42)),
        pair("before the client", front(CLIENT).at(950), back(PROXY)),
        pair("far later", front(CLIENT), back(PROXY).at(2_000_000)),
        pair("another container", front(CLIENT), half(PROXY, "172.18.0.3 80", 7000).at(900)),
        pair("another port", front(CLIENT), half(PROXY, "172.18.0.2 81", 7000).at(900)),
        pair("a port that nobody publishes", half(CLIENT, "203.0.113.1 8081", 100), back(PROXY)),
        pair("no host", half(CLIENT, "203.0.113.9 8080", 100), back(PROXY)),
        pair("no gateway", front(CLIENT), half("172.20.0.3 50112", WEB, 7000).at(900)),
        pair(
            "nothing said",
            front(CLIENT).bytes(0, 0).heads("", ""),
            back(PROXY).bytes(0, 0).heads("", "")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void apart(String name, List<FlowDraft> flows) {
    assertThat(of(flows)).as(name).hasSize(2);
    assertThat(of(Lists.reverse(flows))).as(name).hasSize(2);
  }

  private static FlowDraft inside() {
    return half("127.0.0.1 34391", "127.0.0.1 8080", 100).by(1);
  }

  private static List<String> settled(List<Conversation> all, IntFunction<Vantage> where) {
    List<String> told = new ArrayList<>();
    Settler settler =
        new Settler(
            where,
            new OutsideNames(new NameTable(10)),
            each ->
                told.add(
                    each.client().party().peer()
                        + " -> "
                        + each.server().party().peer()
                        + " "
                        + each.serverPort()
                        + " "
                        + each.betweenPeers()
                        + " "
                        + each.called()));
    all.forEach(settler);
    return told;
  }

  @Test
  void aCallOfTheHostsLoopbackIsTheHosts() {
    IntFunction<Vantage> where = Joins.where(inventory(), 1);
    List<Conversation> all = of(List.of(inside(), back(PROXY)), where);
    assertThat(settled(all, where))
        .containsExactly("node:docker-host -> docker:demo/web 80 true [127.0.0.1 8080/tcp]");
  }

  @Test
  void whatStaysOnLoopbackIsNobodys() {
    IntFunction<Vantage> where = Joins.where(inventory(), 1);
    List<Conversation> all = of(List.of(inside()), where);
    assertThat(settled(all, where)).singleElement().asString().contains(" false []");
  }

  /** Inside a container the address is the container's. */
  @Test
  void loopbackElsewhereIsNotTheHosts() {
    IntFunction<Vantage> where = Joins.where(inventory());
    assertThat(of(List.of(inside(), back(PROXY)), where)).hasSize(2);
    IntFunction<Vantage> unknown = Joins.where(Inventory.empty(), 1);
    assertThat(of(List.of(inside(), back(PROXY)), unknown)).hasSize(2);
    IntFunction<Vantage> several =
        Joins.where(world().node("other-host", "203.0.113.7").inventory(), 1);
    assertThat(of(List.of(inside(), back(PROXY)), several)).hasSize(2);
    IntFunction<Vantage> container =
        Joins.where(world().holds("docker:demo/a", "test", "172.18.0.9", 0, 99).inventory(), 1);
    assertThat(of(List.of(inside(), back(PROXY)), container)).hasSize(2);
  }
}
