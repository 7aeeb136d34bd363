package dev.netgen.analyzer.decode;

import dev.netgen.analyzer.testing.Packets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time and bytes allocated of decoding one packet. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PacketDecoderBenchmark {
  /** What is decoded. */
  @Param({"TCP_IPV4", "TCP_IPV6", "TCP_VXLAN"})
  public Shape shape;

  /** Stacks of headers. */
  public enum Shape {
    TCP_IPV4,
    TCP_IPV6,
    TCP_VXLAN
  }

  private final PacketDecoder decoder = new PacketDecoder();
  private final DecodedPacket into = new DecodedPacket();
  private byte[] frame;

  /** Builds the packet and makes sure that it decodes. */
  @Setup
  public void build() {
    frame =
        switch (shape) {
          case TCP_IPV4 -> segment("10.0.0.1", "10.0.0.2").ethernet();
          case TCP_IPV6 -> segment("2001:db8::1", "2001:db8::2").ethernet();
          case TCP_VXLAN -> vxlan(segment("10.0.0.1", "10.0.0.2").ethernet());
        };
    if (decode() != Reason.NONE || into.payloadCaptured != 400) {
      throw new IllegalStateException("not decoded: " + shape);
    }
  }

  private static Packets segment(String source, String destination) {
    return Packets.tcp(source, 40000, destination, 80).flags("PA").payload(new byte[400]);
  }

  private static byte[] vxlan(byte[] inner) {
    byte[] header = {8, 0, 0, 0, 0, 0, 42, 0};
    return Packets.udp("192.0.2.1", 50000, "192.0.2.2", 4789)
        .payload(Packets.join(header, inner))
        .ethernet();
  }

  /** One packet. */
  @Benchmark
  public Reason decode() {
    return decoder.decode(LinkTypes.ETHERNET, frame, 0, frame.length, frame.length, into);
  }
}
