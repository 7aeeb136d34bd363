package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.Bytes;
import dev.netgen.analyzer.flow.DatagramTap;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.flow.Half;
import dev.netgen.analyzer.input.PacketPipeline;
import dev.netgen.analyzer.input.PipelineOptions;
import dev.netgen.model.graph.Encryption;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Recorded exchanges with parts of them changed by lot: what is in clear is never called encrypted.
 * The lots are the same every time.
 */
final class ClearTextTest {
  private static final Classifier CLASSIFIER = new Classifier();
  private static final int MOST_FLOWS = 40;
  private static final int ROUNDS = 60;
  private static final String CLEAR =
      "GET /cart?id=7 HTTP/1.1\r\nHost: shop\r\n\r\nUSER shop\r\nLIST\r\n220 hello, all in clear\r\n";

  static List<String> scenarios() throws java.io.IOException {
    return ProtocolRecordingsTest.scenarios();
  }

  static List<Flow> flows(String scenario) {
    List<Flow> flows = new ArrayList<>();
    PacketPipeline.run(
        List.of(Path.of("..", "samples", "scenarios", scenario, "recording")),
        PipelineOptions.defaults(),
        flow -> {
          if (flow.bytes() > 0 && flows.size() < MOST_FLOWS && !flow.isTunnel()) {
            flows.add(flow);
          }
        },
        DatagramTap.none());
    return flows;
  }

  private static boolean shielded(Flow flow) {
    Encryption encryption = CLASSIFIER.classify(flow).encryption();
    return encryption == Encryption.ENCRYPTED || encryption == Encryption.UPGRADED;
  }

  /** Whatever is encrypted, and goes on in clear on either side from any place on, is not. */
  @ParameterizedTest
  @MethodSource("scenarios")
  void clearBehindProtection(String scenario) {
    Random random = new Random(4);
    byte[] clear = CLEAR.repeat(3).getBytes(StandardCharsets.US_ASCII);
    for (Flow flow : flows(scenario)) {
      if (!shielded(flow)) {
        continue;
      }
      for (int round = 0; round < ROUNDS; round++) {
        Half up = replaced(flow.aToB(), random, clear);
        Half down = replaced(flow.bToA(), random, clear);
        Flow changed = with(flow, up, down);
        assertThat(shielded(changed))
            .as(
                "%s %s: clear from %d of %d, %d of %d: %s",
                scenario,
                CLASSIFIER.classify(flow),
                up.prefix().length - clear.length,
                flow.aToB().prefix().length,
                down.prefix().length - clear.length,
                flow.bToA().prefix().length,
                CLASSIFIER.classify(changed))
            .isFalse();
      }
    }
  }

  /** Clear text with bytes flipped, cut out and put in is still no encryption. */
  @ParameterizedTest
  @MethodSource("scenarios")
  void changedByLot(String scenario) {
    Random random = new Random(5);
    List<Flow> flows = flows(scenario);
    for (Flow flow : flows) {
      if (CLASSIFIER.classify(flow).encryption() != Encryption.PLAINTEXT) {
        continue;
      }
      for (int round = 0; round < ROUNDS; round++) {
        Flow changed = with(flow, mutated(flow.aToB(), random), mutated(flow.bToA(), random));
        assertThat(shielded(changed))
            .as("%s %s: %s", scenario, CLASSIFIER.classify(flow), CLASSIFIER.classify(changed))
            .isFalse();
      }
    }
  }

  private static Half replaced(Half half, Random random, byte[] clear) {
    if (half.prefix().length == 0) {
      return half;
    }
    int[] ends = half.messageEnds();
    if (ends.length > 0) {
      int keep = random.nextInt(ends.length);
      int from = keep == 0 ? 0 : ends[keep - 1];
      int[] fewer = Arrays.copyOf(ends, keep + 1);
      fewer[keep] = from + clear.length;
      return half(half, Bytes.concat(Arrays.copyOf(half.prefix(), from), clear), fewer);
    }
    int from = random.nextInt(half.prefix().length);
    return half(half, Bytes.concat(Arrays.copyOf(half.prefix(), from), clear), ends);
  }

  static Half mutated(Half half, Random random) {
    byte[] bytes = half.prefix().clone();
    for (int flips = random.nextInt(4); flips > 0 && bytes.length > 0; flips--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    if (half.messageEnds().length == 0 && bytes.length > 1 && random.nextInt(3) == 0) {
      int from = random.nextInt(bytes.length);
      int to = from + random.nextInt(bytes.length - from);
      bytes = Bytes.concat(Arrays.copyOf(bytes, from), Arrays.copyOfRange(bytes, to, bytes.length));
    }
    return half(half, bytes, half.messageEnds());
  }

  private static Half half(Half half, byte[] kept, int[] ends) {
    return new Half(
        half.packets(),
        kept.length,
        kept,
        half.prefixFromStart(),
        true,
        half.tcpFlags(),
        half.initialSequence(),
        half.lastFrameNanos(),
        half.marks(),
        ends);
  }

  static Flow with(Flow flow, Half up, Half down) {
    return Flows.flow(flow.protocol(), up, down, flow.initiator());
  }
}
