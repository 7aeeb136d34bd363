package dev.netgen.capture.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsTest {
  private static final Instant START = Instant.parse("2026-11-22T03:04:05.000001Z");

  @TempDir Path dir;

  private Snapshots snapshots() throws IOException {
    return new Snapshots(
        RecordingDirectory.create(dir.resolve("rec")), Clock.fixed(START, ZoneOffset.UTC));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(dir.resolve("rec/inventory"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void anEqualSnapshotIsNotWrittenAgain() throws Exception {
    Snapshots snapshots = snapshots();
    snapshots.write(START, "k", "a");
    snapshots.write(START.plusSeconds(1), "k", "a");
    assertThat(files()).containsExactly("20261122T030405.000001Z-k.json");
  }

  @Test
  void noTwoOfAKindBearTheSameTime() throws Exception {
    Snapshots snapshots = snapshots();
    snapshots.write(START, "k", "a");
    snapshots.write(START, "k", "b");
    snapshots.write(START, "k", "c");
    snapshots.write(START, "other", "a");
    assertThat(files())
        .containsExactly(
            "20261122T030405.000001Z-k.json",
            "20261122T030405.000001Z-other.json",
            "20261122T030405.000002Z-k.json",
            "20261122T030405.000003Z-k.json");
  }

  @Test
  void oneWrittenLateKeepsTheTimeItWasTaken() throws Exception {
    Snapshots snapshots = snapshots();
    snapshots.write(START, "k", "a");
    snapshots.write(START.plusSeconds(5), "k", "b");
    snapshots.write(START.plusSeconds(2), "k", "a");
    snapshots.write(START.plusSeconds(6), "k", "b");
    assertThat(files())
        .containsExactly(
            "20261122T030405.000001Z-k.json",
            "20261122T030407.000001Z-k.json",
            "20261122T030410.000001Z-k.json",
            "20261122T030411.000001Z-k.json");
  }
}
