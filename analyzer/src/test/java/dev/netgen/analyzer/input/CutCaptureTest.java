package dev.netgen.analyzer.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netgen.analyzer.testing.Pcap;
import dev.netgen.analyzer.testing.Pcapng;
import dev.netgen.analyzer.testing.Runs;
import dev.netgen.analyzer.testing.TcpTalk;
import dev.netgen.analyzer.testing.TimedPacket;
import dev.netgen.model.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Captures that end anywhere, and captures that are damaged anywhere. */
class CutCaptureTest {
  private static final List<TimedPacket> PACKETS =
      TcpTalk.between("10.0.0.1", 40000, "10.0.0.2", 80)
          .handshake()
          .client("question")
          .server("answer")
          .close()
          .packets();

  @Test
  void pcapCutAtEveryByteGivesWhatPrecedes() {
    byte[] whole = Pcap.ethernet(PACKETS);
    for (int length = 0; length <= whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      if (length < 24) {
        assertProblem(cut);
        continue;
      }
      long expected = wholePackets(length);
      boolean clean = 24 + bytesOf(expected) == length;
      assertCut(cut, expected, clean, 24 + bytesOf(expected));
    }
  }

  private static long wholePackets(int length) {
    int at = 24;
    int count = 0;
    while (count < PACKETS.size() && at + 16 + PACKETS.get(count).bytes().length <= length) {
      at += 16 + PACKETS.get(count).bytes().length;
      count++;
    }
    return count;
  }

  private static long bytesOf(long packets) {
    return PACKETS.stream().limit(packets).mapToLong(p -> 16 + p.bytes().length).sum();
  }

  private static void assertCut(byte[] capture, long packets, boolean clean, long offset) {
    PipelineResult result = Runs.capture(capture).result();
    assertThat(result.packets()).isEqualTo(packets);
    if (clean) {
      assertThat(result.notes()).isEmpty();
    } else {
      assertThat(result.notes())
          .singleElement()
          .satisfies(
              note -> {
                assertThat(note.kind()).isEqualTo(InputNote.Kind.CUT);
                assertThat(note.offset()).isEqualTo(offset);
                assertThat(note.text()).startsWith("file cut short");
              });
    }
  }

  private static void assertProblem(byte[] capture) {
    assertThatThrownBy(() -> Runs.capture(capture))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.kind()).isEqualTo(ProblemException.Kind.INPUT));
  }

  @Test
  void pcapngCutAtEveryByteIsNotedAndNeverAnException() {
    byte[] whole = pcapng();
    long before = 0;
    for (int length = 28; length <= whole.length; length++) {
      PipelineResult result = Runs.capture(Arrays.copyOf(whole, length)).result();
      assertThat(result.packets()).isBetween(before, before + 1);
      assertThat(result.notes().size()).isLessThanOrEqualTo(1);
      before = result.packets();
    }
    assertThat(before).isEqualTo(PACKETS.size());
    for (int length = 0; length < 28; length++) {
      assertProblem(Arrays.copyOf(whole, length));
    }
  }

  private static byte[] pcapng() {
    Pcapng file = Pcapng.create().describe(1, 0);
    PACKETS.forEach(p -> file.packet(0, p.nanos() / 1000, p.bytes()));
    return file.toBytes();
  }

  @Test
  void gzipCutAtEveryByteGivesWhatCanBeDecompressed() throws IOException {
    byte[] whole = gzip(Pcap.ethernet(PACKETS));
    long before = 0;
    for (int length = 0; length <= whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      try {
        long packets = Runs.capture(cut).result().packets();
        assertThat(packets).isGreaterThanOrEqualTo(before);
        before = packets;
      } catch (ProblemException e) {
        assertThat(e.kind()).isEqualTo(ProblemException.Kind.INPUT);
        assertThat(before).isZero();
      }
    }
    assertThat(before).isEqualTo(PACKETS.size());
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  void anyByteDamagedIsReadOrRefused() throws IOException {
    Random random = new Random(1);
    for (byte[] whole : List.of(Pcap.ethernet(PACKETS), pcapng(), gzip(pcapng()))) {
      for (int round = 0; round < 500; round++) {
        byte[] damaged = whole.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        try {
          assertThat(Runs.capture(damaged).result().packets()).isLessThan(100);
        } catch (ProblemException e) {
          assertThat(e.kind()).isEqualTo(ProblemException.Kind.INPUT);
        }
      }
    }
  }

  @Test
  void anAbsurdLengthIsNamedWithItsOffsetAndReadingGoesOnBehindIt() {
    byte[] whole = Pcap.ethernet(PACKETS);
    int second = 24 + 16 + PACKETS.get(0).bytes().length;
    whole[second + 11] = 0x7F;
    PipelineResult result = Runs.capture(whole).result();
    assertThat(result.notes())
        .singleElement()
        .satisfies(
            note -> {
              assertThat(note.kind()).isEqualTo(InputNote.Kind.DAMAGED);
              assertThat(note.offset()).isEqualTo(second);
              assertThat(note.count()).isEqualTo(16 + PACKETS.get(1).bytes().length);
              assertThat(note.text()).startsWith("packet length 2130706");
            });
    assertThat(result.packets()).isEqualTo(PACKETS.size() - 1);
  }

  @Test
  void zerosAtTheEndAreDamageNotPackets() {
    byte[] whole = Pcap.ethernet(PACKETS);
    PipelineResult result = Runs.capture(Arrays.copyOf(whole, whole.length + 4096)).result();
    assertThat(result.packets()).isEqualTo(PACKETS.size());
    assertThat(result.notes()).extracting(InputNote::kind).containsOnly(InputNote.Kind.DAMAGED);
  }
}
