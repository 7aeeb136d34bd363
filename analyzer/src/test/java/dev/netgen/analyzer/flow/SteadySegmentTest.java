package dev.netgen.analyzer.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.decode.DecodedPacket;
import dev.netgen.analyzer.decode.Encapsulations;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The short way of a segment that goes on with its connection does what the long way does. */
class SteadySegmentTest {
  private static final long START = 1_800_000_000_000_000_000L;
  private static final Encapsulations PLAIN = new Encapsulations();

  private final byte[] content = new byte[1 << 15];
  private PrefixPool pool = new PrefixPool(1 << 20);
  private int shortWays;

  @Test
  void bothWaysAgreeOnRandomSegments() {
    for (int seed = 0; seed < 600; seed++) {
      Random random = new Random(seed);
      random.nextBytes(content);
      pool = new PrefixPool(1 << 20);
      FlowEntry quick = new FlowEntry(new Stream());
      FlowEntry plain = new FlowEntry(new Stream());
      long nanos = START;
      int[] next = {random.nextInt(), random.nextInt()};
      for (int i = 0; i < 60; i++) {
        DecodedPacket p = i < 3 ? handshake(i, next) : segment(random, next);
        nanos += random.nextInt(20) == 0 ? -500_000 : random.nextInt(2_000_000);
        if (i == 0) {
          quick.begin(1, 0, p, nanos);
          plain.begin(1, 0, p, nanos);
        }
        take(quick, p, nanos, true);
        take(plain, p, nanos, false);
        assertThat(told(quick)).as("seed %s, packet %s", seed, i).isEqualTo(told(plain));
        if (quick.closed) {
          break;
        }
      }
    }
    assertThat(shortWays).isGreaterThan(6_000);
  }

  /** The client sends first and from its side 0; each side's next number is kept. */
  private DecodedPacket handshake(int step, int[] next) {
    int side = step == 1 ? 1 : 0;
    DecodedPacket p = packet(side, next[side], step == 0 ? 0 : next[1 - side], 0);
    p.flags = step == 0 ? Half.SYN : step == 1 ? Half.SYN | Half.ACK : Half.ACK;
    next[side] += step < 2 ? 1 : 0;
    return p;
  }

  private DecodedPacket segment(Random random, int[] next) {
    int side = random.nextInt(2);
    int length = random.nextInt(3) == 0 ? 0 : lengths(random);
    int shift =
        switch (random.nextInt(12)) {
          case 0 -> -1;
          case 1 -> -random.nextInt(5000);
          case 2 -> random.nextInt(5000);
          case 3 -> random.nextInt();
          default -> 0;
        };
    int behind = random.nextInt(8) == 0 ? random.nextInt(4000) - 1000 : 0;
    DecodedPacket p = packet(side, next[side] + shift, next[1 - side] - behind, length);
    p.flags =
        switch (random.nextInt(30)) {
          case 0 -> Half.ACK | Half.FIN;
          case 1 -> Half.RST;
          case 2 -> Half.PSH;
          case 3 -> Half.SYN | Half.ACK;
          default -> random.nextBoolean() ? Half.ACK : Half.ACK | Half.PSH;
        };
    if (shift == 0) {
      next[side] += length;
    }
    return p;
  }

  private static int lengths(Random random) {
    return random.nextInt(5) == 0 ? 1 : random.nextInt(9000);
  }

  private DecodedPacket packet(int side, int sequence, int acknowledgement, int length) {
    DecodedPacket p = new DecodedPacket();
    p.protocol = FlowEntry.TCP;
    p.sourceLow = 10L + side;
    p.destinationLow = 11L - side;
    p.sourcePort = 1000 + side;
    p.destinationPort = 1001 - side;
    p.sequence = sequence;
    p.acknowledgement = acknowledgement;
    p.buffer = content;
    p.payload = Math.floorMod(sequence, 20_000);
    p.payloadWire = length;
    p.payloadCaptured = length;
    return p;
  }

  private void take(FlowEntry e, DecodedPacket p, long nanos, boolean quick) {
    if (nanos < e.firstNanos) {
      e.beganWith(p, 0, 1, nanos);
    }
    boolean fromA = e.fromA(p);
    Stream from = e.sender(fromA);
    Stream other = fromA ? e.b : e.a;
    boolean common = (p.flags & TcpTracker.HANDSHAKE_OR_END) == Half.ACK && e.isSteady(nanos);
    if (quick && common && from.goesOn(other, p, nanos, pool)) {
      shortWays++;
      return;
    }
    TcpTracker.segment(e, from, other, p, nanos, pool);
  }

  private static String told(FlowEntry e) {
    Flow flow = e.toFlow(START, PLAIN, new KnownAddresses());
    return text(flow.aToB())
        + text(flow.bToA())
        + flow.firstNanos()
        + " "
        + flow.lastNanos()
        + flow.state()
        + flow.initiator()
        + e.complete
        + e.closed
        + e.a.has(Stream.PLAIN)
        + e.b.has(Stream.PLAIN)
        + e.a.has(Stream.FINISH_ACKNOWLEDGED)
        + e.b.has(Stream.FINISH_ACKNOWLEDGED);
  }

  private static String text(Half half) {
    return half.packets()
        + " "
        + half.bytes()
        + " "
        + Arrays.hashCode(half.prefix())
        + half.prefixComplete()
        + half.tcpFlags()
        + " "
        + half.lastFrameNanos()
        + Arrays.toString(half.marks())
        + "\n";
  }
}
