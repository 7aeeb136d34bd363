package dev.netgen.analyzer.fuzz;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.testing.TimedPacket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Small pieces of the project's own samples. */
public final class SampleBytes {
  private static final Path SAMPLES = Path.of("..", "samples");
  private static final int FILE_HEADER = 24;
  private static final int RECORD_HEADER = 16;

  private SampleBytes() {}

  /** The first bytes of the capture files of all scenarios, at most so many of each. */
  public static ImmutableList<byte[]> captures(int most) {
    return files("scenarios", ".pcap", most);
  }

  /** The first bytes of files below a folder of the samples whose names end so, by name. */
  public static ImmutableList<byte[]> files(String folder, String end, int most) {
    try (Stream<Path> files = Files.walk(SAMPLES.resolve(folder))) {
      ImmutableList.Builder<byte[]> found = ImmutableList.builder();
      for (Path file : files.filter(f -> f.toString().endsWith(end)).sorted().toList()) {
        try (var in = Files.newInputStream(file)) {
          found.add(in.readNBytes(most));
        }
      }
      return found.build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Some frames of every scenario's Ethernet captures. */
  public static ImmutableList<TimedPacket> frames(int mostOfFile) {
    ImmutableList.Builder<TimedPacket> all = ImmutableList.builder();
    captures(1 << 16).forEach(capture -> all.addAll(frames(capture, mostOfFile)));
    return all.build();
  }

  private static List<TimedPacket> frames(byte[] capture, int most) {
    List<TimedPacket> frames = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(capture).order(ByteOrder.LITTLE_ENDIAN);
    boolean ethernet = in.getInt(20) == 1;
    in.position(FILE_HEADER);
    while (ethernet && frames.size() < most && in.remaining() > RECORD_HEADER) {
      long nanos = in.getInt() * 1_000_000_000L + in.getInt() * 1000L;
      byte[] frame = new byte[in.getInt()];
      int wire = in.getInt();
      in.get(frame);
      frames.add(new TimedPacket(nanos, frame, wire));
    }
    return frames;
  }
}
