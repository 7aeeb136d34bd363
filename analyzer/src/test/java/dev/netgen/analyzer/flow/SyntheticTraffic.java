package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.decode.Account;
import dev.netgen.analyzer.decode.DecodedPacket;
import dev.netgen.analyzer.decode.Encapsulations;
import java.lang.management.ManagementFactory;

/**
 * Packets made in memory, straight into a flow table: floods of a size no test file could have, and
 * an ordinary load to measure by. Run by hand:
 *
 * <pre>
 * java -Xmx512m -cp ... dev.netgen.analyzer.flow.SyntheticTraffic distinct|concurrent|plain [count]
 * </pre>
 */
public final class SyntheticTraffic {
  private static final long START = 1_800_000_000_000_000_000L;
  private static final int PAYLOAD = 1000;

  private final DecodedPacket packet = new DecodedPacket();
  private final byte[] bytes = new byte[1500];
  private final Account account = new Account();
  private final FlowTable table;
  private long taken;
  private long packets;
  private long frame;
  private long nanos = START;

  /** A table with these bounds. */
  public SyntheticTraffic(int maxFlows, long prefixBudget, long seed) {
    table =
        new FlowTable(flow -> taken++, account, maxFlows, prefixBudget, seed, new Encapsulations());
    table.observerBegins(0, START);
    packet.buffer = bytes;
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ('a' + i % 26);
    }
  }

  /** The table under load. */
  public FlowTable table() {
    return table;
  }

  /** Flows handed out so far. */
  public long taken() {
    return taken;
  }

  /** Packets put in so far. */
  public long packets() {
    return packets;
  }

  /** Packets the table counted as not of a flow. */
  public long unused() {
    return account.total();
  }

  /** So much time passes between packets from here on. */
  public void send(long gap) {
    nanos += gap;
    packets++;
    table.packet(0, 0, ++frame, nanos, packet);
  }

  /** One datagram of a host of its own to a server. */
  public void datagram(long host, int payload, long gap) {
    endpoints(17, 0x0A00_0000L + (host >>> 6), 1024 + (int) (host & 63), 0xC0A8_0001L, 53);
    payload(payload);
    send(gap);
  }

  /** One SYN of a host of its own. */
  public void syn(long host, long gap) {
    endpoints(6, 0x0A00_0000L + (host >>> 6), 1024 + (int) (host & 63), 0xC0A8_0001L, 80);
    segment(Half.SYN, (int) host * 7919, 0, 0);
    send(gap);
  }

  /** One connection: handshake, so many segments of the server each acknowledged, close. */
  public void connection(long host, int segments, long gap) {
    long client = 0x0A00_0000L + host / 50_000;
    int port = 1024 + (int) (host % 50_000);
    int a = (int) host * 7919;
    int b = (int) host * 104_729;
    up(client, port, Half.SYN, a++, 0, 0, gap);
    down(client, port, Half.SYN | Half.ACK, b++, a, 0, gap);
    up(client, port, Half.ACK, a, b, 0, gap);
    up(client, port, Half.ACK | Half.PSH, a, b, 200, gap);
    a += 200;
    for (int i = 0; i < segments; i++) {
      down(client, port, Half.ACK, b, a, PAYLOAD, gap);
      b += PAYLOAD;
      up(client, port, Half.ACK, a, b, 0, gap);
    }
    up(client, port, Half.ACK | Half.FIN, a++, b, 0, gap);
    down(client, port, Half.ACK | Half.FIN, b++, a, 0, gap);
    up(client, port, Half.ACK, a, b, 0, gap);
  }

  private void up(long client, int port, int flags, int seq, int ack, int length, long gap) {
    endpoints(6, client, port, 0xC0A8_0001L, 80);
    segment(flags, seq, ack, length);
    send(gap);
  }

  private void down(long client, int port, int flags, int seq, int ack, int length, long gap) {
    endpoints(6, 0xC0A8_0001L, 80, client, port);
    segment(flags, seq, ack, length);
    send(gap);
  }

  private void endpoints(int protocol, long source, int port, long destination, int other) {
    packet.protocol = protocol;
    packet.sourceLow = source;
    packet.sourcePort = port;
    packet.destinationLow = destination;
    packet.destinationPort = other;
  }

  private void segment(int flags, int seq, int ack, int length) {
    packet.flags = flags;
    packet.sequence = seq;
    packet.acknowledgement = ack;
    payload(length);
  }

  private void payload(int length) {
    packet.payload = 0;
    packet.payloadCaptured = length;
    packet.payloadWire = length;
  }

  /** One flood or load, and what it cost. */
  @SuppressWarnings("SystemOut") // run by hand
  public static void main(String[] args) {
    String kind = args[0];
    long count = args.length > 1 ? Long.parseLong(args[1]) : 0;
    int rounds = kind.equals("plain") ? 7 : 1;
    for (int round = 0; round < rounds; round++) {
      long most = Math.min(1_000_000, (1_000_000 * Runtime.getRuntime().maxMemory()) >> 31);
      long budget = Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 8);
      SyntheticTraffic traffic = new SyntheticTraffic((int) most, budget, round);
      long before = cpuNanos();
      switch (kind) {
        case "distinct" -> traffic.distinct(count);
        case "concurrent" -> traffic.concurrent(count);
        default -> traffic.plain();
      }
      long held = held();
      int size = traffic.table.size();
      traffic.table.finish();
      double seconds = (cpuNanos() - before) / 1e9;
      System.out.printf(
          "%s: %d packets, %d flows, %.2f s of CPU, %.1f M packets/s; held %d, ended early %d, heap %d MB%n",
          kind,
          traffic.packets,
          traffic.taken,
          seconds,
          traffic.packets / seconds / 1e6,
          size,
          traffic.table.endedEarly(),
          held >> 20);
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long held() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Ten thousand a second, each other kind in turn. */
  public void distinct(long count) {
    for (long i = 0; i < count; i++) {
      if (i % 2 == 0) {
        syn(i, 100_000);
      } else {
        datagram(i, 40, 100_000);
      }
    }
  }

  /** All within a minute. */
  public void concurrent(long count) {
    for (long i = 0; i < count; i++) {
      if (i % 2 == 0) {
        syn(i, 20_000);
      } else {
        datagram(i, 40, 20_000);
      }
    }
  }

  /** 1.4 million packets of 20,000 connections. */
  public void plain() {
    for (int i = 0; i < 20_000; i++) {
      connection(i, 31, 10_000);
    }
  }
}
