package dev.netgen.analyzer.settle;

import static dev.netgen.analyzer.settle.FlowDraft.tcp;
import static dev.netgen.analyzer.settle.FlowDraft.udp;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Lists;
import dev.netgen.analyzer.flow.FlowState;
import dev.netgen.analyzer.fold.World;
import dev.netgen.model.inventory.Inventory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Views before and behind translations that an inventory declares. */
final class DeclaredTranslationTest {
  private static final String CLIENT = "10.1.0.2 40000";
  private static final String DNS = "10.96.0.10 53";
  private static final String DNS_POD = "10.2.0.2 5353";
  private static final String SERVICE = "10.96.0.20 80";
  private static final String POD = "10.2.0.3 8080";
  private static final String NODE_PORT = "192.168.7.1 30080";
  private static final String PUBLISHED = "192.168.7.1 8443";
  private static final String CONTAINER = "172.18.0.3 443";
  private static final int[] ASKED = {11};
  private static final int[] TOLD = {21};
  private static final int[] NOTHING = {};

  private static Inventory inventory() {
    return new World()
        .holds("k8s:shop/Deployment/web", "10.1.0.2")
        .holds("k8s:kube-system/Deployment/coredns", "10.2.0.2")
        .holds("k8s:shop/Deployment/cart", "10.2.0.3")
        .holds("k8s:shop/Deployment/other", "10.2.0.4")
        .holds("docker:shop/gateway", "172.18.0.3")
        .gateway("172.18.0.1")
        .node("n1", "192.168.7.1")
        .forwards(
            "service kube-system/kube-dns",
            "10.96.0.10",
            "53/udp",
            "k8s:kube-system/Deployment/coredns 5353/udp")
        .forwards("service shop/cart", "10.96.0.20", "80/tcp", "k8s:shop/Deployment/cart 8080/tcp")
        .forwards("node port of shop/cart", "*", "30080/tcp", "k8s:shop/Deployment/cart 8080/tcp")
        .forwards("published 8443", "*", "8443/tcp", "docker:shop/gateway 443/tcp")
        .inventory();
  }

  private static FlowDraft question(String client, String server) {
    return udp(client, server).marks(ASKED, TOLD).packets(1, 1).lasts(300);
  }

  private static Arguments pair(String name, String declares, FlowDraft one, FlowDraft other) {
    return Arguments.of(name, declares, List.of(one, other));
  }

  private static Arguments pair(String name, FlowDraft one, FlowDraft other) {
    return Arguments.of(name, List.of(one, other));
  }

  static Stream<Arguments> joined() {
    return Stream.of(
        pair(
            "a question and its answer through a Service",
            "service kube-system/kube-dns",
            question(CLIENT, DNS),
            question(CLIENT, DNS_POD).at(40)),
        pair(
            "the same at another observer, the answer first",
            "service kube-system/kube-dns",
            question(CLIENT, DNS),
            udp(DNS_POD, CLIENT).marks(TOLD, ASKED).packets(1, 1).by(1).at(40)),
        pair(
            "a question that nobody answered",
            "service kube-system/kube-dns",
            question(CLIENT, DNS).marks(ASKED, NOTHING).packets(1, 0),
            question(CLIENT, DNS_POD).marks(ASKED, NOTHING).packets(1, 0).at(40)),
        pair(
            "masqueraded by a node besides",
            "service kube-system/kube-dns",
            question(CLIENT, DNS),
            question("192.168.7.1 40000", DNS_POD).by(1).at(40)),
        pair(
            "a connection seen whole and one without its beginning",
            "service shop/cart",
            tcp(CLIENT, SERVICE).sequences(7, 9),
            tcp(CLIENT, POD).marks(ASKED, TOLD).at(90_000).by(1)),
        pair(
            "a node port",
            "node port of shop/cart",
            tcp("203.0.113.9 5000", NODE_PORT),
            tcp("203.0.113.9 5000", POD).by(1)),
        pair(
            "a published port, the client hidden by the gateway",
            "published 8443",
            tcp("10.1.0.2 5000", PUBLISHED),
            tcp("172.18.0.1 5000", CONTAINER).by(1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void joined(String name, String declares, List<FlowDraft> flows) {
    for (List<FlowDraft> order : List.of(flows, Lists.reverse(flows))) {
      List<Conversation> conversations = Joins.of(order, Joins.where(inventory()));
      assertThat(conversations).as(name).hasSize(1);
      assertThat(conversations.get(0).proofs())
          .containsExactly("declared translation: " + declares);
    }
    assertThat(Joins.of(flows, Joins.UNKNOWN)).as("undeclared: " + name).hasSize(2);
  }

  static Stream<Arguments> apart() {
    return Stream.of(
        pair("another question", question(CLIENT, DNS), udp(CLIENT, DNS_POD).marks(of(12), TOLD)),
        pair(
            "the same question of another client",
            question(CLIENT, DNS),
            question("10.1.0.7 40000", DNS_POD).at(40)),
        pair(
            "the same question from another port",
            question(CLIENT, DNS),
            question("10.1.0.2 40001", DNS_POD).at(40)),
        pair(
            "the same question later",
            question(CLIENT, DNS),
            question(CLIENT, DNS_POD).by(1).at(700_000)),
        pair("another port of the pod", tcp(CLIENT, SERVICE), tcp(CLIENT, "10.2.0.3 8081").by(1)),
        pair("another workload's port", tcp(CLIENT, SERVICE), tcp(CLIENT, "10.2.0.4 8080").by(1)),
        pair("another transport", udp(CLIENT, SERVICE), udp(CLIENT, POD).by(1)),
        pair(
            "other initial numbers",
            tcp(CLIENT, SERVICE).sequences(7, 9),
            tcp(CLIENT, POD).sequences(8, 9).by(1)),
        pair(
            "other first bytes",
            tcp(CLIENT, SERVICE).heads("GET /a", ""),
            tcp(CLIENT, POD).heads("GET /b", "").by(1)),
        pair(
            "other places in the streams",
            tcp(CLIENT, SERVICE).sequences(99, 299).places(100, 50, 300, 50),
            tcp(CLIENT, POD).places(900_000, 10, 900_000, 10).by(1)),
        pair(
            "a connection to the pod after that to the Service",
            tcp(CLIENT, SERVICE),
            tcp(CLIENT, POD).by(1).at(800_000)),
        pair(
            "a workload's address instead of a node's",
            question(CLIENT, DNS),
            question("10.2.0.4 40000", DNS_POD).at(40)));
  }

  private static int[] of(int... marks) {
    return marks;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void apart(String name, List<FlowDraft> flows) {
    assertThat(Joins.of(flows, Joins.where(inventory()))).as(name).hasSize(2);
    assertThat(Joins.of(Lists.reverse(flows), Joins.where(inventory()))).as(name).hasSize(2);
  }

  @Test
  void anAttemptThroughATranslationIsOneToo() {
    List<FlowDraft> flows =
        List.of(
            tcp(CLIENT, SERVICE).sequences(7, -1).packets(1, 0).state(FlowState.UNANSWERED),
            tcp(CLIENT, POD).sequences(7, -1).packets(1, 0).state(FlowState.UNANSWERED).at(5));
    assertThat(Joins.of(flows, Joins.where(inventory()))).hasSize(1);
  }
}
