package dev.netgen.capture.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An engine's events, one JSON object after the other. */
final class EventStream implements Closeable {
  private final DockerHttpClient client;
  private final JsonMapper json;
  private final InputStream body;
  private @Nullable MappingIterator<JsonNode> events;

  EventStream(DockerHttpClient client, JsonMapper json, InputStream body) {
    this.client = client;
    this.json = json;
    this.body = body;
  }

  /**
   * Waits for the next event; empty when the stream is over. The parser is made here, because
   * making it already waits for the first event.
   */
  Optional<JsonNode> next() throws IOException {
    MappingIterator<JsonNode> current = events;
    if (current == null) {
      current = json.readerFor(JsonNode.class).readValues(body);
      events = current;
    }
    return current.hasNextValue() ? Optional.of(current.nextValue()) : Optional.empty();
  }

  /** Ends the connection, and with it a waiting {@link #next}. */
  @Override
  public void close() throws IOException {
    client.close();
  }
}
