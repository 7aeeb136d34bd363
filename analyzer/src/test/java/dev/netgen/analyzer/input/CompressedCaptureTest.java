package dev.netgen.analyzer.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.netgen.analyzer.testing.Packets;
import dev.netgen.analyzer.testing.Pcap;
import dev.netgen.analyzer.testing.Runs;
import dev.netgen.analyzer.testing.TimedPacket;
import dev.netgen.model.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compressed captures: whole, in several pieces, cut anywhere, damaged anywhere. */
class CompressedCaptureTest {
  private static final int COUNT = 300;

  private enum Kind {
    GZIP {
      @Override
      byte[] compress(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
          gzip.write(bytes);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        return out.toByteArray();
      }
    },
    ZSTD {
      @Override
      byte[] compress(byte[] bytes) {
        return Zstd.compress(bytes, 3);
      }
    };

    abstract byte[] compress(byte[] bytes);
  }

  private static byte[] capture() {
    Random random = new Random(1);
    List<TimedPacket> packets = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      byte[] payload = new byte[random.nextInt(1400)];
      random.nextBytes(payload);
      Packets packet = Packets.udp("10.0.0.1", 1024 + i, "10.0.0.2", 9).payload(payload);
      packets.add(new TimedPacket(1_700_000_000_000_000_000L + i, packet.ethernet()));
    }
    return Pcap.ethernet(packets);
  }

  private static void assertWhole(byte[] compressed) {
    PipelineResult result = Runs.capture(compressed).result();
    assertThat(result.packets()).isEqualTo(COUNT);
    assertThat(result.notes()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void wholeAndInPiecesOfAnySize(Kind kind) {
    byte[] plain = capture();
    assertWhole(kind.compress(plain));
    for (int piece : new int[] {20_000, 65_536, 100_001}) {
      List<byte[]> pieces = new ArrayList<>();
      for (int at = 0; at < plain.length; at += piece) {
        byte[] part = Arrays.copyOfRange(plain, at, Math.min(plain.length, at + piece));
        pieces.add(kind.compress(part));
        pieces.add(kind.compress(new byte[0]));
      }
      assertWhole(Packets.join(pieces.toArray(byte[][]::new)));
    }
  }

  @Test
  void gzipHeaderWithEveryFieldAndZerosAfterTheLastMember() {
    byte[] gzip = Kind.GZIP.compress(capture());
    byte[] fields = {
      0x1F, (byte) 0x8B, 8, 0x1F, 1, 2, 3, 4, 0, 3, 2, 0, 'a', 'b', 'n', 0, 'c', 0, 7, 8
    };
    assertWhole(Packets.join(fields, Arrays.copyOfRange(gzip, 10, gzip.length)));
    assertWhole(Packets.join(gzip, new byte[3000]));
  }

  @Test
  void zstdSkippableFramesAreSkipped() {
    byte[] skippable = {0x5A, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3};
    assertWhole(Packets.join(skippable, Kind.ZSTD.compress(capture()), skippable));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void cutAnywhereGivesWhatCanBeDecompressed(Kind kind) {
    byte[] whole = kind.compress(capture());
    long before = 0;
    for (int length = 0; length < whole.length; length += 1 + length / 40) {
      byte[] cut = Arrays.copyOf(whole, length);
      try {
        PipelineResult result = Runs.capture(cut).result();
        assertThat(result.packets()).isGreaterThanOrEqualTo(before);
        assertThat(result.notes()).extracting(InputNote::kind).containsOnly(InputNote.Kind.CUT);
        before = result.packets();
      } catch (ProblemException e) {
        assertThat(e.kind()).isEqualTo(ProblemException.Kind.INPUT);
        assertThat(before).isZero();
      }
    }
    assertThat(before).isGreaterThan(COUNT / 2);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatPrecedesADamageIsUsed(Kind kind) {
    byte[] plain = capture();
    byte[] half = kind.compress(Arrays.copyOf(plain, plain.length / 2));
    byte[] rest = kind.compress(Arrays.copyOfRange(plain, plain.length / 2, plain.length));
    Arrays.fill(rest, 0, 4, (byte) 0x77);
    PipelineResult result = Runs.capture(Packets.join(half, rest)).result();
    assertThat(result.packets()).isBetween(COUNT / 2 - 20L, COUNT / 2 + 20L);
    assertThat(result.notes())
        .singleElement()
        .satisfies(
            note -> {
              assertThat(note.kind()).isEqualTo(InputNote.Kind.DAMAGED);
              assertThat(note.text()).startsWith("compressed data is damaged");
              assertThat(note.offset()).isBetween(plain.length / 2 - 1500L, plain.length / 2L);
            });
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void anyDamageIsReadOrRefused(Kind kind) {
    byte[] whole = kind.compress(capture());
    for (int seed = 0; seed < 150; seed++) {
      Random random = new Random(seed);
      byte[] damaged = whole.clone();
      damaged[random.nextInt(seed < 50 ? 40 : damaged.length)] = (byte) random.nextInt();
      try {
        Runs.capture(damaged);
      } catch (ProblemException e) {
        assertThat(e.kind()).isEqualTo(ProblemException.Kind.INPUT);
      }
    }
  }

  @Test
  void aWrongChecksumIsToldAndThePacketsAreUsed() {
    byte[] gzip = Kind.GZIP.compress(capture());
    gzip[gzip.length - 8] ^= 1;
    PipelineResult result = Runs.capture(gzip).result();
    assertThat(result.packets()).isEqualTo(COUNT);
    assertThat(result.notes()).extracting(InputNote::kind).containsExactly(InputNote.Kind.DAMAGED);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void compressedTwiceIsNamed(Kind kind) {
    byte[] twice = kind.compress(kind.compress(capture()));
    assertThatThrownBy(() -> Runs.capture(twice))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("compressed twice");
  }
}
