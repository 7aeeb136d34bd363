import dev.netgen.analyzer.flow.DatagramTap;
import dev.netgen.analyzer.input.PacketPipeline;
import dev.netgen.analyzer.input.PipelineOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Parts of {@code netgen flows}, each as a process of its own ({@code benchmarks/budget}): {@code
 * start} does nothing, {@code read FILE} only reads as the reader does, {@code table FILE} reads,
 * decodes and keeps flows, and drops them.
 */
@SuppressWarnings("DefaultPackage") // one file, started as it stands
public final class Stages {
  private static final int BLOCK = 1 << 16;

  private Stages() {}

  /** Runs one part; ends with an error where nothing was read. */
  public static void main(String[] args) throws IOException {
    long met =
        switch (args[0]) {
          case "start" -> 1;
          case "read" -> read(Path.of(args[1]));
          case "table" ->
              PacketPipeline.run(
                      List.of(Path.of(args[1])),
                      PipelineOptions.defaults(),
                      flow -> {},
                      DatagramTap.none())
                  .packets();
          default -> 0;
        };
    System.exit(met > 0 ? 0 : 1);
  }

  private static long read(Path file) throws IOException {
    byte[] block = new byte[BLOCK];
    long bytes = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        bytes += count;
      }
    }
    return bytes;
  }
}
