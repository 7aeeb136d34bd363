package dev.netgen.model.format.inventory;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the values of one text after one another and hands out objects one at a time: each value
 * that is an object, each element of a list, each of the {@code items} of an object.
 */
final class DocumentReader {
  /** Objects of a list whose kind is told only after them, and that do not tell it themselves. */
  private static final int MOST_WAITING = 20_000;

  private static final String ITEMS = "items";
  private static final String KIND = "kind";
  private static final String LIST = "List";

  private final JsonParser parser;
  private final Shape shape;
  private final Handler handler;
  private final Unused unused;
  private final ObjectReader objects;
  private int documents;

  /** What is done with what is read; {@code where} is the place in the file. */
  interface Handler {
    /** Takes one object; {@code listed} where it is of a list. */
    void object(ObjectNode object, String where, boolean listed);

    /** A list without any object. */
    void emptyList();

    /** An object that says it is a list and has no items. */
    void listWithoutItems(String where);
  }

  /** One object of a list that waits for its kind. */
  private record Waiting(ObjectNode object, String where) {}

  /** What an object is in: a list of this kind, or one that has yet to tell, or none. */
  private record Enclosing(boolean listed, boolean items, String kind, List<Waiting> waiting) {}

  DocumentReader(JsonParser parser, Shape shape, Handler handler, Unused unused) {
    this.parser = parser;
    this.shape = shape;
    this.handler = handler;
    this.unused = unused;
    this.objects = new ObjectReader(parser, unused);
  }

  void read() throws IOException {
    JsonToken token = parser.nextToken();
    while (token != null) {
      documents++;
      objects.nextDocument();
      String where = documents == 1 ? "" : "document " + documents;
      switch (token) {
        case START_OBJECT -> object(where, new Enclosing(false, false, "", List.of()));
        case START_ARRAY -> list(where, new Enclosing(true, false, "", List.of()));
        default -> single(token);
      }
      token = parser.nextToken();
    }
  }

  /** Empty YAML documents are nothing; other single values are no inventory. */
  private void single(JsonToken token) throws IOException {
    if (token != JsonToken.VALUE_NULL && parser.getTextLength() > 0) {
      unused.count("inventory document that is a single value");
    }
  }

  private void object(String where, Enclosing in) throws IOException {
    objects.nextObject();
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    List<Waiting> waiting = new ArrayList<>();
    boolean list = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (name.equals(ITEMS) && token == JsonToken.START_ARRAY) {
        list = true;
        list(place(where, ITEMS), new Enclosing(true, true, itemKind(kept), waiting));
      } else if (name.equals(ITEMS) && token == JsonToken.VALUE_NULL) {
        list = true;
        handler.emptyList();
      } else {
        objects.field(kept, name, shape);
      }
    }
    if (list) {
      waiting.forEach(each -> give(each, itemKind(kept)));
    } else if (kept.path(KIND).asText().endsWith(LIST)) {
      handler.listWithoutItems(where);
    } else {
      element(kept, where, in);
    }
  }

  /** An element of a list may leave its kind to the list. */
  private void element(ObjectNode object, String where, Enclosing in) {
    if (!in.items() || object.has(KIND)) {
      handler.object(object, where, in.listed());
    } else if (!in.kind().isEmpty()) {
      give(new Waiting(object, where), in.kind());
    } else if (in.waiting().size() < MOST_WAITING) {
      in.waiting().add(new Waiting(object, where));
    } else {
      unused.count("inventory object without a kind, before its list tells one");
    }
  }

  private void give(Waiting waiting, String kind) {
    if (!kind.isEmpty()) {
      waiting.object().put(KIND, kind);
    }
    handler.object(waiting.object(), waiting.where(), true);
  }

  /** {@code Pod} of a {@code PodList}; empty where the list does not tell, or not yet. */
  private static String itemKind(ObjectNode list) {
    String kind = list.path(KIND).asText();
    return kind.endsWith(LIST) ? kind.substring(0, kind.length() - LIST.length()) : "";
  }

  private void list(String where, Enclosing in) throws IOException {
    int index = 0;
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY && token != null;
        token = parser.nextToken()) {
      String place = where + "[" + index++ + "]";
      if (token == JsonToken.START_OBJECT) {
        object(place, in);
      } else {
        parser.skipChildren();
        unused.count("inventory list element that is no object");
      }
    }
    if (index == 0) {
      handler.emptyList();
    }
  }

  private static String place(String where, String field) {
    return where.isEmpty() ? field : where + " " + field;
  }
}
