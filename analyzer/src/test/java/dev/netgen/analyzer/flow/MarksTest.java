package dev.netgen.analyzer.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.decode.DecodedPacket;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarksTest {
  private static int[] sketch(int... fingerprints) {
    int[] kept = null;
    for (int fingerprint : fingerprints) {
      kept = Marks.add(kept, fingerprint);
    }
    return Marks.toArray(kept);
  }

  @Test
  void smallestDistinctInAnyOrder() {
    Random random = new Random(5);
    for (int round = 0; round < 500; round++) {
      int count = 1 + random.nextInt(20);
      int range = round % 2 == 0 ? 12 : Integer.MAX_VALUE;
      int[] all = IntStream.generate(() -> random.nextInt(range) - 5).limit(count).toArray();
      int[] smallest = IntStream.of(all).distinct().sorted().limit(Marks.MOST).toArray();
      assertThat(sketch(all)).isEqualTo(smallest);
    }
  }

  /** The first 64 bytes and the length, wherever the payload lies. */
  @Test
  void fingerprintIsOfTheFirstBytesAndTheLength() {
    DecodedPacket p = new DecodedPacket();
    p.buffer = new byte[100];
    p.payload = 3;
    p.payloadCaptured = 70;
    p.payloadWire = 70;
    int plain = Marks.datagram(p);
    p.buffer[3 + 63] = 1;
    assertThat(Marks.datagram(p)).isNotEqualTo(plain);
    p.buffer[3 + 63] = 0;
    p.buffer[3 + 64] = 1; // beyond what is looked at
    assertThat(Marks.datagram(p)).isEqualTo(plain);
    p.payloadWire = 71;
    assertThat(Marks.datagram(p)).isNotEqualTo(plain);
  }
}
