package dev.netgen.analyzer.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.decode.Account;
import dev.netgen.analyzer.decode.DecodedPacket;
import dev.netgen.analyzer.decode.PacketDecoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When flows are handed out while others go on. */
class FlowSweepsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_800_000_000L * SECOND;
  private static final int CLOSING = 20;

  private final List<Integer> handedOut = new ArrayList<>();
  private final FlowTable table =
      new FlowTable(
          flow -> handedOut.add(flow.portA()),
          new Account(),
          1 << 16,
          1 << 24,
          7,
          new PacketDecoder().encapsulations());

  FlowSweepsTest() {
    table.sweepEvery(1);
  }

  private void packet(long nanos, int client, boolean answer, int flags, int number) {
    DecodedPacket p = new DecodedPacket();
    p.protocol = FlowEntry.TCP;
    p.sourceLow = answer ? 2 : 1;
    p.destinationLow = answer ? 1 : 2;
    p.sourcePort = answer ? 80 : client;
    p.destinationPort = answer ? client : 80;
    p.flags = flags;
    p.sequence = answer ? 0 : number;
    p.acknowledgement = answer ? number : 0;
    p.packets = 1;
    table.packet(0, 0, 1, nanos, p);
  }

  private void opened(long nanos, int client) {
    packet(nanos, client, false, Half.SYN, 100);
  }

  private void refused(long nanos, int client) {
    opened(nanos, client);
    packet(nanos, client, true, Half.RST | Half.ACK, 101);
  }

  /** So many packets of another flow that there is a sweep. */
  private void goesOn(long nanos) {
    for (int i = 0; i < CLOSING; i++) {
      opened(nanos, 9);
    }
  }

  /** A second after their close, whatever else goes on. */
  @Test
  void closedFlowsAreHandedOutInTheOrderInWhichTheyClosed() {
    for (int i = 0; i < CLOSING; i++) {
      refused(START + i * SECOND / 4, 1000 + i);
    }
    goesOn(START + CLOSING * SECOND / 4);
    assertThat(handedOut).hasSize(CLOSING - 4).isSorted().contains(1000, 1015);
  }

  /** The clock of one close is wrong by hours: those behind it in line do not wait as long. */
  @Test
  void wrongTimeHoldsNobodyUpForLong() {
    refused(START + 7200 * SECOND, 999);
    for (int i = 0; i < 1000; i++) {
      refused(START + i * SECOND, 1000 + i);
    }
    assertThat(handedOut).hasSizeBetween(900, 999).doesNotContain(999);
    table.finish();
    assertThat(handedOut).hasSize(1001).doesNotHaveDuplicates();
  }

  /** Ports used again in line: the entry of the first is the second's by then. */
  @Test
  void portsUsedAgainAreTwoFlows() {
    refused(START, 1000);
    opened(START + SECOND, 9);
    packet(START + SECOND, 1000, false, Half.SYN, 5_000_000);
    goesOn(START + 2 * SECOND);
    assertThat(handedOut).containsExactly(1000);
    packet(START + 2 * SECOND, 1000, true, Half.RST | Half.ACK, 5_000_001);
    goesOn(START + 4 * SECOND);
    assertThat(handedOut).containsExactly(1000, 1000);
  }

  @Test
  void openOnesAreHandedOutAfterTheirSilence() {
    opened(START, 1000);
    for (int i = 1; i <= 245; i++) {
      goesOn(START + i * SECOND);
    }
    assertThat(handedOut).isEmpty();
    goesOn(START + 246 * SECOND);
    assertThat(handedOut).containsExactly(1000);
  }
}
