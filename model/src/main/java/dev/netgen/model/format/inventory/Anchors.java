package dev.netgen.model.format.inventory;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The values of one YAML document that have an anchor, by its name (YAML 1.2, 3.2.2.2). JSON has
 * none. A value that refers to others shares them, so that what is kept grows with the text alone.
 */
final class Anchors {
  private static final int MOST = 10_000;

  private final JsonParser parser;
  private final Map<String, JsonNode> values = new HashMap<>();

  Anchors(JsonParser parser) {
    this.parser = parser;
  }

  /** The anchor of the value at the parser's token, if it has one that is to be kept. */
  Optional<String> here() throws IOException {
    return parser.canReadObjectId() && parser.getObjectId() instanceof String name && room(name)
        ? Optional.of(name)
        : Optional.empty();
  }

  private boolean room(String name) {
    return values.size() < MOST || values.containsKey(name);
  }

  /** Whether the parser's token only refers to a value with an anchor. */
  boolean isAlias() throws IOException {
    return parser instanceof YAMLParser yaml && yaml.isCurrentAlias();
  }

  /** Whether fields named {@code <<} stand for the fields of their value. */
  boolean merges() {
    return parser instanceof YAMLParser;
  }

  void put(String name, JsonNode value) {
    values.put(name, value);
  }

  Optional<JsonNode> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Another document begins. */
  void clear() {
    values.clear();
  }
}
