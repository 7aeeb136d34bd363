package dev.netgen.capture.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** An engine's events, one JSON object after the other. */
final class EventStream implements Closeable {
  private final DockerHttpClient client;
  private final MappingIterator<JsonNode> events;

  EventStream(DockerHttpClient client, MappingIterator<JsonNode> events) {
    this.client = client;
    this.events = events;
  }

  /** Waits for the next event; empty when the stream is over. */
  Optional<JsonNode> next() throws IOException {
    return events.hasNextValue() ? Optional.of(events.nextValue()) : Optional.empty();
  }

  /** Ends the connection, and with it a waiting {@link #next}. */
  @Override
  public void close() throws IOException {
    client.close();
  }
}
