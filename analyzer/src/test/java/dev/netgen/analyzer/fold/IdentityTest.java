package dev.netgen.analyzer.fold;

import static dev.netgen.analyzer.fold.FlowMaker.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.IpAddress;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who held an address when, and which workloads were observed. */
final class IdentityTest {
  private static final String SHARED = "172.18.0.9";
  private static final String SERVER = "172.18.0.3";

  @ParameterizedTest
  @CsvSource({
    "5, docker:shop/one",
    "13, docker:shop/one",
    "22, unresolved:172.18.0.9",
    "38, docker:shop/two",
    "45, docker:shop/two",
    "55, docker:shop/two",
  })
  void aReusedAddressIsItsHolderAtThatTime(double at, String owner) {
    World world =
        new World()
            .holds("docker:shop/one", "one", SHARED, -60, 10)
            .holds("docker:shop/two", "two", SHARED, 40, 50)
            .holds("docker:shop/server", SERVER);
    assertThat(Scene.of(world).add(tcp(SHARED, SERVER + " 80").at(at)).links())
        .containsExactly(owner + " -> docker:shop/server 80/tcp - opaque");
  }

  @Test
  void graceDoesNotDecideBetweenTwo() {
    World world =
        new World()
            .holds("docker:shop/one", "one", SHARED, -60, 10)
            .holds("docker:shop/two", "two", SHARED, 14, 50)
            .holds("docker:shop/server", SERVER);
    Scene scene = Scene.of(world).add(tcp(SHARED, SERVER + " 80").at(12));
    assertThat(scene.links().toString()).contains("unresolved:172.18.0.9");
    assertThat(scene.counts())
        .containsEntry("flows with an unresolved end: several owners at once", 1L);
  }

  @Test
  void twoOwnersAtOnceAreUnresolvedEvenOfAPublicAddress() {
    World world =
        new World()
            .holds("docker:shop/one", "198.51.100.9")
            .holds("docker:shop/two", "198.51.100.9")
            .holds("docker:shop/server", SERVER);
    assertThat(Scene.of(world).add(tcp("198.51.100.9", SERVER + " 80")).links())
        .containsExactly("unresolved:198.51.100.9 -> docker:shop/server 80/tcp - opaque");
  }

  @Test
  void aNodesAddressesInUseStandInTheEvidenceAWorkloadsDoNot() {
    World world =
        new World()
            .node("n1", "192.168.7.1")
            .node("n1", "203.0.113.1")
            .holds("docker:shop/server", SERVER);
    Folded folded = Scene.of(world).add(tcp("192.168.7.1", SERVER + " 80")).fold();
    assertThat(folded.addresses())
        .isEqualTo(Map.of(PeerId.node("n1"), Set.of(IpAddress.parse("192.168.7.1"))));
  }

  private static String observed(Scene scene, String peer) {
    return scene.fold().graph().peer(PeerId.parse(peer)).observed().toString();
  }

  @Test
  void aWorkloadIsObservedWhereAllItsAddressesAreOnARecordedLink() {
    World world =
        new World()
            .holds("docker:shop/silent", SERVER)
            .attached("docker:shop/silent", "shop_back")
            .holds("docker:shop/elsewhere", "172.19.0.3")
            .holds("docker:shop/half", "172.18.0.5")
            .holds("docker:shop/half", "172.19.0.5")
            .holds("docker:shop/apart", "172.18.0.6")
            .attached("docker:shop/apart", "shop_back", "shop_front")
            .holds("docker:shop/host", "172.18.0.7")
            .onHostNetwork("docker:shop/host");
    Scene scene = Scene.of(world).onlink("shop_back", "172.18.0.0/16");
    assertThat(observed(scene, "docker:shop/silent")).isEqualTo("[EGRESS, INGRESS]");
    assertThat(observed(scene, "docker:shop/elsewhere")).isEqualTo("[]");
    assertThat(observed(scene, "docker:shop/half")).isEqualTo("[]");
    assertThat(observed(scene, "docker:shop/apart")).isEqualTo("[]");
    assertThat(observed(scene, "docker:shop/host")).isEqualTo("[]");
  }

  @Test
  void aHoldThatEndedBeforeTheRecordingDoesNotMatter() {
    World world =
        new World()
            .holds("docker:shop/batch", "old", "172.19.0.3", -600, -300)
            .holds("docker:shop/batch", "new", SERVER, 1, 600);
    assertThat(observed(Scene.of(world).onlink("", "172.18.0.0/16"), "docker:shop/batch"))
        .isEqualTo("[EGRESS, INGRESS]");
  }

  @Test
  void plainCapturesObserveWhatLinksShow() {
    World world =
        new World()
            .holds("docker:shop/client", SHARED)
            .holds("docker:shop/server", SERVER)
            .holds("docker:shop/silent", "172.18.0.4");
    Scene scene = Scene.of(world).add(tcp(SHARED, SERVER + " 80"));
    assertThat(observed(scene, "docker:shop/client")).isEqualTo("[EGRESS]");
    assertThat(observed(scene, "docker:shop/server")).isEqualTo("[INGRESS]");
    assertThat(observed(scene, "docker:shop/silent")).isEqualTo("[]");
  }
}
