package dev.netgen.analyzer.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.testing.Packets;
import dev.netgen.analyzer.testing.Runs;
import dev.netgen.analyzer.testing.TcpTalk;
import dev.netgen.analyzer.testing.TimedPacket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The outside of a tunnel is one flow beside the conversations inside. */
class TunnelFlowTest {
  private static final byte[] VNI_42 = {8, 0, 0, 0, 0, 0, 42, 0};

  /** Each frame in VXLAN from a node to the other, the source port varying as it may. */
  private static List<TimedPacket> wrapped(List<TimedPacket> inner, String first, long pause) {
    List<TimedPacket> outer = new ArrayList<>();
    for (int i = 0; i < inner.size(); i++) {
      TimedPacket frame = inner.get(i);
      boolean there = isFrom(frame.bytes(), first);
      Packets packet =
          there
              ? Packets.udp("172.16.0.1", 50_000 + i, "172.16.0.2", 4789)
              : Packets.udp("172.16.0.2", 51_000 + i, "172.16.0.1", 4789);
      outer.add(
          new TimedPacket(
              frame.nanos() + i * pause,
              packet.payload(Packets.join(VNI_42, frame.bytes())).ethernet()));
    }
    return outer;
  }

  private static boolean isFrom(byte[] frame, String address) {
    return frame[14 + 15] == Integer.parseInt(address.substring(address.lastIndexOf('.') + 1));
  }

  private static TcpTalk talk() {
    return TcpTalk.between("10.0.0.1", 40000, "10.0.0.2", 80).handshake().client("x").server("yz");
  }

  @Test
  void onceBetweenItsEndsWhateverTheSourcePorts() {
    Runs.Outcome outcome = Runs.packets(wrapped(talk().packets(), "10.0.0.1", 0));
    assertThat(outcome.flows()).hasSize(2);
    Flow inner = outcome.flows().get(0);
    Flow tunnel = outcome.flows().get(1);
    assertThat(inner.encapsulation()).isEqualTo("vxlan:42");
    assertThat(inner.state()).isEqualTo(FlowState.ESTABLISHED);
    assertThat(tunnel.tunnel()).isEqualTo("vxlan");
    assertThat(tunnel.portA()).as("of its first packet").isEqualTo(50_000);
    assertThat(tunnel.portB()).isEqualTo(4789);
    assertThat(tunnel.protocol()).isEqualTo(17);
    assertThat(tunnel.addressA().toString()).isEqualTo("172.16.0.1");
    assertThat(tunnel.aToB().packets()).isEqualTo(3);
    assertThat(tunnel.bToA().packets()).isEqualTo(2);
    assertThat(tunnel.aToB().prefix()).isEmpty();
    assertThat(outcome.result().packets()).isEqualTo(5);
  }

  @Test
  void silenceDoesNotSplitATunnel() {
    Runs.Outcome outcome = Runs.packets(wrapped(talk().packets(), "10.0.0.1", 90_000_000_000L));
    assertThat(outcome.flows()).filteredOn(Flow::isTunnel).hasSize(1);
  }

  @Test
  void otherEndsAreAnotherTunnel() {
    List<TimedPacket> packets = wrapped(talk().packets(), "10.0.0.1", 0);
    byte[] other =
        Packets.udp("172.16.0.3", 50_000, "172.16.0.2", 4789)
            .payload(Packets.join(VNI_42, talk().packets().get(0).bytes()))
            .ethernet();
    packets.add(new TimedPacket(packets.get(4).nanos() + 1, other));
    assertThat(Runs.packets(packets).flows()).filteredOn(Flow::isTunnel).hasSize(2);
  }

  @Test
  void fingerprintsAreTheSameInsideAndOutside() {
    List<TimedPacket> plain = talk().packets().subList(2, 5);
    Flow seen = Runs.packets(plain).only();
    Flow inside = Runs.packets(wrapped(plain, "10.0.0.1", 0)).flows().get(0);
    assertThat(seen.aToB().marks()).hasSize(2).isEqualTo(inside.aToB().marks());
    assertThat(seen.bToA().marks()).hasSize(1).isEqualTo(inside.bToA().marks());
    assertThat(Runs.packets(talk().packets()).only().aToB().marks()).isEmpty();
  }
}
