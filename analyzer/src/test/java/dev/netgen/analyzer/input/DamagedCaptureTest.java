package dev.netgen.analyzer.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.testing.Packets;
import dev.netgen.analyzer.testing.Pcap;
import dev.netgen.analyzer.testing.Pcapng;
import dev.netgen.analyzer.testing.Runs;
import dev.netgen.analyzer.testing.TimedPacket;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Damage in the middle of a file: what precedes is used, and so is what follows. */
class DamagedCaptureTest {
  private static final int PACKETS = 40;
  private static final int ROUNDS = 400;

  /** Whole captures, each with the offset of every packet's record and of the end. */
  private enum Kind {
    PCAP(24, 16),
    PCAP_BIG_ENDIAN(24, 16),
    PCAPNG(28 + 20, 32),
    PCAPNG_BIG_ENDIAN(28 + 20, 32);

    final int first;
    final int overhead;

    Kind(int first, int overhead) {
      this.first = first;
      this.overhead = overhead;
    }

    byte[] write(List<TimedPacket> packets) {
      return switch (this) {
        case PCAP -> Pcap.ethernet(packets);
        case PCAP_BIG_ENDIAN -> Pcap.linkType(1).bigEndian().write(packets);
        case PCAPNG -> pcapng(Pcapng.create(), packets);
        case PCAPNG_BIG_ENDIAN -> pcapng(Pcapng.startingWith(ByteOrder.BIG_ENDIAN), packets);
      };
    }

    private static byte[] pcapng(Pcapng file, List<TimedPacket> packets) {
      file.describe(1, 0);
      packets.forEach(p -> file.packet(0, p.nanos() / 1000, p.bytes()));
      return file.toBytes();
    }

    int[] offsets(List<TimedPacket> packets) {
      int[] offsets = new int[packets.size() + 1];
      offsets[0] = first;
      for (int i = 0; i < packets.size(); i++) {
        int length = packets.get(i).bytes().length;
        int padded = this == PCAP || this == PCAP_BIG_ENDIAN ? length : (length + 3) & -4;
        offsets[i + 1] = offsets[i] + overhead + padded;
      }
      return offsets;
    }

    boolean classic() {
      return this == PCAP || this == PCAP_BIG_ENDIAN;
    }
  }

  /** What reading gave: the packets' bytes, and the reader when it was done. */
  private record Read(List<byte[]> packets, CaptureReader reader) {
    long captured() {
      return packets.stream().mapToLong(p -> 16L + p.length).sum();
    }

    long skipped() {
      return reader.moreSkipped()
          + reader.breaks().stream().mapToLong(CaptureReader.Break::skipped).sum();
    }
  }

  private static Read read(byte[] file, int buffer) throws IOException {
    CaptureReader reader = CaptureOpener.open(new ByteArrayInputStream(file), "test", buffer);
    List<byte[]> packets = new ArrayList<>();
    while (reader.next()) {
      packets.add(
          Arrays.copyOfRange(reader.in.buffer(), reader.start, reader.start + reader.captured));
    }
    return new Read(packets, reader);
  }

  private static List<TimedPacket> packets(Random random) {
    List<TimedPacket> packets = new ArrayList<>();
    long nanos = 1_700_000_000_000_000_000L;
    for (int i = 0; i < PACKETS; i++) {
      byte[] payload = new byte[random.nextInt(1400)];
      if (random.nextInt(3) > 0) {
        random.nextBytes(payload);
      }
      nanos += random.nextInt(2_000_000_000);
      int port = 1024 + random.nextInt(1000);
      packets.add(
          new TimedPacket(
              nanos, Packets.udp("10.0.0.1", port, "10.0.0.2", 53).payload(payload).ethernet()));
    }
    return packets;
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void packetsBeforeAndAfterADamageAreUsed(Kind kind) throws IOException {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      List<TimedPacket> packets = packets(random);
      byte[] whole = kind.write(packets);
      int[] offsets = kind.offsets(packets);
      assertThat(offsets[PACKETS]).isEqualTo(whole.length);
      int from = kind.first + random.nextInt(whole.length - kind.first);
      int to = Math.min(whole.length, from + 1 + random.nextInt(1 << random.nextInt(13)));
      byte[] damaged = damage(whole, from, to, random);
      Read read = read(damaged, 1 << (13 + random.nextInt(6)));
      String what =
          String.format(
              "%s seed %d bytes %d to %d; packets at %s; breaks %s, end %s",
              kind,
              seed,
              from,
              to,
              Arrays.toString(offsets),
              read.reader.breaks(),
              read.reader.stop());
      assertUsed(packets, offsets, from, to, read, what);
      if (kind.classic()) {
        long end = read.reader.stop().offset() < 0 ? damaged.length : read.reader.stop().offset();
        assertThat(24 + read.captured() + read.skipped()).as(what).isEqualTo(end);
      }
      Runs.capture(damaged);
    }
  }

  /** Overwritten with chance or zeros, lost, or something put in between. */
  private static byte[] damage(byte[] whole, int from, int to, Random random) {
    byte[] noise = new byte[to - from];
    byte[] head = Arrays.copyOf(whole, from);
    byte[] tail = Arrays.copyOfRange(whole, to, whole.length);
    switch (random.nextInt(4)) {
      case 0 -> {
        return Packets.join(head, noise, tail);
      }
      case 1 -> {
        return Packets.join(head, tail);
      }
      case 2 -> {
        random.nextBytes(noise);
        return Packets.join(head, noise, Arrays.copyOfRange(whole, from, whole.length));
      }
      default -> {
        random.nextBytes(noise);
        return Packets.join(head, noise, tail);
      }
    }
  }

  private static void assertUsed(
      List<TimedPacket> packets, int[] offsets, int from, int to, Read read, String what) {
    int before = 0;
    while (before < PACKETS && offsets[before + 1] <= from) {
      before++;
    }
    int after = PACKETS;
    while (after > 0 && offsets[after - 1] >= to) {
      after--;
    }
    int count = PACKETS - after;
    assertThat(read.packets.size()).as(what).isGreaterThanOrEqualTo(before + count);
    for (int i = 0; i < before; i++) {
      assertThat(Arrays.equals(read.packets.get(i), packets.get(i).bytes())).as(what).isTrue();
    }
    for (int i = 1; i <= count; i++) {
      byte[] last = read.packets.get(read.packets.size() - i);
      assertThat(Arrays.equals(last, packets.get(PACKETS - i).bytes())).as(what).isTrue();
    }
  }

  @Test
  void manyBreaksAreCountedNotToldOneByOne() throws IOException {
    List<TimedPacket> packets = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      packets.addAll(packets(new Random(i)));
    }
    byte[] file = Pcap.ethernet(packets);
    int[] offsets = new int[packets.size()];
    int at = 24;
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = at;
      at += 16 + packets.get(i).bytes().length;
    }
    for (int i = 5; i < offsets.length; i += 10) {
      Arrays.fill(file, offsets[i], offsets[i] + 16, (byte) 0xFF);
    }
    PipelineResult result = Runs.capture(file).result();
    assertThat(result.packets()).isEqualTo(packets.size() - 40);
    assertThat(result.notes()).hasSize(9);
    assertThat(result.notes().get(8).text()).startsWith("32 more breaks");
  }
}
