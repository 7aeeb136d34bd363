package dev.netgen.analyzer.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.decode.Account;
import dev.netgen.analyzer.decode.DecodedPacket;
import dev.netgen.analyzer.decode.Encapsulations;
import org.junit.jupiter.api.Test;

/** Floods: limits are counted, and nobody can make the table slow. */
class FloodTest {
  @Test
  void distinctFlowsBeyondTheBoundAreAllHandedOut() {
    SyntheticTraffic traffic = new SyntheticTraffic(20_000, 1 << 22, 1);
    traffic.distinct(300_000);
    assertThat(traffic.table().size()).isLessThanOrEqualTo(20_000);
    traffic.table().finish();
    assertThat(traffic.taken()).isEqualTo(300_000);
    assertThat(traffic.table().flowPackets() + traffic.unused()).isEqualTo(300_000);
    assertThat(traffic.table().endedEarly()).isBetween(200_000L, 300_000L);
  }

  @Test
  void concurrentFlowsWithinTheBoundAreHeld() {
    SyntheticTraffic traffic = new SyntheticTraffic(300_000, 1 << 26, 1);
    traffic.concurrent(300_000);
    assertThat(traffic.table().size()).isEqualTo(300_000);
    assertThat(traffic.table().endedEarly()).isZero();
    traffic.table().finish();
    assertThat(traffic.taken()).isEqualTo(300_000);
  }

  /** Endpoints chosen so that their hashes collide under one seed do not under another. */
  @Test
  void collisionsChosenForAnotherSeedAreNone() {
    FlowHash known = new FlowHash(1);
    FlowHash other = new FlowHash(2);
    DecodedPacket p = new DecodedPacket();
    p.protocol = 17;
    int[] places = new int[4096];
    int chosen = 0;
    for (int i = 0; chosen < 2000; i++) {
      p.sourceLow = i;
      p.sourcePort = 1000;
      p.destinationLow = 7;
      p.destinationPort = 53;
      if ((known.of(0, p) & 1023) == 5) {
        places[other.of(0, p) & 4095]++;
        chosen++;
      }
    }
    int most = 0;
    for (int count : places) {
      most = Math.max(most, count);
    }
    assertThat(most).isLessThan(12);
  }

  @Test
  void tunnelsBeyondTheBoundAreCountedAndTheirInsidesAreFlows() {
    long[] taken = new long[2];
    FlowTable table =
        new FlowTable(
            f -> taken[f.isTunnel() ? 1 : 0]++,
            new Account(),
            1 << 20,
            1 << 20,
            1,
            new Encapsulations());
    DecodedPacket p = new DecodedPacket();
    p.protocol = 17;
    p.carriers = 1;
    p.carrier[0].protocol = 17;
    p.carrier[0].port = 4789;
    int count = TunnelTable.MOST + 1000;
    for (int i = 1; i <= count; i++) {
      p.sourceLow = i;
      p.carrier[0].sourceLow = i;
      table.packet(0, 0, i, i, p);
    }
    table.finish();
    assertThat(taken).containsExactly(count, TunnelTable.MOST);
    assertThat(table.tunnelPacketsNotKept()).isEqualTo(1000);
    assertThat(table.tunnelPackets()).isEqualTo(count);
    assertThat(table.flowPackets()).isEqualTo(count);
  }
}
