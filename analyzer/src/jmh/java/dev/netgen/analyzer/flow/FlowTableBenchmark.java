package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.decode.Account;
import dev.netgen.analyzer.decode.DecodedPacket;
import dev.netgen.analyzer.decode.LinkTypes;
import dev.netgen.analyzer.decode.PacketDecoder;
import dev.netgen.analyzer.testing.Packets;
import dev.netgen.analyzer.testing.TcpTalk;
import dev.netgen.analyzer.testing.TimedPacket;
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

/** Time and bytes allocated of one packet in the flow table. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FlowTableBenchmark {
  private static final int CONCURRENT = 1_000_000;
  private static final int PACKETS_OF_SHORT = 8;
  private static final long BEGIN = 1_800_000_000_000_000_000L;
  private static final long STEP = 1_000;

  /** A table of its own for every benchmark, with packets that pass over and over. */
  @State(Scope.Thread)
  public static class Table {
    private final PacketDecoder decoder = new PacketDecoder();
    final DecodedPacket packet = new DecodedPacket();
    FlowTable table;
    long frame;

    void open() {
      table =
          new FlowTable(
              flow -> {}, new Account(), 2 * CONCURRENT, 256L << 20, 1, decoder.encapsulations());
      table.observerBegins(0, BEGIN);
    }

    void decode(byte[] bytes) {
      decoder.decode(LinkTypes.ETHERNET, bytes, 0, bytes.length, bytes.length, packet);
    }

    void take() {
      frame++;
      table.packet(0, 0, frame, BEGIN + frame * STEP, packet);
    }
  }

  /** A segment of one connection. */
  @State(Scope.Thread)
  public static class LongFlows extends Table {
    /** Opens the connection. */
    @Setup
    public void begin() {
      open();
      decode(
          Packets.tcp("10.0.0.1", 40000, "10.0.0.2", 80)
              .flags("PA")
              .payload(new byte[1000])
              .ethernet());
      take();
    }
  }

  /** Whole connections of eight packets, each from another port. */
  @State(Scope.Thread)
  public static class ShortFlows extends Table {
    private final byte[][] frames = new byte[PACKETS_OF_SHORT][];
    private int port;

    /** Writes the packets. */
    @Setup
    public void begin() {
      open();
      TcpTalk talk = TcpTalk.between("10.0.0.1", 40000, "10.0.0.2", 80);
      List<TimedPacket> all =
          talk.handshake().client("question").server("answer").close().packets();
      for (int i = 0; i < PACKETS_OF_SHORT; i++) {
        frames[i] = all.get(i).bytes();
      }
    }

    void connection() {
      port = port % 60_000 + 1;
      for (byte[] bytes : frames) {
        decode(bytes);
        boolean fromClient = packet.destinationPort == 80;
        packet.sourcePort = fromClient ? port : 80;
        packet.destinationPort = fromClient ? 80 : port;
        packet.sequence += (int) frame & 0x7FFF_0000;
        take();
      }
    }
  }

  /** A packet of each of a million flows in turn. */
  @State(Scope.Thread)
  public static class Million extends Table {
    private int next;

    /** Opens all flows. */
    @Setup
    public void begin() {
      open();
      decode(Packets.udp("10.0.0.1", 40000, "10.0.0.2", 80).payload(new byte[100]).ethernet());
      for (int i = 0; i < CONCURRENT; i++) {
        step();
      }
    }

    void step() {
      next = next + 1 == CONCURRENT ? 0 : next + 1;
      packet.sourceLow = 0x0A00_0000L + next;
      frame++;
      table.packet(0, 0, frame, BEGIN + frame, packet);
    }
  }

  /** One packet of one long flow. */
  @Benchmark
  public void oneLongFlow(LongFlows flow) {
    flow.take();
  }

  /** One packet of short connections, decoding included. */
  @Benchmark
  @OperationsPerInvocation(PACKETS_OF_SHORT)
  public void manyShortFlows(ShortFlows flows) {
    flows.connection();
  }

  /** One packet with a million flows under way. */
  @Benchmark
  public void aMillionConcurrentFlows(Million flows) {
    flows.step();
  }
}
