package dev.netgen.analyzer.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.decode.Account;
import dev.netgen.analyzer.decode.DecodedPacket;
import dev.netgen.analyzer.decode.Encapsulations;
import dev.netgen.analyzer.testing.Runs;
import dev.netgen.analyzer.testing.TcpTalk;
import dev.netgen.analyzer.testing.TimedPacket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What must not change a flow: order within bounds, duplicates, when the table is swept. */
class FlowPropertyTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_800_000_000L * SECOND;

  /** What is told of a flow, without its counters. */
  private record Told(FlowState state, boolean fromClient, String up, String down) {
    static Told of(Flow f) {
      boolean a = f.addressA().toString().equals("10.0.0.1");
      boolean byHandshake = f.initiator() != Flow.Initiator.UNKNOWN;
      boolean clientIsA = f.initiator() == Flow.Initiator.A_BY_HANDSHAKE;
      return new Told(
          f.state(),
          byHandshake && a == clientIsA,
          text(a ? f.aToB() : f.bToA()),
          text(a ? f.bToA() : f.aToB()));
    }

    private static String text(Half half) {
      return new String(half.prefix(), java.nio.charset.StandardCharsets.ISO_8859_1);
    }
  }

  private static TcpTalk random(Random random) {
    TcpTalk talk =
        TcpTalk.between("10.0.0.1", 40000, "10.0.0.2", 80)
            .sequences(random.nextInt() & 0xFFFF_FFFFL, random.nextInt() & 0xFFFF_FFFFL)
            .handshake();
    int turns = 1 + random.nextInt(8);
    for (int i = 0; i < turns; i++) {
      String text = String.valueOf((char) ('a' + i)).repeat(2 + random.nextInt(900));
      if (random.nextBoolean()) {
        talk.client(text);
      } else {
        talk.server(text);
      }
    }
    return random.nextBoolean() ? talk.close() : talk;
  }

  /** Packets of one conversation swap places by a few, and some come twice. */
  @Test
  void orderAndDuplicatesDoNotMatter() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<TimedPacket> packets = random(random).packets();
      Told truth = Told.of(Runs.packets(packets).only());
      List<TimedPacket> mixed = new ArrayList<>(packets);
      for (int i = 0; i < packets.size() / 3; i++) {
        mixed.add(random.nextInt(mixed.size()), packets.get(random.nextInt(packets.size())));
      }
      for (int i = 0; i + 3 < mixed.size(); i += 2) {
        Collections.shuffle(mixed.subList(i, i + 3), random);
      }
      List<TimedPacket> timed = new ArrayList<>();
      for (int i = 0; i < mixed.size(); i++) {
        timed.add(new TimedPacket(START + i, mixed.get(i).bytes()));
      }
      assertThat(Runs.packets(timed).flows())
          .as("seed %s", seed)
          .extracting(Told::of)
          .containsExactly(truth);
    }
  }

  /** Random packets of few endpoints: whatever a sweep's period, the same flows come out. */
  @Test
  void sweepsDecideNothing() {
    for (int seed = 0; seed < 30; seed++) {
      List<String> rarely = flows(seed, 1_000_000);
      for (int period : new int[] {1, 7, 100, 3000}) {
        assertThat(flows(seed, period))
            .as("seed %s, sweeps every %s", seed, period)
            .containsExactlyInAnyOrderElementsOf(rarely);
      }
    }
  }

  private static List<String> flows(int seed, int period) {
    List<String> told = new ArrayList<>();
    Account account = new Account();
    FlowTable table =
        new FlowTable(
            f -> told.add(told(f)), account, 1_000_000, 1 << 28, seed, new Encapsulations());
    table.sweepEvery(period);
    table.observerBegins(0, START);
    Random random = new Random(seed);
    DecodedPacket p = new DecodedPacket();
    p.buffer = new byte[64];
    long nanos = START;
    for (int i = 1; i <= 6000; i++) {
      fill(p, random);
      nanos += gap(random);
      long disorder = random.nextInt(10) == 0 ? random.nextInt(300_000_000) : 0;
      table.packet(0, 0, i, nanos - disorder, p);
    }
    table.finish();
    assertThat(table.flowPackets() + account.total()).isEqualTo(6000);
    told.add("unused " + account.total());
    Collections.sort(told);
    return told;
  }

  private static long gap(Random random) {
    return switch (random.nextInt(100)) {
      case 0 -> 100 * SECOND;
      case 1 -> 7500 * SECOND;
      case 2, 3, 4 -> 10 * SECOND;
      case 5, 6, 7, 8 -> SECOND;
      default -> random.nextInt(100_000_000);
    };
  }

  private static final int[] FLAGS = {
    Half.SYN, Half.SYN | Half.ACK, Half.ACK, Half.ACK | Half.PSH, Half.FIN | Half.ACK, Half.RST
  };

  private static void fill(DecodedPacket p, Random random) {
    boolean up = random.nextBoolean();
    int port = 1000 + random.nextInt(6);
    p.protocol = new int[] {6, 6, 6, 17, 132, 1}[random.nextInt(6)];
    p.sourceLow = up ? 1 : 2;
    p.destinationLow = up ? 2 : 1;
    p.sourcePort = p.protocol == 1 ? 0 : up ? port : 80;
    p.destinationPort = p.protocol == 1 ? 0 : up ? 80 : port;
    p.flags = p.protocol == 132 ? 1 << random.nextInt(12) : FLAGS[random.nextInt(FLAGS.length)];
    int base = 1000 * (1 + random.nextInt(3)) * (random.nextInt(4) == 0 ? 1_000_000 : 1);
    p.sequence = base + random.nextInt(3);
    p.acknowledgement = base + random.nextInt(3);
    p.payloadCaptured = random.nextInt(3) * 20;
    p.payloadWire = p.payloadCaptured;
    random.nextBytes(p.buffer);
  }

  private static String told(Flow f) {
    return f.frame()
        + " "
        + f.protocol()
        + " "
        + f.state()
        + " "
        + f.initiator()
        + " "
        + half(f.aToB())
        + half(f.bToA());
  }

  private static String half(Half h) {
    return h.packets()
        + "/"
        + h.bytes()
        + "/"
        + Arrays.hashCode(h.prefix())
        + "/"
        + Arrays.hashCode(h.marks())
        + " ";
  }
}
