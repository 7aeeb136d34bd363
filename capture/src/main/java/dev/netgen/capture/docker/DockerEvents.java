package dev.netgen.capture.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The events of containers and networks, queued from the moment this exists, so that a snapshot
 * taken afterwards misses nothing. A lost connection is made again, and told as {@link #LOST}.
 */
public final class DockerEvents implements Closeable {
  /** Stands for events that may have been missed. */
  static final Event LOST = new Event("engine", "lost", "", "");

  private static final long RETRY_MILLIS = 1000;
  private static final int MAX_QUEUE = 10_000;

  private final DockerEngine engine;
  private final BlockingQueue<Event> queue = new LinkedBlockingQueue<>(MAX_QUEUE);
  private volatile @Nullable EventStream stream;
  private volatile boolean closed;

  /**
   * What happened.
   *
   * @param type container or network
   * @param action such as start or connect
   * @param id of the container or network
   * @param container for a network's event, the container it is about
   */
  public record Event(String type, String action, String id, String container) {
    static Event of(JsonNode json) {
      JsonNode actor = json.path("Actor");
      return new Event(
          json.path("Type").asText(),
          json.path("Action").asText(),
          actor.path("ID").asText(),
          actor.path("Attributes").path("container").asText());
    }
  }

  private DockerEvents(DockerEngine engine) {
    this.engine = engine;
  }

  /** Subscribes before it returns. */
  public static DockerEvents subscribe(DockerEngine engine) throws IOException {
    DockerEvents events = new DockerEvents(engine);
    EventStream first = engine.events(filters());
    events.stream = first;
    Thread reader = new Thread(() -> events.read(first), "docker events");
    reader.setDaemon(true);
    reader.start();
    return events;
  }

  private static JsonNode filters() {
    ObjectNode filters = JsonNodeFactory.instance.objectNode();
    filters.putArray("type").add("container").add("network");
    filters
        .putArray("event")
        .add("create")
        .add("start")
        .add("die")
        .add("destroy")
        .add("rename")
        .add("connect")
        .add("disconnect");
    return filters;
  }

  /** The next event, if one comes within this time. */
  public Optional<Event> poll(long millis) throws InterruptedException {
    return Optional.ofNullable(queue.poll(millis, TimeUnit.MILLISECONDS));
  }

  /** Whether events are waiting. */
  public boolean pending() {
    return !queue.isEmpty();
  }

  private void read(EventStream first) {
    EventStream current = first;
    while (!closed) {
      try {
        forward(current);
        Thread.sleep(RETRY_MILLIS);
        current = engine.events(filters());
        stream = current;
        offer(LOST);
      } catch (IOException e) {
        // the engine is away: try again until it is back
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void forward(EventStream current) {
    try (current) {
      for (Optional<JsonNode> next = current.next(); next.isPresent(); next = current.next()) {
        offer(Event.of(next.get()));
      }
    } catch (IOException | RuntimeException e) {
      // the connection is over; read() makes a new one
    }
  }

  /** A full queue loses events; the refresh that LOST asks for makes up for them. */
  private void offer(Event event) {
    if (!queue.offer(event)) {
      queue.clear();
      queue.add(LOST);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    EventStream current = stream;
    if (current != null) {
      current.close();
    }
  }
}
