package dev.netgen.analyzer.fold;

import static dev.netgen.analyzer.fold.FlowMaker.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.flow.FlowState;
import dev.netgen.model.graph.Encryption;
import org.junit.jupiter.api.Test;

/** Scans and their near misses. Each flow is a client and the ports or targets it tries. */
final class ScanTest {
  private static final String CLIENT = "172.18.0.9";
  private static final String TARGET = "172.18.0.3";
  private static final String HIT =
      "docker:intruder -> docker:shop/backend 8080/tcp http plaintext";

  private static World shop() {
    World world = new World().holds("docker:intruder", CLIENT).holds("docker:shop/backend", TARGET);
    for (int i = 0; i < 40; i++) {
      world.holds("docker:shop/service-" + i, "172.18.1." + i);
    }
    return world;
  }

  private static FlowMaker hit() {
    return tcp(CLIENT, TARGET + " 8080").at(20).speaks("http", Encryption.PLAINTEXT);
  }

  private static Scene refusedPorts(int count, FlowState state) {
    Scene scene = Scene.of(shop());
    for (int port = 20; port < 20 + count; port++) {
      scene.add(tcp(CLIENT, TARGET + " " + port).at(15).state(state));
    }
    return scene;
  }

  @Test
  void aPortScansHitIsNoLink() {
    Scene scene = refusedPorts(10, FlowState.REFUSED).add(hit());
    assertThat(scene.links()).isEmpty();
    assertThat(scene.attempts())
        .hasSize(11)
        .allMatch(attempt -> attempt.endsWith(" scan 1"))
        .contains("docker:intruder -> docker:shop/backend 8080/tcp scan 1");
  }

  @Test
  void aPortScanOfSilentlyDroppedPortsIsTheSame() {
    assertThat(refusedPorts(10, FlowState.UNANSWERED).add(hit()).links()).isEmpty();
  }

  @Test
  void aConnectWithoutPayloadToAnotherTargetIsPartOfTheScan() {
    Scene scene =
        refusedPorts(10, FlowState.REFUSED)
            .add(tcp(CLIENT, "172.18.1.1 5432").state(FlowState.CONNECTED_ONLY));
    assertThat(scene.links()).isEmpty();
  }

  @Test
  void fewerTuplesAreNoScan() {
    Scene scene = refusedPorts(9, FlowState.REFUSED).add(hit());
    assertThat(scene.links()).containsExactly(HIT);
    assertThat(scene.attempts()).hasSize(9).allMatch(text -> text.endsWith(" refused 1"));
  }

  @Test
  void repetitionsAgainstOneDeadServerAreNoScan() {
    Scene scene = Scene.of(shop()).add(hit());
    for (int i = 0; i < 500; i++) {
      scene.add(tcp(CLIENT, TARGET + " 9999").at(i / 10.0).state(FlowState.REFUSED));
    }
    assertThat(scene.links()).containsExactly(HIT);
  }

  @Test
  void serversThatComeUpLateAreNoScan() {
    Scene scene = Scene.of(shop());
    for (int i = 0; i < 20; i++) {
      scene.add(tcp(CLIENT, "172.18.1." + i + " 80").state(FlowState.REFUSED));
      scene.add(tcp(CLIENT, "172.18.1." + i + " 80").at(30));
    }
    assertThat(scene.links()).hasSize(20);
  }

  @Test
  void healthChecksOfManyServersAreNoScan() {
    Scene scene = Scene.of(shop());
    for (int i = 0; i < 20; i++) {
      FlowState state = i < 4 ? FlowState.REFUSED : FlowState.CONNECTED_ONLY;
      scene.add(tcp(CLIENT, "172.18.1." + i + " 80").state(state));
    }
    assertThat(scene.links()).hasSize(16);
  }

  @Test
  void aClientOfManyServersOfWhichSomeAreDownIsNoScanner() {
    Scene scene = Scene.of(shop());
    for (int i = 0; i < 30; i++) {
      FlowState state = i < 12 ? FlowState.UNANSWERED : FlowState.ESTABLISHED;
      scene.add(tcp(CLIENT, "172.18.1." + i + " 9100").state(state));
    }
    assertThat(scene.links()).hasSize(18);
  }

  @Test
  void aSweepOfOnePortOverManyTargetsIsAScanWithItsHit() {
    Scene scene = Scene.of(shop());
    for (int i = 0; i < 30; i++) {
      FlowState state = i == 17 ? FlowState.ESTABLISHED : FlowState.REFUSED;
      scene.add(tcp(CLIENT, "172.18.1." + i + " 6379").at(15).state(state));
    }
    assertThat(scene.links()).isEmpty();
  }

  @Test
  void whatAnIntrudedWorkloadDidBeforeItScannedStays() {
    Scene scene = refusedPorts(30, FlowState.REFUSED).add(hit().at(2), hit().at(40));
    assertThat(scene.links()).containsExactly(HIT);
    assertThat(scene.attempts()).hasSize(30);
  }

  @Test
  void aServerThatWasDownBeforeDatesNoScan() {
    Scene scene =
        refusedPorts(30, FlowState.REFUSED)
            .add(tcp(CLIENT, "172.18.1.5 5432").at(0).state(FlowState.UNANSWERED))
            .add(hit().at(2), hit().at(40));
    assertThat(scene.links()).containsExactly(HIT);
  }

  @Test
  void whatAScannerDidWithTargetsItDidNotScanStays() {
    Scene scene = refusedPorts(30, FlowState.REFUSED).add(tcp(CLIENT, "172.18.1.1 5432").at(40));
    assertThat(scene.links())
        .containsExactly("docker:intruder -> docker:shop/service-1 5432/tcp - opaque");
  }

  @Test
  void theNextHolderOfAScannersAddressIsNotAScanner() {
    World world =
        new World()
            .holds("docker:intruder", "intruder", CLIENT, -60, 20)
            .holds("docker:shop/batch", "batch", CLIENT, 30, 60)
            .holds("docker:shop/backend", TARGET);
    Scene scene = Scene.of(world);
    for (int port = 1; port < 40; port++) {
      scene.add(tcp(CLIENT, TARGET + " " + port).state(FlowState.REFUSED));
    }
    scene.add(tcp(CLIENT, TARGET + " 8080").at(40));
    assertThat(scene.links())
        .containsExactly("docker:shop/batch -> docker:shop/backend 8080/tcp - opaque");
  }

  @Test
  void clientsOfAnExposedPortAreNotJudgedTogether() {
    World world = shop().exposes("docker:shop/backend", "8080/tcp").gateway("172.18.0.1");
    Scene scene = Scene.of(world);
    for (int i = 0; i < 30; i++) {
      scene.add(
          tcp("203.0.113.7 " + (2000 + i), TARGET + " 8080").state(FlowState.RESET),
          tcp("172.18.0.1 " + (2000 + i), TARGET + " 8080").state(FlowState.RESET));
    }
    scene.add(tcp("203.0.113.7", TARGET + " 8080"), tcp("172.18.0.1", TARGET + " 8080"));
    assertThat(scene.links()).hasSize(1);
  }

  /** Each of these members' first port is open, and the rest of a range above it is closed. */
  private static Scene range(int members, int closed) {
    Scene scene = Scene.of(shop());
    for (int i = 0; i < members; i++) {
      String member = "172.18.1." + i + " ";
      scene.add(tcp(CLIENT, member + 7800).at(15));
      for (int port = 7801; port <= 7800 + closed; port++) {
        scene.add(tcp(CLIENT, member + port).at(15).state(FlowState.REFUSED));
      }
    }
    return scene;
  }

  @Test
  void theRestOfARangeAboveAnOpenPortIsNoScan() {
    for (int closed : new int[] {1, 3, 9}) {
      assertThat(range(12, closed).links()).as("%d closed ports", closed).hasSize(12);
    }
  }

  @Test
  void moreClosedPortsThanARangeHasAreAScan() {
    assertThat(range(12, 10).links()).isEmpty();
  }

  @Test
  void aRangeOfWhichNothingIsOpenIsAScan() {
    Scene scene = range(3, 0).add(hit());
    for (int port = 9000; port < 9010; port++) {
      scene.add(tcp(CLIENT, TARGET + " " + port).at(15).state(FlowState.REFUSED));
    }
    assertThat(scene.links()).hasSize(3);
  }

  @Test
  void closedPortsBelowAnOpenOneAreAScan() {
    Scene scene = Scene.of(shop());
    for (int i = 0; i < 4; i++) {
      scene.add(tcp(CLIENT, "172.18.1." + i + " 7800").at(15));
      for (int port = 7796; port < 7800; port++) {
        scene.add(tcp(CLIENT, "172.18.1." + i + " " + port).at(15).state(FlowState.REFUSED));
      }
    }
    assertThat(scene.links()).isEmpty();
  }
}
