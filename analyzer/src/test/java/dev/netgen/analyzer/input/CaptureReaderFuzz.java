package dev.netgen.analyzer.input;

import com.github.luben.zstd.Zstd;
import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.fuzz.Effort;
import dev.netgen.analyzer.fuzz.FuzzTarget;
import dev.netgen.analyzer.fuzz.SampleBytes;
import dev.netgen.analyzer.fuzz.Script;
import dev.netgen.analyzer.testing.Packets;
import dev.netgen.analyzer.testing.Pcapng;
import dev.netgen.analyzer.testing.Runs;
import dev.netgen.model.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Capture files of any bytes: the account adds up, no more packets than headers fit, and a stream
 * that gives few bytes at a time gives the same as one that gives many.
 */
public enum CaptureReaderFuzz implements FuzzTarget {
  /** Classic files: the first byte chooses among the four magics. */
  PCAP {
    @Override
    byte[] file(byte[] input) {
      int magic = new int[] {0xA1B2C3D4, 0xD4C3B2A1, 0xA1B23C4D, 0x4D3CB2A1}[input[0] & 3];
      return headed(input, 1, Packets.shorts(magic >>> 16, magic));
    }

    @Override
    public ImmutableList<byte[]> seeds() {
      return prefixed(1, SampleBytes.captures(MOST_OF_SAMPLE), 4);
    }
  },

  /** The newer format: the first byte chooses the byte order. */
  PCAPNG {
    @Override
    byte[] file(byte[] input) {
      boolean big = (input[0] & 1) == 0;
      return headed(input, 1, Packets.shorts(0x0A0D, big ? 0x0A0D : 0x0D0A));
    }

    @Override
    public ImmutableList<byte[]> seeds() {
      return prefixed(1, pcapngs(), 0);
    }
  },

  /**
   * gzip and zstd. The first byte tells whether the rest is what is to be compressed, and the next
   * three how it is damaged then.
   */
  COMPRESSED {
    @Override
    byte[] file(byte[] input) {
      Script script = new Script(input);
      int kind = script.u8();
      if ((kind & 2) == 0) {
        return headed(input, 1, (kind & 1) == 0 ? new byte[] {0x1F, (byte) 0x8B} : ZSTD_MAGIC);
      }
      int at = script.u16();
      int flip = script.u8();
      byte[] packed = (kind & 1) == 0 ? gzip(script.rest()) : Zstd.compress(script.rest());
      packed[at % packed.length] ^= (byte) flip;
      return packed;
    }

    @Override
    long plain(int size) {
      return (long) size * MOST_EXPANSION;
    }

    @Override
    public ImmutableList<byte[]> seeds() {
      ImmutableList.Builder<byte[]> all = ImmutableList.builder();
      for (byte[] capture : SampleBytes.captures(1 << 9)) {
        all.add(Packets.join(new byte[] {2, 0, 0, 0}, capture));
        all.add(Packets.join(new byte[] {3, 0, 0, 0}, capture));
      }
      all.add(Packets.join(new byte[1], gzip(pcapngs().get(0))));
      all.add(Packets.join(new byte[] {1}, Zstd.compress(pcapngs().get(0))));
      return all.build();
    }
  };

  private static final int MOST_OF_SAMPLE = 1 << 11;
  private static final byte[] ZSTD_MAGIC = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD};

  /** What a byte may become: a block of zstd repeats one byte 128 KiB long. */
  private static final int MOST_EXPANSION = 1 << 17;

  private static final int SMALLEST_RECORD = 12;
  private static final Effort EFFORT = new Effort(32 << 20, 1 << 10);

  @Override
  public void run(byte[] input) {
    if (input.length == 0) {
      return;
    }
    byte[] file = file(input);
    String[] told = new String[1];
    EFFORT.within(
        file.length, () -> told[0] = read(new ByteArrayInputStream(file), plain(file.length)));
    String slow = read(new Trickle(file), plain(file.length));
    if (!slow.equals(told[0]) && !damagedZstd(file, slow, told[0])) {
      throw new AssertionError("in small pieces: " + slow + "\nat once: " + told[0]);
    }
  }

  /**
   * How much of a damaged frame zstd hands out before it tells depends on how much is asked for.
   */
  private static boolean damagedZstd(byte[] file, String one, String other) {
    boolean zstd = file.length >= 4 && Arrays.equals(file, 0, 4, ZSTD_MAGIC, 0, 4);
    return zstd && (one + other).contains("compressed data");
  }

  @Override
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  abstract byte[] file(byte[] input);

  long plain(int size) {
    return size;
  }

  private static String read(InputStream stream, long size) {
    try {
      Runs.Outcome outcome =
          Runs.paths(List.of(Path.of("-")), PipelineOptions.defaults().withStandardInput(stream));
      PipelineResult result = outcome.result();
      if (result.packets() > size / SMALLEST_RECORD) {
        throw new AssertionError(result.packets() + " packets in " + size + " bytes");
      }
      return result.account() + " " + result.notes() + " " + result.hints() + told(outcome.flows());
    } catch (ProblemException e) {
      return e.toString();
    }
  }

  private static String told(List<Flow> flows) {
    StringBuilder told = new StringBuilder();
    flows.forEach(flow -> told.append('\n').append(flow.firstNanos()).append(flow.frame()));
    return told.toString();
  }

  /** The magic, then the rest of the input in place of what stood under it. */
  private static byte[] headed(byte[] input, int from, byte[] magic) {
    byte[] file = java.util.Arrays.copyOfRange(input, from, Math.max(from + 4, input.length));
    System.arraycopy(magic, 0, file, 0, magic.length);
    return file;
  }

  private static ImmutableList<byte[]> prefixed(
      int choice, ImmutableList<byte[]> files, int choices) {
    ImmutableList.Builder<byte[]> all = ImmutableList.builder();
    for (byte[] file : files) {
      all.add(Packets.join(new byte[] {(byte) choice}, file));
    }
    for (int other = 0; other < choices; other++) {
      all.add(Packets.join(new byte[] {(byte) other}, files.get(0)));
    }
    return all.build();
  }

  private static ImmutableList<byte[]> pcapngs() {
    byte[] frame = Packets.udp("10.0.0.1", 4000, "10.0.0.2", 53).payload("hello").ethernet();
    Pcapng several = Pcapng.create();
    several.describe(1, 0, several.name("eth0"), several.option(9, new byte[] {9}));
    several.packet(0, 1_800_000_000_000_000_000L, frame).describe(101, 64);
    several.packet(1, 7, Packets.tcp("::1", 1, "::2", 2).flags("S").ip()).simple(frame, 99);
    several.names(new byte[] {10, 0, 0, 1}, "one", "two");
    byte[] big = Pcapng.startingWith(java.nio.ByteOrder.BIG_ENDIAN).describe(113, 96).toBytes();
    Pcapng old = Pcapng.create().describe(1, 0);
    byte[] head = new byte[20];
    head[12] = (byte) frame.length;
    head[16] = (byte) frame.length;
    int padded = (frame.length + 3) & -4;
    old.block(2, Packets.join(head, java.util.Arrays.copyOf(frame, padded)));
    return ImmutableList.of(
        several.toBytes(), Packets.join(several.toBytes(), big), old.toBytes(), big);
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Gives a few bytes at a time. */
  private static final class Trickle extends ByteArrayInputStream {
    Trickle(byte[] bytes) {
      super(bytes);
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
      return super.read(target, offset, Math.min(length, 1 + pos % 7));
    }
  }
}
