package dev.netgen.model.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The plainest part of JSON (RFC 8259), read many times faster than all of it: texts of printable
 * ASCII without escapes, whole numbers that are not negative, objects and lists of these. Whatever
 * is not surely of that kind is left to a whole parser, and so is whatever might be wrong: this
 * reader refuses nothing and reports nothing.
 *
 * <p>Implementation note: what it reads is what the whole parser reads, which {@code PlainJsonTest}
 * holds against it on random documents.
 */
final class PlainJson {
  private static final int MAX_DEPTH = 60;
  private static final int MAX_NAME = 1 << 10;
  private static final int MAX_TEXT = 1 << 16;
  private static final int DIGITS = 18;
  private static final int FEW = 2;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Thrown without a trace: the text is beyond this reader. */
  private static final class Beyond extends RuntimeException {
    private static final long serialVersionUID = 1;

    Beyond() {
      super("beyond the plain part of JSON", null, false, false);
    }
  }

  private final byte[] text;
  private final PlainScalars scalars;
  private final FieldStack stack = new FieldStack();
  private int at;

  private PlainJson(byte[] text) {
    this.text = text;
    this.scalars = new PlainScalars(text);
  }

  /**
   * The object that the bytes are, but for a long list in it, whose elements are handed on one by
   * one and not kept.
   *
   * @param apart whether a field's list, given what stands before it, is the one handed on
   * @return null where it is not surely of the plain kind; elements may have been handed on
   */
  static @Nullable ObjectNode read(
      byte[] text, BiPredicate<String, ObjectNode> apart, Consumer<JsonNode> element) {
    try {
      PlainJson reader = new PlainJson(text);
      ObjectNode object = reader.document(apart, element);
      reader.blanks();
      return reader.at == text.length ? object : null;
    } catch (Beyond e) {
      return null;
    }
  }

  private ObjectNode document(BiPredicate<String, ObjectNode> apart, Consumer<JsonNode> element) {
    ObjectNode object = NODES.objectNode();
    @Nullable String handed = null;
    open('{');
    boolean more = !ends('}');
    while (more) {
      String name = name();
      if (object.has(name) || name.equals(handed)) {
        throw new Beyond();
      }
      if (handed == null && peek() == '[' && apart.test(name, object)) {
        handed = name;
        elements(element);
      } else {
        object.set(name, value(1));
      }
      more = comma('}');
    }
    return object;
  }

  private void elements(Consumer<JsonNode> element) {
    open('[');
    boolean more = !ends(']');
    while (more) {
      element.accept(value(2));
      more = comma(']');
    }
  }

  private JsonNode value(int depth) {
    if (depth > MAX_DEPTH) {
      throw new Beyond();
    }
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> list(depth);
      case '"' -> text();
      default -> number();
    };
  }

  private ObjectNode object(int depth) {
    FieldStack.Names fields = stack.new Names();
    open('{');
    boolean more = !ends('}');
    while (more) {
      String name = name();
      if (!fields.add(name)) {
        throw new Beyond();
      }
      fields.keep(name, value(depth + 1));
      more = comma('}');
    }
    return fields.object();
  }

  private ArrayNode list(int depth) {
    ArrayNode list = new ArrayNode(NODES, new ArrayList<>(FEW));
    open('[');
    boolean more = !ends(']');
    while (more) {
      list.add(value(depth + 1));
      more = comma(']');
    }
    return list;
  }

  /** A field's name, and the colon behind it. */
  private String name() {
    if (peek() != '"') {
      throw new Beyond();
    }
    int close = close(MAX_NAME);
    @Nullable String name = scalars.key(at, close + 1);
    at = close + 1;
    open(':');
    if (name == null) {
      throw new Beyond();
    }
    return name;
  }

  private JsonNode text() {
    int close = close(MAX_TEXT);
    @Nullable JsonNode text = scalars.scalar(at, close + 1);
    at = close + 1;
    if (text == null) {
      throw new Beyond();
    }
    return text;
  }

  private int close(int most) {
    int close = scalars.quoteEnd(at, Math.min(text.length, at + most));
    if (close < 0) {
      throw new Beyond();
    }
    return close;
  }

  private JsonNode number() {
    int from = at;
    long number = 0;
    while (at < text.length && text[at] >= '0' && text[at] <= '9') {
      number = 10 * number + text[at++] - '0';
      if (at - from > DIGITS) {
        throw new Beyond();
      }
    }
    boolean whole = at - from == 1 || (at > from && text[from] != '0');
    if (!whole || at == text.length || !endsNumber(text[at])) {
      throw new Beyond();
    }
    return number <= Integer.MAX_VALUE ? NODES.numberNode((int) number) : NODES.numberNode(number);
  }

  private static boolean endsNumber(byte c) {
    return c == ',' || c == '}' || c == ']' || isBlank(c);
  }

  private static boolean isBlank(byte c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  private void blanks() {
    while (at < text.length && isBlank(text[at])) {
      at++;
    }
  }

  /** The next byte that is not blank. */
  private byte peek() {
    blanks();
    if (at >= text.length) {
      throw new Beyond();
    }
    return text[at];
  }

  private void open(char mark) {
    if (peek() != mark) {
      throw new Beyond();
    }
    at++;
  }

  private boolean ends(char close) {
    if (peek() != close) {
      return false;
    }
    at++;
    return true;
  }

  /** Passes a comma or the end; true where another element must follow. */
  private boolean comma(char close) {
    byte c = peek();
    at++;
    if (c != ',' && c != close) {
      throw new Beyond();
    }
    return c == ',';
  }
}
