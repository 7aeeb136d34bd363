package dev.netgen.capture;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.netgen.capture.host.Interfaces;
import dev.netgen.capture.host.OnlinkRanges;
import dev.netgen.capture.pcap.PacketSource;
import dev.netgen.capture.pcap.SourceOptions;
import dev.netgen.capture.recording.RecordingDirectory;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.model.recording.RecordingManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records interfaces of this network namespace, named one by one. */
public final class InterfaceCapture {
  private static final String ANY = "any";

  private final CaptureOptions options;
  private final ImmutableSet<String> devices;
  private final ImmutableList<Path> inventories;

  /**
   * Of these interfaces ({@code any} for all at once).
   *
   * @param inventories files of {@code kubectl get -o json}, {@code docker inspect} or {@code
   *     docker network inspect} to keep, stripped of secrets, with the recording
   */
  public InterfaceCapture(CaptureOptions options, List<String> devices, List<Path> inventories) {
    this.options = options;
    this.devices = ImmutableSet.copyOf(devices);
    this.inventories = ImmutableList.copyOf(inventories);
  }

  /**
   * Records until asked to stop or a limit is reached. ProblemException: an interface that does not
   * exist, a missing permission, an unusable output or inventory.
   */
  public RecordingManifest run(StopLatch stop, CaptureObserver observer) {
    Interfaces.requireKnown(Sets.difference(devices, ImmutableSet.of(ANY)));
    RecordingDirectory.requireUsable(options.output());
    InventoryFiles files = InventoryFiles.open(inventories);
    Instant started = Instant.now();
    List<PacketSource> opened = open();
    try (CaptureSession session =
        new CaptureSession(options, "", Optional.empty(), started, observer)) {
      files.write(session);
      for (PacketSource packets : opened) {
        session.add(packets, "", OnlinkRanges.of(packets.device()));
      }
      StopReason reason = session.record(stop, true, () -> files.poll(session));
      files.poll(session);
      return session.finish(reason);
    } catch (IOException e) {
      throw ProblemException.environment(
          "the recording cannot be written",
          options.output().toString(),
          "see whether the disk is full",
          e);
    }
  }

  private List<PacketSource> open() {
    SourceOptions how =
        new SourceOptions(options.snapLength(), options.filter(), options.rotateBytes());
    List<PacketSource> opened = new ArrayList<>();
    for (String device : devices) {
      opened.add(PacketSource.open(device, how));
    }
    return opened;
  }
}
