package dev.netgen.model.format.inventory;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/**
 * Builds the wanted fields of one value from a token stream and skips the others. Bounded per
 * object: the number of values, their depth, the length of names and texts; what is beyond is left
 * out and counted. YAML's anchors, aliases and merge keys are followed within the same bounds.
 */
final class ObjectReader {
  private static final int MOST_VALUES = 100_000;
  private static final int DEEPEST = 48;
  private static final int LONGEST_TEXT = 4096;
  private static final int LONGEST_NAME = 512;
  private static final String MERGE = "<<";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonParser parser;
  private final Unused unused;
  private final Anchors anchors;
  private int values;

  ObjectReader(JsonParser parser, Unused unused) {
    this.parser = parser;
    this.unused = unused;
    this.anchors = new Anchors(parser);
  }

  /** Another document begins. */
  void nextDocument() {
    anchors.clear();
  }

  /** Another object begins: the bounds hold for it anew. */
  void nextObject() {
    values = 0;
  }

  /** The object at the parser's token, with the fields of this shape. */
  ObjectNode object(Shape shape) throws IOException {
    nextObject();
    return object(shape, 0);
  }

  /** Reads the value at the parser's token into a field, or skips it. */
  void field(ObjectNode into, String name, Shape shape) throws IOException {
    field(into, name, shape, 0);
  }

  private ObjectNode object(Shape shape, int depth) throws IOException {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      field(object, name, shape, depth);
    }
    return object;
  }

  private void field(ObjectNode into, String name, Shape shape, int depth) throws IOException {
    if (name.equals(MERGE) && anchors.merges()) {
      merge(into, value(shape, depth));
      return;
    }
    Optional<Shape> wanted = shape.field(name);
    if (wanted.isEmpty() || !fits(name)) {
      skip();
      return;
    }
    into.set(name, value(wanted.get(), depth + 1));
  }

  private boolean fits(String name) {
    if (name.length() > LONGEST_NAME) {
      unused.count("inventory field name longer than " + LONGEST_NAME + " characters");
      return false;
    }
    return true;
  }

  /** What is there already stays (YAML merge key type). */
  private static void merge(ObjectNode into, JsonNode merged) {
    for (JsonNode each : merged.isArray() ? merged : NODES.arrayNode().add(merged)) {
      each.properties().stream()
          .filter(field -> !into.has(field.getKey()))
          .forEach(field -> into.set(field.getKey(), field.getValue()));
    }
  }

  private JsonNode value(Shape shape, int depth) throws IOException {
    if (anchors.isAlias()) {
      Optional<JsonNode> meant = anchors.get(parser.getText());
      return meant.isPresent() ? kept(meant.get(), shape, depth) : NODES.nullNode();
    }
    Optional<String> anchor = anchors.here();
    if (anchor.isPresent()) {
      JsonNode whole = unanchored(Shape.ALL, depth);
      anchors.put(anchor.get(), whole);
      return kept(whole, shape, depth);
    }
    return unanchored(shape, depth);
  }

  private JsonNode unanchored(Shape shape, int depth) throws IOException {
    if (!room(depth)) {
      parser.skipChildren();
      return NODES.nullNode();
    }
    return switch (token()) {
      case START_OBJECT -> object(shape, depth);
      case START_ARRAY -> array(shape, depth);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_STRING -> text();
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      default -> NODES.nullNode();
    };
  }

  private JsonToken token() throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new JsonEOFException(parser, JsonToken.NOT_AVAILABLE, "ends in the middle");
    }
    return token;
  }

  private ArrayNode array(Shape shape, int depth) throws IOException {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(shape, depth + 1));
    }
    return array;
  }

  private boolean room(int depth) {
    values++;
    if (values == MOST_VALUES) {
      unused.count("inventory object with more than " + MOST_VALUES + " values, cut");
    }
    if (depth > DEEPEST) {
      unused.count("inventory value deeper than " + DEEPEST + " levels");
    }
    return values < MOST_VALUES && depth <= DEEPEST;
  }

  private JsonNode text() throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getTextLength() < "1000000000000000000".length()) {
      return NODES.numberNode(parser.getLongValue());
    }
    if (parser.getTextLength() > LONGEST_TEXT) {
      unused.count("inventory text longer than " + LONGEST_TEXT + " characters");
      return NODES.nullNode();
    }
    return NODES.textNode(parser.getText());
  }

  /** What the shape keeps of a value built whole; counts as if it stood here. */
  private JsonNode kept(JsonNode whole, Shape shape, int depth) {
    if (!room(depth)) {
      return NODES.nullNode();
    }
    if (whole.isArray()) {
      ArrayNode array = NODES.arrayNode();
      whole.forEach(each -> array.add(kept(each, shape, depth + 1)));
      return array;
    }
    if (whole.isObject() && !shape.all()) {
      ObjectNode object = NODES.objectNode();
      whole
          .properties()
          .forEach(
              field ->
                  shape
                      .field(field.getKey())
                      .ifPresent(
                          s -> object.set(field.getKey(), kept(field.getValue(), s, depth + 1))));
      return object;
    }
    return whole;
  }

  /** Skips the value at the parser's token; values with an anchor are kept for later. */
  private void skip() throws IOException {
    if (!anchors.merges()) {
      parser.skipChildren();
      return;
    }
    int open = 0;
    do {
      Optional<String> anchor = anchors.isAlias() ? Optional.empty() : anchors.here();
      if (anchor.isPresent()) {
        anchors.put(anchor.get(), unanchored(Shape.ALL, 0));
      } else if (token().isStructStart()) {
        open++;
      } else if (token().isStructEnd()) {
        open--;
      }
    } while (open > 0 && parser.nextToken() != null);
  }
}
