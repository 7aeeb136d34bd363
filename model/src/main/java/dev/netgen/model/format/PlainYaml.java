package dev.netgen.model.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The plainest part of YAML 1.2, read many times faster than all of it: one document of printable
 * ASCII, block mappings and sequences, flow collections on one line, scalars that are words, small
 * numbers or in double quotes. Whatever is not surely of that kind is left to a whole parser, and
 * so is whatever might be wrong: this reader refuses nothing and reports nothing.
 *
 * <p>Implementation note: what it reads is what the whole parser reads, which {@code PlainYamlTest}
 * holds against it on random documents. It looks at bytes, which the quick compiler reads faster
 * than the chars of a text.
 */
final class PlainYaml {
  private static final int MAX_DEPTH = 60;

  /** Most lists are short. */
  private static final int FEW = 2;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Thrown once, without a trace: the text is beyond this reader. */
  private static final class Beyond extends RuntimeException {
    private static final long serialVersionUID = 1;

    Beyond() {
      super("beyond the plain part of YAML", null, false, false);
    }
  }

  private final byte[] text;
  private final PlainScalars scalars;
  private final FieldStack stack = new FieldStack();
  private int at;
  private int end;
  private int indent;

  private PlainYaml(byte[] text) {
    this.text = text;
    this.scalars = new PlainScalars(text);
  }

  /** The document; empty where it is not surely of the plain kind. */
  static Optional<JsonNode> read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The document in bytes of UTF-8; empty where it is not surely of the plain kind. */
  static Optional<JsonNode> read(byte[] text) {
    try {
      PlainYaml reader = new PlainYaml(text);
      if (!reader.line(0)) {
        return Optional.empty();
      }
      JsonNode node = reader.block(reader.indent, 0);
      return reader.at < 0 ? Optional.of(node) : Optional.empty();
    } catch (Beyond e) {
      return Optional.empty();
    }
  }

  /**
   * Goes to the next line with content, from this place on, which is a line's beginning; false at
   * the end, where {@link #at} becomes -1.
   */
  private boolean line(int from) {
    int begin = from;
    while (begin < text.length) {
      int first = begin;
      while (first < text.length && text[first] == ' ') {
        first++;
      }
      boolean comment = first < text.length && text[first] == '#';
      int next = comment ? commentEnd(first) : lineEnd(first);
      end = next;
      if (first < end && !comment) {
        while (text[end - 1] == ' ') {
          end--;
        }
        if (first == begin && (thrice('-', first) || thrice('.', first))) {
          throw new Beyond();
        }
        at = first;
        indent = first - begin;
        return true;
      }
      begin = next + 1;
    }
    at = -1;
    indent = -1;
    return false;
  }

  /** Where the line ends that this place is in: at its newline, or behind the text. */
  private int lineEnd(int from) {
    int i = from;
    while (i < text.length && text[i] != '\n') {
      i++;
    }
    return i;
  }

  /** The same for a comment, which may hold printable ASCII alone. */
  private int commentEnd(int from) {
    int i = from;
    while (i < text.length && text[i] != '\n') {
      if (!PlainScalars.isPrintable(text[i])) {
        throw new Beyond();
      }
      i++;
    }
    return i;
  }

  private boolean thrice(char c, int from) {
    return from + 2 < text.length && text[from] == c && text[from + 1] == c && text[from + 2] == c;
  }

  private void nextLine() {
    line(lineEnd(end) + 1);
  }

  private JsonNode block(int depthOfIndent, int depth) {
    if (depth > MAX_DEPTH) {
      throw new Beyond();
    }
    return isItem() ? sequence(depthOfIndent, depth) : mapping(depthOfIndent, depth);
  }

  private boolean isItem() {
    return text[at] == '-' && (at + 1 == end || text[at + 1] == ' ');
  }

  private ArrayNode sequence(int mine, int depth) {
    ArrayNode items = new ArrayNode(NODES, new ArrayList<>(FEW));
    while (at >= 0 && indent == mine && isItem()) {
      int content = at + 1;
      while (content < end && text[content] == ' ') {
        content++;
      }
      if (content == end) {
        nextLine();
        items.add(below(at >= 0 && indent > mine, depth));
      } else {
        indent += content - at;
        at = content;
        items.add(item(depth));
      }
    }
    if (at >= 0 && indent > mine) {
      throw new Beyond();
    }
    return items;
  }

  /** What stands behind a dash: a mapping that begins there, or a value. */
  private JsonNode item(int depth) {
    byte c = text[at];
    if (isItem()) {
      throw new Beyond();
    }
    if (c != '{' && c != '[' && keyEnd() >= 0) {
      return block(indent, depth + 1);
    }
    JsonNode value = value(depth + 1);
    nextLine();
    return value;
  }

  private ObjectNode mapping(int mine, int depth) {
    FieldStack.Names fields = stack.new Names();
    while (at >= 0 && indent == mine && !isItem()) {
      int colon = keyEnd();
      if (colon < 0) {
        throw new Beyond();
      }
      String key = scalars.key(at, colon);
      at = colon + 1;
      while (at < end && text[at] == ' ') {
        at++;
      }
      if (key == null || !fields.add(key)) {
        throw new Beyond();
      }
      fields.keep(key, at < end ? inline(depth) : under(mine, depth));
    }
    if (at >= 0 && indent > mine) {
      throw new Beyond();
    }
    return fields.object();
  }

  private JsonNode inline(int depth) {
    JsonNode value = value(depth + 1);
    nextLine();
    return value;
  }

  /** The value in the lines below a key; a sequence may stand as far left as its key. */
  private JsonNode under(int mine, int depth) {
    nextLine();
    return below(at >= 0 && (indent > mine || (indent == mine && isItem())), depth);
  }

  /** A block in the lines below; what is empty is read differently by different readers. */
  private JsonNode below(boolean deeper, int depth) {
    if (!deeper) {
      throw new Beyond();
    }
    return block(indent, depth + 1);
  }

  /** Where the key that begins here ends, at its colon; -1 where none does. */
  private int keyEnd() {
    int i = at;
    if (text[i] == '"') {
      i = scalars.quoteEnd(i, end) + 1;
      if (i == 0) {
        throw new Beyond();
      }
    } else {
      while (i < end && PlainScalars.isWord(text[i])) {
        i++;
      }
    }
    boolean colon = i > at && i < end && text[i] == ':';
    return colon && (i + 1 == end || text[i + 1] == ' ') ? i : -1;
  }

  /** A value that fills the rest of the line. */
  private JsonNode value(int depth) {
    byte c = text[at];
    JsonNode value;
    if (c == '{' || c == '[') {
      value = flow(depth);
    } else {
      value = scalar(c == '"' ? closing() : end);
    }
    if (at != end) {
      throw new Beyond();
    }
    return value;
  }

  private int closing() {
    int quote = scalars.quoteEnd(at, end);
    if (quote < 0) {
      throw new Beyond();
    }
    return quote + 1;
  }

  private JsonNode scalar(int until) {
    @Nullable JsonNode scalar = scalars.scalar(at, until);
    if (scalar == null) {
      throw new Beyond();
    }
    at = until;
    return scalar;
  }

  private JsonNode flow(int depth) {
    if (depth > MAX_DEPTH) {
      throw new Beyond();
    }
    return switch (text[at]) {
      case '{' -> flowMapping(depth);
      case '[' -> flowSequence(depth);
      case '"' -> scalar(closing());
      default -> scalar(wordEnd());
    };
  }

  private int wordEnd() {
    int until = at;
    while (until < end && !endsWord(text[until])) {
      until++;
    }
    while (until > at && text[until - 1] == ' ') {
      until--;
    }
    return until;
  }

  private static boolean endsWord(byte c) {
    return c == ',' || c == ']' || c == '}';
  }

  private ObjectNode flowMapping(int depth) {
    FieldStack.Names fields = stack.new Names();
    at++;
    blanks();
    while (!ends('}')) {
      int colon = keyEnd();
      String key = colon < 0 ? null : scalars.key(at, colon);
      if (key == null || colon + 1 == end || !fields.add(key)) {
        throw new Beyond();
      }
      at = colon + 1;
      blanks();
      fields.keep(key, flow(depth + 1));
      comma('}');
    }
    return fields.object();
  }

  private ArrayNode flowSequence(int depth) {
    ArrayNode items = new ArrayNode(NODES, new ArrayList<>(FEW));
    at++;
    blanks();
    while (!ends(']')) {
      items.add(flow(depth + 1));
      comma(']');
    }
    return items;
  }

  private boolean ends(char close) {
    if (at >= end) {
      throw new Beyond();
    }
    if (text[at] != close) {
      return false;
    }
    at++;
    return true;
  }

  /** Passes a comma that another element follows, or stands before the end. */
  private void comma(char close) {
    blanks();
    if (at < end && text[at] == ',') {
      at++;
      blanks();
      if (at >= end || text[at] == close || text[at] == ',') {
        throw new Beyond();
      }
    } else if (at >= end || text[at] != close) {
      throw new Beyond();
    }
  }

  private void blanks() {
    while (at < end && text[at] == ' ') {
      at++;
    }
    if (at >= end) {
      throw new Beyond();
    }
  }
}
