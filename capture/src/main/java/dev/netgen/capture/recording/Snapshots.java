package dev.netgen.capture.recording;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The files of {@code inventory/}, named by UTC time and kind. A snapshot equal to the last one of
 * its kind is not written again; no two files of a kind bear the same time. One may be written
 * after a later one, and still bears the time it was taken.
 */
public final class Snapshots {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final RecordingDirectory directory;
  private final Clock clock;
  private final Map<String, String> last = new HashMap<>();
  private final Map<String, Set<Instant>> times = new HashMap<>();
  private long bytes;

  /** Snapshots of one recording. */
  public Snapshots(RecordingDirectory directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /** The time to give {@link #write}: now, in microseconds. */
  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** Writes {@code <time>-KIND.json} unless nothing changed; kind is such as docker-networks. */
  public synchronized void write(Instant taken, String kind, String json) throws IOException {
    if (json.equals(last.get(kind))) {
      return;
    }
    Set<Instant> used = times.computeIfAbsent(kind, key -> new HashSet<>());
    Instant time = taken;
    while (!used.add(time)) {
      time = time.plus(1, ChronoUnit.MICROS);
    }
    directory.writeInventory(fileName(time, kind), json);
    last.put(kind, json);
    bytes += json.length();
  }

  static String fileName(Instant time, String kind) {
    return STAMP.format(time) + "-" + kind + ".json";
  }

  /** Characters written so far. */
  public synchronized long bytes() {
    return bytes;
  }
}
