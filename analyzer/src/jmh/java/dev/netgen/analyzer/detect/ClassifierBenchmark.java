package dev.netgen.analyzer.detect;

import dev.netgen.analyzer.flow.DatagramTap;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.input.PacketPipeline;
import dev.netgen.analyzer.input.PipelineOptions;
import dev.netgen.analyzer.testing.Pcap;
import dev.netgen.analyzer.testing.TcpTalk;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

/** Time and bytes allocated of the verdict on one flow. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ClassifierBenchmark {
  private static final String REQUEST = "GET /index.html HTTP/1.1\r\nHost: server.example\r\n\r\n";
  private static final String RESPONSE = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody";

  /** What is spoken. */
  @Param({"HTTP", "REDIS", "UNKNOWN"})
  public Speech speech;

  /** Exchanges. */
  public enum Speech {
    HTTP,
    REDIS,
    UNKNOWN
  }

  private final Classifier classifier = new Classifier();
  private Flow flow;

  /** Makes a flow of packets and makes sure that it is told as what it is. */
  @Setup
  public void build() {
    TcpTalk talk = TcpTalk.between("10.0.0.1", 40000, "10.0.0.2", 80).handshake();
    switch (speech) {
      case HTTP -> talk.client(REQUEST).server(RESPONSE);
      case REDIS -> talk.client("*2\r\n$3\r\nGET\r\n$3\r\nkey\r\n").server("$5\r\nvalue\r\n");
      case UNKNOWN -> talk.client("\u0001\u0002\u0003 nobody").server("\u0004\u0005 speaks this");
    }
    flow = flow(Pcap.ethernet(talk.close().packets()));
    String expected = speech == Speech.UNKNOWN ? "" : speech.name().toLowerCase(Locale.ROOT);
    if (!classify().protocol().equals(expected)) {
      throw new IllegalStateException("told as " + classify().protocol());
    }
  }

  private static Flow flow(byte[] capture) {
    List<Flow> flows = new ArrayList<>();
    PacketPipeline.run(
        List.of(Path.of("-")),
        PipelineOptions.defaults().withStandardInput(new ByteArrayInputStream(capture)),
        flows::add,
        DatagramTap.none());
    return flows.get(0);
  }

  /** One flow. */
  @Benchmark
  public Verdict classify() {
    return classifier.classify(flow);
  }
}
