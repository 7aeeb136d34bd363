package dev.netgen.capture;

import dev.netgen.capture.docker.DockerEvents;
import dev.netgen.capture.docker.DockerEvents.Event;
import dev.netgen.capture.docker.ProjectView;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows a project's containers and networks on a thread of its own. What an event names is
 * inspected at once, networks first because they answer even while a container starts, so that a
 * container of half a second is seen with its address; everything else when no event waits.
 */
final class DockerFollower {
  private static final String CONTAINERS = "docker-containers";
  private static final String NETWORKS = "docker-networks";
  private static final long POLL_MILLIS = 200;

  private final CaptureSession session;
  private final ProjectView view;
  private final DockerEvents events;
  private final DockerSources sources;
  private volatile boolean ending;
  private @Nullable Thread thread;

  DockerFollower(
      CaptureSession session, ProjectView view, DockerEvents events, DockerSources sources) {
    this.session = session;
    this.view = view;
    this.events = events;
    this.sources = sources;
  }

  /** Writes the first snapshot, follows from then on, and only then starts the sources. */
  void begin() throws IOException {
    sources.join(session);
    if (view.isEmpty()) {
      session.note(
          "no container or network of this project yet, waiting for it; other projects: "
              + String.join(", ", view.otherProjects()));
    }
    snapshot(session.snapshots().now());
    Thread follower = new Thread(this::follow, "docker inventory");
    follower.setDaemon(true);
    thread = follower;
    follower.start();
    sources.openMissing();
  }

  /** Stops following and writes the last snapshot. */
  void end() throws IOException {
    ending = true;
    if (thread != null) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    try {
      refresh();
    } catch (IOException e) {
      session.note("no last snapshot: " + e.getMessage());
    }
  }

  private void follow() {
    while (!ending) {
      try {
        Optional<Event> event = events.poll(POLL_MILLIS);
        if (event.isPresent()) {
          apply(event.get());
          if (!events.pending()) {
            refresh();
          }
        }
      } catch (IOException e) {
        session.note("snapshot missed: " + e.getMessage());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void apply(Event event) throws IOException {
    Instant now = session.snapshots().now();
    if (event.type().equals("network")) {
      boolean concerns = view.inspectNetwork(event.id());
      write(now);
      if (!event.container().isEmpty() && (view.inspectContainer(event.container()) || concerns)) {
        view.inspectNetwork(event.id());
        write(now);
      }
    } else if (event.type().equals("container")) {
      view.inspectContainer(event.id());
      write(now);
    }
  }

  private void refresh() throws IOException {
    Instant now = session.snapshots().now();
    view.refresh();
    write(now);
  }

  private void write(Instant taken) throws IOException {
    snapshot(taken);
    sources.follow(view.networks());
  }

  private void snapshot(Instant taken) throws IOException {
    session.snapshots().write(taken, NETWORKS, InventoryFiles.text(view.networksJson()));
    session.snapshots().write(taken, CONTAINERS, InventoryFiles.text(view.containersJson()));
  }
}
