package dev.netgen.capture;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.capture.host.Interfaces;
import dev.netgen.capture.pcap.PacketSource;
import dev.netgen.capture.recording.RecordingDirectory;
import dev.netgen.capture.recording.Snapshots;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.model.recording.CaptureSource;
import dev.netgen.model.recording.EngineProfile;
import dev.netgen.model.recording.RecordingManifest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A recording under way: its sources, its directory, its manifest. Sources may be added from any
 * thread while {@link #record} runs on another; what is on disk is readable at every instant.
 */
final class CaptureSession implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(250);
  private static final int TICKS_PER_REPORT = 4;
  private static final int TICKS_PER_MANIFEST = 20;
  private static final long SPARE_DISK_BYTES = 200_000_000L;

  private final CaptureOptions options;
  private final CaptureObserver observer;
  private final RecordingDirectory directory;
  private final Snapshots snapshots;
  private final Clock clock = Clock.systemUTC();
  private final long startNanos = System.nanoTime();
  private final String host = Interfaces.hostName();
  private final Instant started;
  private final String project;
  private final Optional<EngineProfile> engine;
  private final FileNames names = new FileNames();
  private final List<RecordedSource> sources = new ArrayList<>();
  private final List<RecordedSource> live = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private int filesInManifest = -1;

  /** Makes the directory. */
  CaptureSession(
      CaptureOptions options,
      String project,
      Optional<EngineProfile> engine,
      Instant started,
      CaptureObserver observer) {
    this.options = options;
    this.project = project;
    this.engine = engine;
    this.started = started;
    this.observer = observer;
    this.directory = RecordingDirectory.create(options.output());
    this.snapshots = new Snapshots(directory, clock);
  }

  Snapshots snapshots() {
    return snapshots;
  }

  /** Tells the user, and keeps the line as a comment of the manifest. */
  synchronized void note(String line) {
    if (notes.size() < 1000) {
      notes.add(clock.instant() + " " + line);
    }
    observer.note(line);
  }

  /** Starts writing an opened source's frames. */
  synchronized void add(PacketSource packets, String network, ImmutableSortedSet<Cidr> onlink)
      throws IOException {
    String device = packets.device();
    int before =
        sources.stream()
            .filter(known -> known.packets().device().equals(device))
            .mapToInt(known -> known.packets().files().size())
            .sum();
    packets.start(directory.packets(), names.base(device), before + 1);
    RecordedSource source = new RecordedSource(packets, "host:" + host, network, onlink);
    sources.add(source);
    live.add(source);
    observer.note("recording " + device + (network.isEmpty() ? "" : " (network " + network + ")"));
    writeManifest(Optional.empty());
  }

  /** Whether this interface is being recorded now. */
  synchronized boolean records(String device) {
    return live.stream().anyMatch(source -> source.packets().device().equals(device));
  }

  /** Work beside the packets, done about once a second. */
  interface SideWork {
    void run() throws IOException;
  }

  /** Records until asked to stop, out of time, out of space, or (if so wished) out of sources. */
  StopReason record(StopLatch stop, boolean endWithoutSources, SideWork work) {
    try {
      for (int tick = 1; ; tick++) {
        Optional<StopReason> asked = stop.await(TICK);
        if (asked.isPresent()) {
          return asked.get();
        }
        if (tick % TICKS_PER_REPORT == 0) {
          work.run();
        }
        Optional<StopReason> own = step(tick, endWithoutSources);
        if (own.isPresent()) {
          return own.get();
        }
      }
    } catch (IOException e) {
      note("writing failed: " + e.getMessage());
      return StopReason.FAILED;
    }
  }

  private synchronized Optional<StopReason> step(int tick, boolean endWithoutSources)
      throws IOException {
    for (RecordedSource source : live) {
      source.packets().tick();
    }
    retireEnded();
    if (tick % TICKS_PER_REPORT == 0) {
      observer.progress(describe());
    }
    if (tick % TICKS_PER_MANIFEST == 0 || filesInManifest != countFiles()) {
      writeManifest(Optional.empty());
    }
    if (endWithoutSources && live.isEmpty()) {
      note("no source is left to record");
      return Optional.of(StopReason.SOURCES);
    }
    return limit();
  }

  private void retireEnded() throws IOException {
    for (RecordedSource source : ImmutableList.copyOf(live)) {
      if (source.packets().ended()) {
        retire(source, source.packets().failure().orElse("unknown reason"));
      }
    }
  }

  /** Ends the source of this interface, if it is still being recorded. */
  synchronized void retire(String device, String reason) throws IOException {
    for (RecordedSource source : ImmutableList.copyOf(live)) {
      if (source.packets().device().equals(device)) {
        retire(source, reason);
      }
    }
  }

  private void retire(RecordedSource source, String reason) throws IOException {
    live.remove(source);
    source.packets().close();
    note(source.packets().device() + ": recording ended early: " + reason);
    writeManifest(Optional.empty());
  }

  private Optional<StopReason> limit() throws IOException {
    boolean timeOver =
        options
            .duration()
            .map(time -> System.nanoTime() - startNanos >= time.toNanos())
            .orElse(false);
    if (timeOver) {
      return Optional.of(StopReason.DURATION);
    }
    long bytes = snapshots.bytes();
    for (RecordedSource source : sources) {
      bytes += source.packets().counts().bytes();
    }
    if (bytes >= options.maxBytes()) {
      note("the recording reached its greatest size of " + options.maxBytes() + " bytes");
      return Optional.of(StopReason.SIZE);
    }
    if (directory.usableBytes() < SPARE_DISK_BYTES) {
      note("the disk is nearly full: less than " + SPARE_DISK_BYTES + " bytes are left");
      return Optional.of(StopReason.SIZE);
    }
    return Optional.empty();
  }

  /** Takes what the kernel still holds, closes every source and writes the last manifest. */
  RecordingManifest finish(StopReason reason) {
    pause(PacketSource.DRAIN);
    synchronized (this) {
      Optional<IOException> failed = closeAll();
      try {
        RecordingManifest manifest = writeManifest(Optional.of(reason));
        if (failed.isEmpty() && reason != StopReason.FAILED) {
          return manifest;
        }
      } catch (IOException e) {
        failed = Optional.of(e);
      }
      throw ProblemException.environment(
          "the recording could not be written to its end",
          options.output().toString(),
          "make room on the disk; what was written before is readable",
          failed.orElseGet(() -> new IOException("see the notes")));
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<IOException> closeAll() {
    Optional<IOException> failed = Optional.empty();
    for (RecordedSource source : live) {
      try {
        source.packets().close();
      } catch (IOException e) {
        failed = Optional.of(e);
      }
    }
    live.clear();
    return failed;
  }

  private RecordingManifest writeManifest(Optional<StopReason> reason) throws IOException {
    RecordingManifest manifest =
        new RecordingManifest(
            host,
            started,
            reason.map(why -> clock.instant()),
            reason.map(StopReason::word).orElse(""),
            project,
            "",
            engine,
            describe());
    filesInManifest = countFiles();
    directory.writeManifest(manifest, notes);
    return manifest;
  }

  private ImmutableList<CaptureSource> describe() {
    return RecordedSource.describeAll(sources, options);
  }

  private int countFiles() {
    return sources.stream().mapToInt(source -> source.packets().files().size()).sum();
  }

  /** Frees handles that are still open after a failure. */
  @Override
  public synchronized void close() {
    closeAll();
  }
}
