package dev.netgen.analyzer.flow;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.decode.Account;
import dev.netgen.analyzer.decode.DecodedPacket;
import dev.netgen.analyzer.decode.Encapsulations;
import dev.netgen.analyzer.decode.IcmpError;
import dev.netgen.analyzer.fuzz.Effort;
import dev.netgen.analyzer.fuzz.FuzzTarget;
import dev.netgen.analyzer.fuzz.Script;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Packets of a few endpoints in any interleaving: every packet is in one flow or has a reason, the
 * bounds hold after each, and neither the hash's seed nor the pace of sweeps shows in the flows.
 *
 * <pre>
 * | bounds 8 | then for each packet:
 * | protocol, direction, observer, tunnel 8 | endpoints 8 | flags 8 | sequence 8 | acknowledged 8 |
 *   length 8 | time 8 |
 * </pre>
 */
public final class FlowTableFuzz implements FuzzTarget {
  private static final int[] PROTOCOLS = {6, 6, 17, 132, 1, 50, 47, 6};
  private static final long START = 1_800_000_000_000_000_000L;
  private static final long[] PACES = {
    0,
    1_000,
    100_000_000,
    600_000_000,
    1_500_000_000,
    61_000_000_000L,
    250_000_000_000L,
    7_500_000_000_000L
  };
  private static final byte[] CONTENT = content();
  private static final int MANY = 1 << 20;
  private static final int NEVER = Integer.MAX_VALUE;
  private static final Effort EFFORT = new Effort(32 << 20, 1 << 14);

  @Override
  public String label() {
    return "flows";
  }

  @Override
  public void run(byte[] input) {
    int bounds = new Script(input).u8();
    boolean tight = (bounds & 1) != 0;
    int most = tight ? 4 + (bounds >> 4) : MANY;
    int budget = (bounds & 2) != 0 ? 4096 : 256 << 20;
    int pace = 5 << (2 * (bounds >> 2 & 3));
    List<String> first = new ArrayList<>();
    EFFORT.within(
        input.length,
        () -> {
          first.clear();
          new Run(most, budget, pace, 7, first).play(input);
        });
    List<String> otherSeed = new ArrayList<>();
    new Run(most, budget, pace, -12345, otherSeed).play(input);
    same(first, otherSeed, "with another seed");
    if (!tight && budget > 4096) {
      List<String> neverSwept = new ArrayList<>();
      boolean ordered = new Run(most, budget, NEVER, 7, neverSwept).play(input);
      if (ordered) {
        first.sort(null);
        neverSwept.sort(null);
        same(first, neverSwept, "without sweeps");
      }
    }
  }

  private static void same(List<String> flows, List<String> others, String how) {
    for (int i = 0; i < Math.max(flows.size(), others.size()); i++) {
      String flow = i < flows.size() ? flows.get(i) : "(none)";
      String other = i < others.size() ? others.get(i) : "(none)";
      check(flow.equals(other), flow + "\n" + how + ": " + other);
    }
  }

  /** One script into one table. */
  private static final class Run {
    private final DecodedPacket packet = new DecodedPacket();
    private final Account account = new Account();
    private final FlowTable table;
    private final int most;
    private long inFlows;
    private long flows;
    private long packets;
    private long nanos = START;
    private boolean ordered = true;

    Run(int most, int budget, int pace, long seed, List<String> told) {
      this.most = most;
      Encapsulations known = new Encapsulations();
      table = new FlowTable(flow -> take(flow, told), account, most, budget, seed, known);
      table.sweepEvery(pace);
      table.observerBegins(0, START);
      table.observerBegins(1, START);
      packet.buffer = CONTENT;
    }

    private void take(Flow flow, List<String> told) {
      told.add(text(flow));
      check(flow.packets() > 0, "a flow without packets");
      check(flow.firstNanos() <= flow.lastNanos(), "a flow that ends before it begins");
      if (!flow.isTunnel()) {
        inFlows += flow.packets();
        flows++;
      }
      for (Half half : List.of(flow.aToB(), flow.bToA())) {
        check(half.prefix().length <= PrefixPool.LARGEST, "prefix longer than its bound");
        check(half.prefix().length <= half.bytes() || half.packets() > 0, "prefix of nothing");
      }
    }

    /** Whether time never went back. */
    boolean play(byte[] input) {
      Script script = new Script(input);
      script.u8();
      while (script.more()) {
        step(script);
        check(table.size() <= most, "more flows than the bound");
      }
      table.finish();
      check(table.flows() == flows && table.flowPackets() == inFlows, "flows handed out");
      check(
          packets == inFlows + account.total(),
          packets + " packets, in flows " + inFlows + ", with a reason " + account.total());
      return ordered;
    }

    @SuppressWarnings("EnumOrdinal") // any of them
    private void step(Script script) {
      int kind = script.u8();
      endpoints(kind, script.u8());
      int protocol = packet.protocol;
      packet.flags = script.u8() & (protocol == 6 ? 0x1F : 0xFF);
      packet.sequence = sequence(script.u8());
      packet.acknowledgement = sequence(script.u8());
      int length = script.u8();
      packet.payload = packet.sequence & 0x3FF;
      packet.payloadWire = length < 0xF0 ? length : (length - 0xEF) * 128;
      packet.payloadCaptured = length % 5 == 4 ? packet.payloadWire / 2 : packet.payloadWire;
      time(script.u8());
      packet.nanos = nanos;
      int observer = kind >> 4 & 1;
      if ((kind & 0xC0) == 0xC0) {
        packet.icmpError = IcmpError.values()[packet.flags % IcmpError.values().length];
        table.icmpError(observer, packet);
        packet.icmpError = IcmpError.NONE;
        return;
      }
      packets++;
      table.packet(observer, 0, packets, nanos, packet);
    }

    private void endpoints(int kind, int endpoints) {
      int one = endpoints & 7;
      int other = endpoints >> 3 & 3;
      boolean back = (kind & 8) != 0;
      packet.protocol = PROTOCOLS[kind & 7];
      packet.sourceLow = 0x0A000000L + (back ? 0x100 + other : one);
      packet.destinationLow = 0x0A000000L + (back ? one : 0x100 + other);
      packet.sourcePort = back ? 80 : 40_000 + (endpoints >> 6);
      packet.destinationPort = back ? 40_000 + (endpoints >> 6) : 80;
      packet.carriers = (kind & 0xE0) == 0x20 ? 1 : 0;
      packet.carrier[0].sourceLow = 0xC0A80001L;
      packet.carrier[0].destinationLow = 0xC0A80002L + (endpoints & 1);
      packet.carrier[0].protocol = 17;
      packet.carrier[0].port = 4789;
      packet.carrier[0].bytes = 50;
    }

    /** Near a few places, around the wrap of 32 bits among them. */
    private static int sequence(int step) {
      int base = (step & 1) != 0 ? -64 : 1000;
      return base + (step >> 1) * ((step & 2) != 0 ? 1 : 97);
    }

    private void time(int step) {
      long gap = PACES[step & 7] * (1 + (step >> 3 & 7));
      boolean backward = (step & 0xC0) == 0xC0;
      ordered &= !backward;
      nanos += backward ? -gap : gap;
    }
  }

  private static byte[] content() {
    byte[] content = new byte[1 << 12];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i * 7 + (i >> 8));
    }
    return content;
  }

  private static String text(Flow flow) {
    Half up = flow.aToB();
    Half down = flow.bToA();
    return String.join(
        " ",
        "" + flow.observer() + '/' + flow.frame() + '/' + flow.protocol() + flow.tunnel(),
        flow.addressA() + ":" + flow.portA() + "-" + flow.addressB() + ":" + flow.portB(),
        flow.firstNanos() + "-" + flow.lastNanos(),
        flow.state() + "/" + flow.initiator() + "/" + flow.context(),
        text(up),
        text(down));
  }

  private static String text(Half half) {
    return half.packets()
        + "/"
        + half.bytes()
        + "/"
        + Arrays.hashCode(half.prefix())
        + half.prefixFromStart()
        + half.prefixComplete()
        + half.tcpFlags()
        + "/"
        + half.initialSequence()
        + "/"
        + half.lastFrameNanos()
        + Arrays.toString(half.marks());
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  @Override
  public ImmutableList<byte[]> seeds() {
    ImmutableList.Builder<byte[]> all = ImmutableList.builder();
    for (int bounds : new int[] {0, 1, 2, 3, 12, 0x13}) {
      ByteArrayOutputStream script = new ByteArrayOutputStream();
      script.write(bounds);
      for (int round = 0; round < 6; round++) {
        talk(script, round);
      }
      all.add(script.toByteArray());
    }
    return all.build();
  }

  /** A connection, an exchange of datagrams, an association, and an error about each. */
  private static void talk(ByteArrayOutputStream script, int round) {
    int pace = round == 3 ? 7 : 1;
    step(script, 0, round, Half.SYN, 8, 0, 0, pace);
    step(script, 8, round, Half.SYN | Half.ACK, 16, 8, 0, 1);
    step(script, 0, round, Half.ACK, 10, 18, 0, 1);
    step(script, 0, round, Half.ACK | Half.PSH, 10, 18, 40, 1);
    step(script, 8, round, Half.ACK | Half.PSH, 18, 10, 0xF4, 1);
    step(script, 2, round, 0, 0, 0, 30, 1);
    step(script, 10, round, 0, 0, 0, 60, 1);
    step(script, 0x22, round, 0, 0, 0, 30, 1);
    step(script, 3, round, 2, 8, 8, 0, 1);
    step(script, 11, round, 4, 8, 8, 0, 1);
    step(script, 0xC2, round, 1, 0, 0, 0, 1);
    step(script, 0, round, Half.ACK | Half.FIN, 10, 18, 0, 1);
    step(script, 8, round, Half.ACK | (round % 2 == 0 ? Half.FIN : Half.RST), 18, 10, 0, 2);
  }

  private static void step(ByteArrayOutputStream script, int... bytes) {
    for (int value : bytes) {
      script.write(value);
    }
  }
}
