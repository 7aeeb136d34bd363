package dev.netgen.analyzer.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.flow.DatagramTap;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.input.PacketPipeline;
import dev.netgen.analyzer.input.PipelineOptions;
import dev.netgen.analyzer.input.PipelineResult;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the pipeline and checks, every time, that its account adds up. */
public final class Runs {
  private Runs() {}

  /** Flows in the order handed out, and the result. */
  public record Outcome(List<Flow> flows, PipelineResult result) {
    /** The only flow. */
    public Flow only() {
      assertThat(flows).hasSize(1);
      return flows.get(0);
    }
  }

  /** Runs over Ethernet frames. */
  public static Outcome packets(List<TimedPacket> packets) {
    return capture(Pcap.ethernet(packets));
  }

  /** Runs over the bytes of a capture file. */
  public static Outcome capture(byte[] capture) {
    return capture(capture, PipelineOptions.defaults());
  }

  /** Runs over the bytes of a capture file with other options. */
  public static Outcome capture(byte[] capture, PipelineOptions options) {
    return paths(
        List.of(Path.of("-")), options.withStandardInput(new ByteArrayInputStream(capture)));
  }

  /** Runs over files. */
  public static Outcome paths(List<Path> inputs, PipelineOptions options) {
    List<Flow> flows = new ArrayList<>();
    PipelineResult result = PacketPipeline.run(inputs, options, flows::add, DatagramTap.none());
    assertAccount(flows, result);
    return new Outcome(flows, result);
  }

  /**
   * Packets read are packets of conversations and named reasons, nothing else: those that a tunnel
   * carried count with the conversation inside.
   */
  public static void assertAccount(List<Flow> flows, PipelineResult result) {
    List<Flow> talks = flows.stream().filter(flow -> !flow.isTunnel()).toList();
    long inFlows = talks.stream().mapToLong(Flow::packets).sum();
    assertThat(result.flows()).isEqualTo(talks.size());
    assertThat(result.flowPackets()).isEqualTo(inFlows);
    assertThat(result.packets()).isEqualTo(inFlows + result.unused());
    assertThat(result.observers().stream().mapToLong(o -> o.packets()).sum())
        .isEqualTo(result.packets());
    assertThat(result.files().stream().mapToLong(f -> f.packets()).sum())
        .isEqualTo(result.packets());
  }
}
