package dev.netgen.analyzer.fold;

import static dev.netgen.analyzer.fold.FlowMaker.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.graph.PeerId;
import org.junit.jupiter.api.Test;

/** A workload was observed where each node it ran on was, by a point that stands there. */
final class CoverageByNodeTest {
  private static final String WEB = "k8s:shop/Deployment/web";
  private static final String API = "k8s:shop/Deployment/api";
  private static final String WEB_A = "10.244.1.5";
  private static final String WEB_B = "10.244.2.5";
  private static final String API_A = "10.244.1.6";
  private static final String API_B = "10.244.2.6";
  private static final String NODE_A = "10.0.0.1";

  private static World world() {
    return new World()
        .node("a", NODE_A)
        .node("b", "10.0.0.2")
        .pod(WEB, WEB_A, "a")
        .pod(WEB, WEB_B, "b")
        .pod(API, API_A, "a");
  }

  private static String observed(Scene scene, String peer) {
    return scene.fold().graph().peer(PeerId.parse(peer)).observed().toString();
  }

  @Test
  void trafficInsideANodeTellsWhereACaptureStands() {
    Scene one =
        Scene.of(world())
            .add(tcp(WEB_A, API_A + " 80"), tcp(WEB_B, API_A + " 80"), tcp(API_A, WEB_B + " 81"));
    assertThat(observed(one, WEB)).as("node b was not captured").isEqualTo("[]");
    assertThat(observed(one, API)).isEqualTo("[EGRESS, INGRESS]");
  }

  @Test
  void theKubeletsOwnTrafficTellsItToo() {
    World world = new World().node("a", NODE_A).pod(API, API_A, "a").pod(WEB, WEB_B, "b");
    Scene scene = Scene.of(world).add(tcp(NODE_A, API_A + " 8080"), tcp(API_A, WEB_B + " 81"));
    assertThat(observed(scene, API)).isEqualTo("[EGRESS, INGRESS]");
    assertThat(observed(scene, WEB)).as("seen from afar only").isEqualTo("[]");
  }

  @Test
  void aCaptureOnEachNodeIsEnough() {
    World world = world().pod(API, API_B, "b");
    Scene both =
        Scene.of(world)
            .add(
                tcp(WEB_A, API_A + " 80"),
                tcp(WEB_B, API_B + " 80").seenBy(1),
                tcp(API_A, WEB_A + " 81"));
    assertThat(observed(both, WEB)).as("ingress was seen on a only").isEqualTo("[EGRESS]");
    assertThat(observed(both, API)).as("egress was seen on a only").isEqualTo("[INGRESS]");
  }

  @Test
  void fromSomewhereOnlyWorkloadsOfOneNodeAreObserved() {
    Scene scene = Scene.of(world()).add(tcp(WEB_B, API_A + " 80"), tcp(API_A, WEB_B + " 81"));
    assertThat(observed(scene, WEB)).isEqualTo("[]");
    assertThat(observed(scene, API)).isEqualTo("[EGRESS, INGRESS]");
  }

  @Test
  void withoutNodesNothingIsAskedOfThem() {
    World world = new World().holds(WEB, WEB_A).holds(API, API_A);
    Scene scene = Scene.of(world).add(tcp(WEB_A, API_A + " 80"));
    assertThat(observed(scene, WEB)).isEqualTo("[EGRESS]");
    assertThat(observed(scene, API)).isEqualTo("[INGRESS]");
  }
}
