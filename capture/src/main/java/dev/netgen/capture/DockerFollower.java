package dev.netgen.capture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.netgen.capture.docker.DockerEvents;
import dev.netgen.capture.docker.DockerEvents.Event;
import dev.netgen.capture.docker.DockerEvents.SeenNetwork;
import dev.netgen.capture.docker.ProjectView;
import dev.netgen.capture.host.AddressList;
import dev.netgen.capture.host.RouteList;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows a project's containers and networks on a thread of its own. What an event names is
 * inspected at once, everything else when no event waits. The network a container was connected to
 * was already inspected when the event came ({@link DockerEvents}), and is written with that time
 * however late its turn comes, so that a container of half a second is seen with its address.
 */
final class DockerFollower {
  private static final String CONTAINERS = "docker-containers";
  private static final String NETWORKS = "docker-networks";
  private static final String HOST = "host-addresses";
  private static final String ROUTES = "host-routes";
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
    host();
    Thread follower = new Thread(this::follow, "docker inventory");
    follower.setDaemon(true);
    thread = follower;
    follower.start();
    sources.openMissing();
    sources.published(view.publishedPorts());
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
      host();
    } catch (IOException e) {
      session.note("no last snapshot: " + e.getMessage());
    }
  }

  /**
   * The host's own addresses, as published ports are reached by each of them, and its routes and
   * the engine's subnets, as no new network may overlap these.
   */
  private void host() throws IOException {
    Instant now = session.snapshots().now();
    session.snapshots().write(now, HOST, InventoryFiles.text(AddressList.json()));
    JsonNode routes = RouteList.json(view.allRanges());
    session.snapshots().write(now, ROUTES, InventoryFiles.text(routes));
    if (routes.size() == RouteList.MOST) {
      session.note("not all routes of the host are recorded, the first " + RouteList.MOST + " are");
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
    if (event.type().equals("network")) {
      network(event);
    } else if (event.type().equals("container")) {
      Instant now = session.snapshots().now();
      view.inspectContainer(event.id());
      write(now);
    }
  }

  private void network(Event event) throws IOException {
    boolean kept = keepSeen(event);
    Instant now = session.snapshots().now();
    boolean concerns = view.inspectNetwork(event.id());
    write(now);
    if (!event.container().isEmpty() && (view.inspectContainer(event.container()) || concerns)) {
      if (!kept) {
        keepSeen(event);
      }
      view.inspectNetwork(event.id());
      write(now);
    }
  }

  /**
   * Writes the network as it was when the event came; whether it concerns the project. The view
   * holds it until the caller inspects the network anew.
   */
  private boolean keepSeen(Event event) throws IOException {
    Optional<SeenNetwork> seen = event.seen();
    if (seen.isEmpty() || !view.takeNetwork(event.id(), seen.get().network())) {
      return false;
    }
    session
        .snapshots()
        .write(seen.get().taken(), NETWORKS, InventoryFiles.text(view.networksJson()));
    return true;
  }

  private void refresh() throws IOException {
    Instant now = session.snapshots().now();
    view.refresh();
    write(now);
  }

  private void write(Instant taken) throws IOException {
    snapshot(taken);
    sources.follow(view.networks());
    sources.published(view.publishedPorts());
  }

  private void snapshot(Instant taken) throws IOException {
    session.snapshots().write(taken, NETWORKS, InventoryFiles.text(view.networksJson()));
    session.snapshots().write(taken, CONTAINERS, InventoryFiles.text(view.containersJson()));
  }
}
