package dev.netgen.capture;

import com.google.common.collect.ImmutableSet;
import dev.netgen.capture.docker.DockerEngine;
import dev.netgen.capture.docker.DockerEvents;
import dev.netgen.capture.docker.EngineProbe;
import dev.netgen.capture.docker.ProjectView;
import dev.netgen.capture.host.Interfaces;
import dev.netgen.capture.recording.RecordingDirectory;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.model.recording.EngineProfile;
import dev.netgen.model.recording.RecordingManifest;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * Records the bridges of a Compose project's networks from the host, with snapshots of its
 * containers and networks at the start, on every event, and at the end. Networks that appear while
 * it runs are recorded from their creation on.
 */
public final class DockerCapture {
  private final CaptureOptions options;
  private final String project;
  private final ImmutableSet<String> hostInterfaces;

  /** Of this project, on the engine DOCKER_HOST names. */
  public DockerCapture(CaptureOptions options, String project) {
    this(options, project, ImmutableSet.of());
  }

  /**
   * The same, with calls of published ports recorded at more interfaces of the host than loopback.
   */
  public DockerCapture(CaptureOptions options, String project, Collection<String> hostInterfaces) {
    this.options = options;
    this.project = project;
    this.hostInterfaces = ImmutableSet.copyOf(hostInterfaces);
  }

  /**
   * Records until asked to stop or a limit is reached. ProblemException: no engine, a missing
   * permission, bridges in another network namespace, an unusable output.
   */
  public RecordingManifest run(StopLatch stop, CaptureObserver observer) {
    Interfaces.requireKnown(hostInterfaces);
    RecordingDirectory.requireUsable(options.output());
    DockerEngine engine = DockerEngine.connect();
    try {
      return follow(engine, EngineProbe.profile(engine), stop, observer);
    } catch (IOException e) {
      throw ProblemException.environment(
          "the recording failed (" + e.getMessage() + ")",
          engine.address(),
          "see whether the engine runs and the disk has room",
          e);
    }
  }

  private RecordingManifest follow(
      DockerEngine engine, EngineProfile profile, StopLatch stop, CaptureObserver observer)
      throws IOException {
    try (DockerEvents events = DockerEvents.subscribe(engine)) {
      Instant started = Instant.now();
      ProjectView view = new ProjectView(engine, project);
      view.refresh();
      DockerSources sources = DockerSources.tried(options, hostInterfaces, view.networks());
      try (CaptureSession session =
          new CaptureSession(options, project, Optional.of(profile), started, observer)) {
        return record(session, stop, sources, new DockerFollower(session, view, events, sources));
      }
    }
  }

  private RecordingManifest record(
      CaptureSession session, StopLatch stop, DockerSources sources, DockerFollower follower)
      throws IOException {
    follower.begin();
    StopReason reason = session.record(stop, false, sources::openMissing);
    follower.end();
    RecordingManifest manifest = session.finish(reason);
    if (manifest.sources().isEmpty()) {
      throw ProblemException.environment(
          "nothing was recorded: no network of the project appeared",
          project,
          "start it, or see 'docker compose ls' for the names of projects");
    }
    return manifest;
  }
}
