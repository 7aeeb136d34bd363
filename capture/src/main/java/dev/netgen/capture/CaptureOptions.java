package dev.netgen.capture;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What every capture needs to know.
 *
 * @param output the recording's directory: new, or empty
 * @param duration when to end by itself; empty for only on request
 * @param snapLength bytes kept of each frame at most
 * @param filter a capture filter (pcap-filter(7)), or empty
 * @param rotateBytes size at which a capture file is followed by the next
 * @param maxBytes size of the whole recording at which it ends by itself
 */
public record CaptureOptions(
    Path output,
    Optional<Duration> duration,
    int snapLength,
    String filter,
    long rotateBytes,
    long maxBytes) {
  /** libpcap's own greatest snap length. */
  public static final int DEFAULT_SNAP_LENGTH = 262_144;

  /** 100 MB. */
  public static final long DEFAULT_ROTATE_BYTES = 100_000_000L;

  /** 10 GB. */
  public static final long DEFAULT_MAX_BYTES = 10_000_000_000L;

  /** Whole frames, no filter, until stopped. */
  public static CaptureOptions to(Path output) {
    return new CaptureOptions(
        output, Optional.empty(), DEFAULT_SNAP_LENGTH, "", DEFAULT_ROTATE_BYTES, DEFAULT_MAX_BYTES);
  }

  /** The same, ending by itself after this time. */
  public CaptureOptions lasting(Duration time) {
    return new CaptureOptions(output, Optional.of(time), snapLength, filter, rotateBytes, maxBytes);
  }
}
