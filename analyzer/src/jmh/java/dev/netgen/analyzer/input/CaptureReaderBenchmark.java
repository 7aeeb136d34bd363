package dev.netgen.analyzer.input;

import dev.netgen.analyzer.flow.DatagramTap;
import dev.netgen.analyzer.testing.Packets;
import dev.netgen.analyzer.testing.Pcap;
import dev.netgen.analyzer.testing.TimedPacket;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time and bytes allocated of one packet of a capture in memory: read only, and all the way. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CaptureReaderBenchmark {
  private static final int PACKETS = 100_000;
  private static final int FLOWS = 100;

  private byte[] capture;

  /** Writes the capture. */
  @Setup
  public void build() {
    List<TimedPacket> packets = new ArrayList<>();
    for (int i = 0; i < PACKETS; i++) {
      byte[] frame =
          Packets.tcp("10.0.0.1", 40_000 + i % FLOWS, "10.0.0.2", 80)
              .flags("PA")
              .seq(700L * (i / FLOWS))
              .payload(new byte[700])
              .ethernet();
      packets.add(new TimedPacket(1_800_000_000_000_000_000L + i * 1_000L, frame));
    }
    capture = Pcap.ethernet(packets);
  }

  /** Packet after packet of a pcap file. */
  @Benchmark
  @OperationsPerInvocation(PACKETS)
  public int read() throws IOException {
    try (CaptureReader reader =
        CaptureOpener.open(new ByteArrayInputStream(capture), "memory", 1 << 18)) {
      int count = 0;
      while (reader.next()) {
        count++;
      }
      return checked(count);
    }
  }

  /** Reading, decoding and the flow table; what a run costs once is spread over the packets. */
  @Benchmark
  @OperationsPerInvocation(PACKETS)
  public int pipeline() {
    PipelineOptions options =
        PipelineOptions.defaults().withStandardInput(new ByteArrayInputStream(capture));
    PipelineResult result =
        PacketPipeline.run(List.of(Path.of("-")), options, flow -> {}, DatagramTap.none());
    return checked((int) result.packets());
  }

  private static int checked(int count) {
    if (count != PACKETS) {
      throw new IllegalStateException("packets read: " + count);
    }
    return count;
  }
}
