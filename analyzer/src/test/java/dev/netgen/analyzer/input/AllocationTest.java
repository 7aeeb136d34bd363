package dev.netgen.analyzer.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.netgen.analyzer.flow.DatagramTap;
import dev.netgen.analyzer.testing.Pcap;
import dev.netgen.analyzer.testing.TcpTalk;
import dev.netgen.analyzer.testing.TimedPacket;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No allocation per packet: more packets of the same flows cost no more memory. */
class AllocationTest {
  private static final int FLOWS = 200;

  /** A capture stream of one header and then the same packets again and again. */
  private static final class Repeated extends InputStream {
    private final byte[] header;
    private final byte[] body;
    private long at;
    private final long end;

    Repeated(byte[] capture, int times) {
      header = java.util.Arrays.copyOf(capture, 24);
      body = java.util.Arrays.copyOfRange(capture, 24, capture.length);
      end = 24 + (long) body.length * times;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("reads are in blocks");
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (at == end) {
        return -1;
      }
      byte[] from = at < 24 ? header : body;
      int position = (int) (at < 24 ? at : (at - 24) % body.length);
      int count = Math.min(length, from.length - position);
      System.arraycopy(from, position, target, offset, count);
      at += count;
      return count;
    }
  }

  @Test
  void oneMillionPacketsMoreAllocateAlmostNothing() {
    byte[] capture = Pcap.ethernet(traffic());
    int packets = traffic().size();
    run(capture, 20);
    long few = allocated(() -> run(capture, 20));
    long many = allocated(() -> run(capture, 20 + 1_000_000 / packets));
    assertThat((many - few) / 1_000_000.0).as("bytes a packet").isLessThan(1.0);
  }

  private static List<TimedPacket> traffic() {
    List<TimedPacket> all = new ArrayList<>();
    for (int i = 0; i < FLOWS; i++) {
      TcpTalk talk = TcpTalk.between("10.0.0.1", 40000 + i, "10.0.1.1", 80);
      talk.handshake().client("question").server("answer").client("again").server("well");
      all.addAll(talk.packets());
    }
    all.sort(Comparator.comparingLong(TimedPacket::nanos));
    return all;
  }

  private static void run(byte[] capture, int times) {
    PipelineOptions options =
        PipelineOptions.defaults().withStandardInput(new Repeated(capture, times));
    PipelineResult result =
        PacketPipeline.run(List.of(Path.of("-")), options, flow -> {}, DatagramTap.none());
    assertThat(result.flows()).isEqualTo(FLOWS);
    assertThat(result.packets()).isEqualTo((long) traffic().size() * times);
  }

  private static long allocated(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
