package dev.netgen.analyzer.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.testing.Packets;
import dev.netgen.analyzer.testing.Pcap;
import dev.netgen.analyzer.testing.Runs;
import dev.netgen.analyzer.testing.TimedPacket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the any device saw several times counts once; what was sent several times counts so. */
class SeenAgainTest {
  private static final long START = 1_800_000_000_000_000_000L;
  private static final int COOKED = 113;

  private static byte[] sighting(char what, int way) {
    Packets packet =
        switch (what) {
          case 'u' -> Packets.udp("10.0.0.1", 1111, "10.0.0.2", 2222).payload("hello");
          case 'v' -> Packets.udp("10.0.0.1", 1111, "10.0.0.2", 2222).payload("other");
          case 'i' -> Packets.ip(1, "10.0.0.1", "10.0.0.2", new byte[] {8, 0, 0, 0, 0, 1, 0, 1});
          case 't' -> Packets.tcp("10.0.0.1", 1111, "10.0.0.2", 80).flags("PA").seq(7).payload("x");
          default -> Packets.tcp("10.0.0.1", 1111, "10.0.0.2", 80).flags("PA").seq(8).payload("x");
        };
    byte[] cooked = packet.cooked();
    cooked[0] = 0;
    cooked[1] = (byte) way;
    return cooked;
  }

  /** Each sighting: what, the way (the cooked packet type), microseconds after the first. */
  @ParameterizedTest
  @CsvSource({
    "u3@0 u0@5 u4@9, 1, 2",
    "t3@0 t0@5 t4@9, 1, 2",
    "u4@0 u0@3, 1, 1",
    "i4@0 t4@1 i0@3, 2, 1",
    "u3@0 u3@5, 2, 0",
    "t3@0 t4@2 t3@900 t4@902, 2, 2",
    "u3@0 v4@5, 2, 0",
    "t3@0 s4@5, 2, 0",
    "u3@0 s3@1 u4@2 s4@3, 2, 2",
    "u3@0 u4@10000, 2, 0",
    "u3@0 u4@9999, 1, 1"
  })
  void sightings(String script, long inFlows, long again) {
    List<TimedPacket> packets = new ArrayList<>();
    for (String step : script.split(" ", -1)) {
      long micros = Long.parseLong(step.substring(3));
      packets.add(
          new TimedPacket(START + micros * 1000, sighting(step.charAt(0), step.charAt(1) - '0')));
    }
    Runs.Outcome run = Runs.capture(Pcap.linkType(COOKED).write(packets));
    assertThat(run.result().flowPackets()).isEqualTo(inFlows);
    assertThat(run.result().account().getOrDefault("seen again by the any device", 0L))
        .isEqualTo(again);
  }
}
