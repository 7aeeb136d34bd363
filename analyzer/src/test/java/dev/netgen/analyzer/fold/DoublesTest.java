package dev.netgen.analyzer.fold;

import static dev.netgen.analyzer.fold.FlowMaker.tcp;
import static dev.netgen.analyzer.fold.FlowMaker.udp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.graph.LinkEvidence;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Links whose conversations may be the same, and what proved the views of others one. */
final class DoublesTest {
  private static final String CLIENT = "10.244.0.5";
  private static final String DNS = "10.96.0.10 53";
  private static final String POD = "10.244.0.2 53";
  private static final String MARK = " [perhaps the same as another link]";
  private static final String TO_DNS =
      "k8s:shop/Deployment/web -> unresolved:10.96.0.10 53/udp - opaque";
  private static final String TO_POD =
      "k8s:shop/Deployment/web -> k8s:kube-system/Deployment/coredns 53/udp - opaque";

  private static World pods() {
    return new World()
        .holds("k8s:shop/Deployment/web", CLIENT)
        .holds("k8s:kube-system/Deployment/coredns", "10.244.0.2");
  }

  private static Scene asked(World world) {
    return Scene.of(world).add(udp(CLIENT, DNS).marks(11), udp(CLIENT, POD).marks(11).seenBy(1));
  }

  @Test
  void anUndeclaredTranslationIsTwoLinksEachMarked() {
    assertThat(asked(pods()).links()).containsExactly(TO_POD + MARK, TO_DNS + MARK);
    List<LinkEvidence> links = asked(pods()).fold().links().values().asList();
    assertThat(links.get(0).facts().get("perhaps.same"))
        .containsExactly("k8s:shop/Deployment/web -> unresolved:10.96.0.10 53/udp");
    assertThat(links.get(1).facts().get("perhaps.same"))
        .containsExactly("k8s:shop/Deployment/web -> k8s:kube-system/Deployment/coredns 53/udp");
    assertThat(links).allMatch(link -> link.flows() == 1 && link.bytesUp() == 100);
  }

  @Test
  void aDeclaredOneIsOneLinkWithTheProofNamedAndNothingCountedTwice() {
    World world =
        pods()
            .forwards(
                "service kube-system/kube-dns",
                "10.96.0.10",
                "53/udp",
                "k8s:kube-system/Deployment/coredns 53/udp");
    assertThat(asked(world).links()).containsExactly(TO_POD);
    LinkEvidence link = asked(world).fold().links().firstEntry().getValue();
    assertThat(link.flows()).isEqualTo(1);
    assertThat(link.bytesUp()).isEqualTo(100);
    assertThat(link.facts().get("joined.by"))
        .containsExactly("declared translation: service kube-system/kube-dns");
  }

  @Test
  void aLinkThatIsAlsoUsedOtherwiseIsNotMarkedAndTheEvidenceTells() {
    Scene scene = asked(pods()).add(udp(CLIENT + " 40001", POD).marks(77, 78).at(30));
    assertThat(scene.links()).containsExactly(TO_POD, TO_DNS + MARK);
    assertThat(scene.fold().links().firstEntry().getValue().facts()).containsKey("perhaps.same");
  }

  @Test
  void ofOneLinkTheEvidenceTellsNothing() {
    Scene scene =
        Scene.of(pods())
            .add(tcp(CLIENT, POD).sequence(11), tcp(CLIENT, POD).sequence(11).seenBy(1).at(20));
    LinkEvidence link = scene.fold().links().firstEntry().getValue();
    assertThat(link.facts()).doesNotContainKey("perhaps.same");
  }

  @Test
  void pairsAreFoundWhicheverComesFirstAndForgottenWithoutAggregate() {
    Doubles doubles = new Doubles();
    doubles.take(Set.of(1L, 2L), 7);
    doubles.take(Set.of(3L), -1);
    doubles.take(Set.of(2L, 3L), 4);
    doubles.take(Set.of(1L), 4);
    StringBuilder pairs = new StringBuilder();
    doubles.forEach((one, other) -> pairs.append(one).append('+').append(other).append(' '));
    assertThat(pairs).hasToString("4+7 ");
    assertThat(doubles.beyond()).isZero();
  }

  @Test
  void pairsBeyondTheLimitAreCounted() {
    Doubles doubles = new Doubles();
    for (int i = 0; i <= Doubles.MOST; i++) {
      doubles.take(Set.of((long) i), i);
      doubles.take(Set.of((long) i), i + 1);
    }
    assertThat(doubles.beyond()).isEqualTo(1);
  }
}
