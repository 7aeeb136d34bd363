package dev.netgen.model.format.inventory;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;
import java.util.Scanner;
import java.util.TreeMap;

/**
 * An allow-list of fields: what is not in it is never built from the stream. Lists are transparent:
 * a shape holds for each element.
 *
 * @param fields the shape of each named field's value
 * @param others the shape of the values of all other fields, where these are wanted too
 * @param all whether everything is kept, at any depth
 */
record Shape(ImmutableMap<String, Shape> fields, Optional<Shape> others, boolean all) {
  /** A text, number or truth value; of an object it keeps nothing. */
  static final Shape VALUE = new Shape(ImmutableMap.of(), Optional.empty(), false);

  /** Everything. */
  static final Shape ALL = new Shape(ImmutableMap.of(), Optional.empty(), true);

  /**
   * Parses names separated by white space, each followed by a block in braces where its value is an
   * object: <code>kind metadata { name labels { * } }</code>. {@code *} stands for every other
   * name.
   */
  static Shape of(String text) {
    try (Scanner words = new Scanner(text.replace("{", " { ").replace("}", " } "))) {
      return block(words);
    }
  }

  private static Shape block(Scanner words) {
    Map<String, Shape> fields = new TreeMap<>();
    String last = "";
    while (words.hasNext()) {
      String word = words.next();
      if (word.equals("}")) {
        break;
      }
      if (word.equals("{")) {
        fields.put(last, block(words));
      } else {
        fields.put(word, VALUE);
        last = word;
      }
    }
    Optional<Shape> others = Optional.ofNullable(fields.remove("*"));
    return new Shape(ImmutableMap.copyOf(fields), others, false);
  }

  /** The shape of this field's value; empty when the field is to be skipped. */
  Optional<Shape> field(String name) {
    Shape named = all ? this : fields.get(name);
    return named == null ? others : Optional.of(named);
  }

  /** What either keeps. */
  Shape or(Shape other) {
    Map<String, Shape> named = new TreeMap<>(fields);
    other.fields.forEach((name, shape) -> named.merge(name, shape, Shape::or));
    Optional<Shape> rest =
        others.isPresent() && other.others.isPresent()
            ? Optional.of(others.get().or(other.others.get()))
            : others.or(() -> other.others);
    return new Shape(ImmutableMap.copyOf(named), rest, all || other.all);
  }
}
