package dev.netgen.capture.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The events of containers and networks, queued from the moment this exists, so that a snapshot
 * taken afterwards misses nothing. A lost connection is made again, and told as {@link #LOST}.
 *
 * <p>A network that a container is connected to is inspected by the thread that reads the events,
 * before the next one is read: whoever takes the events may be busy for longer than the container
 * lives. An engine answers for a network at once, even while it starts the container.
 */
public final class DockerEvents implements Closeable {
  /** Stands for events that may have been missed. */
  static final Event LOST = new Event("engine", "lost", "", "", Optional.empty());

  private static final long RETRY_MILLIS = 1000;
  private static final int MAX_QUEUE = 10_000;
  private static final int MAX_SEEN_WAITING = 256;

  private final DockerEngine engine;
  private final BlockingQueue<Event> queue = new LinkedBlockingQueue<>(MAX_QUEUE);
  private final AtomicInteger seenWaiting = new AtomicInteger();
  private volatile @Nullable EventStream stream;
  private volatile boolean closed;

  /**
   * What happened.
   *
   * @param type container or network
   * @param action such as start or connect
   * @param id of the container or network
   * @param container for a network's event, the container it is about
   * @param seen for a network that a container was connected to: what it looked like then
   */
  public record Event(
      String type, String action, String id, String container, Optional<SeenNetwork> seen) {
    static Event of(JsonNode json) {
      JsonNode actor = json.path("Actor");
      return new Event(
          json.path("Type").asText(),
          json.path("Action").asText(),
          actor.path("ID").asText(),
          actor.path("Attributes").path("container").asText(),
          Optional.empty());
    }

    /** Whether it stands for events that may have been missed. */
    public boolean isLost() {
      return type.equals(LOST.type()) && action.equals(LOST.action());
    }

    private boolean connects() {
      return type.equals("network") && action.equals("connect");
    }

    private Event with(SeenNetwork network) {
      return new Event(type, action, id, container, Optional.of(network));
    }
  }

  /**
   * A network as the engine described it, not yet stripped of secrets.
   *
   * @param taken when it was asked for
   * @param network the answer
   */
  public record SeenNetwork(Instant taken, JsonNode network) {}

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
    Optional<Event> next = Optional.ofNullable(queue.poll(millis, TimeUnit.MILLISECONDS));
    if (next.flatMap(Event::seen).isPresent()) {
      seenWaiting.decrementAndGet();
    }
    return next;
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
        offer(look(Event.of(next.get())));
      }
    } catch (IOException | RuntimeException e) {
      // the connection is over; read() makes a new one
    }
  }

  /** Bounded: past a number of networks that wait, whoever takes the event has to look. */
  private Event look(Event event) {
    if (!event.connects() || seenWaiting.get() >= MAX_SEEN_WAITING) {
      return event;
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    try {
      Optional<JsonNode> network = engine.find("/networks/" + event.id());
      network.ifPresent(found -> seenWaiting.incrementAndGet());
      return network.map(found -> event.with(new SeenNetwork(now, found))).orElse(event);
    } catch (IOException e) {
      return event;
    }
  }

  /** A full queue loses events; the refresh that LOST asks for makes up for them. */
  private void offer(Event event) {
    if (!queue.offer(event)) {
      queue.clear();
      seenWaiting.set(0);
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
