package dev.netgen.analyzer.fold;

import static dev.netgen.analyzer.fold.FlowMaker.tcp;
import static dev.netgen.analyzer.fold.FlowMaker.udp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.graph.LinkEvidence;
import org.junit.jupiter.api.Test;

/** Service addresses, node ports, and conversations seen before and after translation. */
final class ServiceTest {
  private static final String CLIENT = "10.244.0.5";
  private static final String CART = "10.244.0.6";
  private static final String OTHER_CART = "10.244.1.6";
  private static final String SERVICE = "10.96.0.20";
  private static final String TO_CART =
      "k8s:shop/Deployment/web -> k8s:shop/Deployment/cart 8080/tcp - opaque";
  private static final String TO_CANARY =
      "k8s:shop/Deployment/web -> k8s:shop/Deployment/canary 9090/tcp - opaque";

  private static final String BY_SELECTOR = " [backend by selector, not seen]";

  private static World pods() {
    return new World()
        .holds("k8s:shop/Deployment/web", CLIENT)
        .holds("k8s:shop/Deployment/cart", CART)
        .node("n1", "192.168.7.1");
  }

  private static World oneBackend() {
    return pods()
        .forwards("service shop/cart", SERVICE, "80/tcp", "k8s:shop/Deployment/cart 8080/tcp")
        .forwards("node port of shop/cart", "*", "30080/tcp", "k8s:shop/Deployment/cart 8080/tcp");
  }

  private static World twoBackends() {
    return pods()
        .holds("k8s:shop/Deployment/canary", OTHER_CART)
        .forwards(
            "service shop/cart",
            SERVICE,
            "80/tcp",
            "k8s:shop/Deployment/cart 8080/tcp",
            "k8s:shop/Deployment/canary 9090/tcp");
  }

  @Test
  void aServiceAddressIsItsBackendAndRealPort() {
    assertThat(Scene.of(oneBackend()).add(tcp(CLIENT, SERVICE + " 80")).links())
        .containsExactly(TO_CART + BY_SELECTOR);
  }

  /** One Service address of two Services after one another, with a gap between. */
  @Test
  void aServiceAddressLeadsWhereItLedThen() {
    World world =
        pods()
            .holds("k8s:shop/Deployment/canary", OTHER_CART)
            .forwardsDuring(
                0, 100, "service shop/cart", SERVICE, "80/tcp", "k8s:shop/Deployment/cart 8080/tcp")
            .forwardsDuring(
                200,
                300,
                "service shop/canary",
                SERVICE,
                "80/tcp",
                "k8s:shop/Deployment/canary 9090/tcp");
    assertThat(Scene.of(world).add(tcp(CLIENT, SERVICE + " 80").at(50)).links())
        .containsExactly(TO_CART + BY_SELECTOR);
    assertThat(Scene.of(world).add(tcp(CLIENT, SERVICE + " 80").at(104)).links())
        .as("so near to its end its times may be off")
        .containsExactly(TO_CART + BY_SELECTOR);
    assertThat(Scene.of(world).add(tcp(CLIENT, SERVICE + " 80").at(250)).links())
        .containsExactly(TO_CANARY + BY_SELECTOR);
    Scene gap = Scene.of(world).add(tcp(CLIENT, SERVICE + " 80").at(150));
    assertThat(gap.links())
        .containsExactly("k8s:shop/Deployment/web -> unresolved:10.96.0.20 80/tcp - opaque");
    assertThat(gap.counts())
        .containsEntry(
            "flows with an unresolved end: a Service's address, leading nowhere at that time", 1L);
  }

  @Test
  void bothHalvesAreOneLinkCountedOnce() {
    Scene scene =
        Scene.of(oneBackend())
            .add(
                tcp(CLIENT, SERVICE + " 80").sequence(11),
                tcp(CLIENT, CART + " 8080").sequence(11).seenBy(1));
    assertThat(scene.links()).containsExactly(TO_CART);
    LinkEvidence evidence = scene.fold().links().firstEntry().getValue();
    assertThat(evidence.flows()).isEqualTo(1);
    assertThat(evidence.bytesUp()).isEqualTo(100);
  }

  @Test
  void theTranslatedHalfTellsWhichOfSeveralBackends() {
    Scene scene =
        Scene.of(twoBackends())
            .add(
                tcp(CLIENT, SERVICE + " 80").sequence(11),
                tcp(CLIENT, OTHER_CART + " 9090").sequence(11).seenBy(1));
    assertThat(scene.links()).containsExactly(TO_CANARY);
  }

  @Test
  void theAddressThatWasCalledIsInTheEvidence() {
    Scene front = Scene.of(oneBackend()).add(tcp(CLIENT, SERVICE + " 80"));
    assertThat(called(front)).isEqualTo("[10.96.0.20 80/tcp]");
    Scene both =
        Scene.of(twoBackends())
            .add(
                tcp(CLIENT, SERVICE + " 80").sequence(11),
                tcp(CLIENT, OTHER_CART + " 9090").sequence(11).seenBy(1));
    assertThat(called(both)).isEqualTo("[10.96.0.20 80/tcp]");
    Scene behind = Scene.of(oneBackend()).add(tcp(CLIENT, CART + " 8080"));
    assertThat(called(behind)).isEqualTo("null");
  }

  @Test
  void conversationsWhoseCalledAddressIsUnknownAreCounted() {
    FlowMaker front = tcp(CLIENT, SERVICE + " 80").sequence(11);
    FlowMaker back = tcp(CLIENT, CART + " 8080").sequence(11).seenBy(1);
    FlowMaker direct = tcp(CLIENT, CART + " 8080").sequence(900).at(9).seenBy(1);
    FlowMaker onlyFront = tcp(CLIENT, SERVICE + " 80").sequence(700).at(5);
    assertThat(unseen(Scene.of(oneBackend()).add(front, back, onlyFront))).isEqualTo("null");
    assertThat(unseen(Scene.of(oneBackend()).add(direct))).isEqualTo("null");
    assertThat(unseen(Scene.of(oneBackend()).add(front, back, onlyFront, direct)))
        .isEqualTo("[1 of 3 conversations]");
  }

  private static String called(Scene scene) {
    return fact(scene, "service.address");
  }

  private static String unseen(Scene scene) {
    return fact(scene, "service.address.unseen");
  }

  private static String fact(Scene scene, String name) {
    LinkEvidence evidence = scene.fold().links().firstEntry().getValue();
    return String.valueOf(evidence.facts().get(name));
  }

  @Test
  void withoutATranslatedHalfThereIsALinkForEachBackendMarked() {
    Scene scene = Scene.of(twoBackends()).add(tcp(CLIENT, SERVICE + " 80").sequence(11));
    assertThat(scene.links()).containsExactly(TO_CANARY + BY_SELECTOR, TO_CART + BY_SELECTOR);
    assertThat(scene.fold().links().firstEntry().getValue().facts().get("service.backend"))
        .containsExactly("one of 2, not seen behind the translation");
  }

  @Test
  void aCutServiceFlowAddsNoBackendWherePacketsProvedOne() {
    Scene scene =
        Scene.of(twoBackends())
            .add(
                tcp(CLIENT, SERVICE + " 80").midStream(),
                tcp(CLIENT, OTHER_CART + " 9090").seenBy(1));
    assertThat(scene.links()).containsExactly(TO_CANARY);
  }

  @Test
  void sequenceNumbersOfAnotherTimeJoinNothing() {
    Scene scene =
        Scene.of(twoBackends())
            .add(
                tcp(CLIENT, SERVICE + " 80").sequence(11),
                tcp("10.244.0.99", OTHER_CART + " 9090").sequence(11).at(40).seenBy(1));
    assertThat(scene.links())
        .containsExactly(
            TO_CANARY + BY_SELECTOR,
            TO_CART + BY_SELECTOR,
            "unresolved:10.244.0.99 -> k8s:shop/Deployment/canary 9090/tcp - opaque");
  }

  @Test
  void equalSequenceNumbersOfUnlikeConnectionsJoinNothing() {
    Scene scene =
        Scene.of(oneBackend())
            .add(
                tcp(CLIENT, CART + " 8080").sequence(11),
                tcp(CLIENT + " 40001", "192.168.7.1 22").sequence(11).bytes(77).seenBy(1));
    assertThat(scene.links()).hasSize(2);
  }

  @Test
  void aHiddenClientIsFoundOnTheOtherSideOfTheTranslation() {
    Scene scene =
        Scene.of(oneBackend())
            .add(
                tcp(CLIENT, "192.168.7.1 30080").sequence(11),
                tcp("192.168.7.1 61000", CART + " 8080").sequence(11).seenBy(1));
    assertThat(scene.links()).containsExactly(TO_CART);
  }

  @Test
  void aNodePortIsItsBackend() {
    assertThat(Scene.of(oneBackend()).add(tcp(CLIENT, "192.168.7.1 30080")).links())
        .containsExactly(TO_CART + BY_SELECTOR);
  }

  @Test
  void anotherPortOfTheNodeIsTheNode() {
    assertThat(Scene.of(oneBackend()).add(tcp(CLIENT, "192.168.7.1 10250")).links())
        .containsExactly("k8s:shop/Deployment/web -> node:n1 10250/tcp - opaque");
  }

  @Test
  void anotherPortOfAServiceAddressIsUnresolved() {
    assertThat(Scene.of(oneBackend()).add(tcp(CLIENT, SERVICE + " 81")).links())
        .containsExactly("k8s:shop/Deployment/web -> unresolved:10.96.0.20 81/tcp - opaque");
  }

  @Test
  void datagramsToAServiceAndToItsPodAreOneLink() {
    World world =
        pods()
            .holds("k8s:kube-system/Deployment/coredns", "10.244.0.2")
            .forwards(
                "service kube-system/kube-dns",
                "10.96.0.10",
                "53/udp",
                "k8s:kube-system/Deployment/coredns 53/udp");
    Scene scene =
        Scene.of(world).add(udp(CLIENT, "10.96.0.10 53"), udp(CLIENT, "10.244.0.2 53").seenBy(1));
    assertThat(scene.links())
        .containsExactly(
            "k8s:shop/Deployment/web -> k8s:kube-system/Deployment/coredns 53/udp - opaque");
  }
}
