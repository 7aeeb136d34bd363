package dev.netgen.analyzer.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.input.PacketPipeline;
import dev.netgen.analyzer.input.PipelineOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Buffers that come back are filled again, and nobody who had them before is disturbed. */
final class SpentPrefixesTest {
  private static final Path SUITE = Path.of("..", "samples", "scenarios");

  private static String text(Flow flow) {
    int client = Arrays.hashCode(flow.aToB().prefix());
    return flow.frame() + " " + client + " " + Arrays.hashCode(flow.bToA().prefix());
  }

  private static void read(FlowSink sink) throws IOException {
    try (Stream<Path> all = Files.list(SUITE)) {
      List<Path> inputs =
          all.filter(path -> path.getFileName().toString().startsWith("protocol-"))
              .map(path -> path.resolve("recording"))
              .toList();
      PacketPipeline.run(inputs, PipelineOptions.defaults(), sink, DatagramTap.none());
    }
  }

  /** Flows are the same whether their buffers come back, overwritten, or never do. */
  @Test
  void flowsAreTheSame() throws IOException {
    List<String> keeps = new ArrayList<>();
    read(flow -> keeps.add(text(flow)));
    GivesBack givesBack = new GivesBack();
    read(givesBack);
    assertThat(givesBack.seen).isEqualTo(keeps).hasSizeGreaterThan(300);
  }

  @Test
  void buffersComeBack() {
    SpentPrefixes spent = new SpentPrefixes();
    PrefixPool pool = new PrefixPool(1 << 20, spent);
    List<byte[]> first = filled(pool, 128);
    first.forEach(buffer -> spent.give(flow(buffer)));
    assertThat(filled(pool, 128))
        .usingElementComparator(SpentPrefixesTest::same)
        .containsAll(first);
  }

  /** More than anybody takes is not held. */
  @Test
  void boundedWhereNobodyTakes() {
    SpentPrefixes spent = new SpentPrefixes();
    for (int i = 0; i < 1024; i++) {
      spent.give(flow(new byte[1 << 14]));
    }
    int[] bytes = new int[1];
    spent.takeAll(buffer -> bytes[0] += buffer.length);
    assertThat(bytes[0]).isBetween(1 << 23, (1 << 23) + (1 << 14));
  }

  /** Flows without payload have no buffer, however many there are. */
  @Test
  void nothingIsNotHeld() {
    SpentPrefixes spent = new SpentPrefixes();
    for (int i = 0; i < 1024; i++) {
      spent.give(flow(new byte[0]));
    }
    List<byte[]> taken = new ArrayList<>();
    spent.takeAll(taken::add);
    assertThat(taken).isEmpty();
  }

  private static int same(byte[] one, byte[] other) {
    return one == other ? 0 : 1;
  }

  private static List<byte[]> filled(PrefixPool pool, int count) {
    List<byte[]> buffers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Prefix prefix = pool.prefix();
      prefix.put(0, new byte[300], 0, 300);
      buffers.add(prefix.handOver());
    }
    return buffers;
  }

  private static Flow flow(byte[] buffer) {
    return new Flow(
        0, 0, 1, 6, 0, "", "", null, 1, null, 2, half(buffer), half(new byte[0]), 0, 0, null, null);
  }

  private static Half half(byte[] buffer) {
    return new Half(1, 1, buffer, true, true, 0, -1, 0, new int[0], new int[0]);
  }

  private static final class GivesBack implements FlowSink {
    private final List<String> seen = new ArrayList<>();
    private final SpentPrefixes spent = new SpentPrefixes();

    @Override
    public void accept(Flow flow) {
      seen.add(text(flow));
      Arrays.fill(flow.aToB().data(), (byte) 0x5A);
      Arrays.fill(flow.bToA().data(), (byte) 0x5A);
      spent.give(flow);
    }

    @Override
    public SpentPrefixes spent() {
      return spent;
    }
  }
}
