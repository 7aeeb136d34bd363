package dev.netgen.cli;

import dev.netgen.capture.CaptureOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options every source of {@code netgen capture} has. */
final class CaptureArguments {
  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "The recording's directory: new or empty.")
  private Path output;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "End after this time, such as 60s, 5m or 1h; otherwise on Ctrl-C.")
  private @Nullable Duration duration;

  @Option(
      names = "--filter",
      paramLabel = "EXPRESSION",
      defaultValue = "",
      description = "Record only what matches, as in 'man pcap-filter'.")
  private String filter;

  @Option(
      names = "--snap-length",
      paramLabel = "BYTES",
      defaultValue = "262144",
      converter = SnapLengthConverter.class,
      description = "Keep at most this much of each frame (default: ${DEFAULT-VALUE}).")
  private int snapLength;

  @Option(
      names = "--rotate-size",
      paramLabel = "SIZE",
      defaultValue = "100M",
      converter = SizeConverter.class,
      description = "Begin a new capture file at this size (default: ${DEFAULT-VALUE}).")
  private long rotateSize;

  @Option(
      names = "--max-size",
      paramLabel = "SIZE",
      defaultValue = "10G",
      converter = SizeConverter.class,
      description = "End when the recording has this size (default: ${DEFAULT-VALUE}).")
  private long maxSize;

  CaptureOptions options() {
    return new CaptureOptions(
        output, Optional.ofNullable(duration), snapLength, filter, rotateSize, maxSize);
  }
}
