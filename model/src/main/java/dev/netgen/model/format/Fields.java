package dev.netgen.model.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import dev.netgen.model.problem.ProblemException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Typed access to the fields of one object of a document; every wrong shape is a {@link
 * ProblemException} that names the place.
 *
 * @param node the object
 * @param where file and path inside it, for messages
 */
public record Fields(JsonNode node, String where) {

  /** The object at {@code where}, or a problem. */
  public static Fields of(JsonNode node, String where) {
    if (!node.isObject()) {
      throw ProblemException.input(
          "expected an object, found " + kind(node), where, "compare with the documented form");
    }
    return new Fields(node, where);
  }

  /** Refuses fields that are not among these. */
  public void only(Set<String> known) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw ProblemException.input(
                    "unknown field \"" + printable(name) + "\"",
                    where,
                    "remove it or use a newer netgen");
              }
            });
  }

  /** The text of a field that must be there. */
  public String text(String name) {
    return optionalText(name).orElseThrow(() -> missing(name));
  }

  /** The text of a field, if there; numbers and booleans count as text. */
  public Optional<String> optionalText(String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isValueNode()) {
      throw wrong(name, "text", value);
    }
    return Optional.of(value.asText());
  }

  /** A whole number that must be there. */
  public long number(String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode()) {
      throw missing(name);
    }
    if (!value.canConvertToLong() || !value.isIntegralNumber()) {
      throw wrong(name, "a whole number", value);
    }
    return value.asLong();
  }

  /** The elements of a list field; none when the field is missing. */
  public ImmutableList<JsonNode> list(String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return ImmutableList.of();
    }
    if (!value.isArray()) {
      throw wrong(name, "a list", value);
    }
    return ImmutableList.copyOf(value);
  }

  /** The texts of a list field; none when the field is missing. */
  public ImmutableList<String> texts(String name) {
    ImmutableList.Builder<String> texts = ImmutableList.builder();
    for (JsonNode element : list(name)) {
      if (!element.isValueNode() || element.isNull()) {
        throw wrong(name, "a list of texts", element);
      }
      texts.add(element.asText());
    }
    return texts.build();
  }

  /** A field's text turned into a value; what the parser refuses is a problem at this place. */
  public <T> T parsed(String name, Function<String, T> parser) {
    return convert(name, text(name), parser);
  }

  /** Turns one text of this object into a value; what the parser refuses is a problem here. */
  public <T> T convert(String name, String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      throw ProblemException.input(
          "field \"" + name + "\": " + printable(String.valueOf(e.getMessage())),
          where,
          "correct the value",
          e);
    }
  }

  /** The object in a field; an empty object when it is missing. */
  public Fields object(String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return new Fields(
          com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode(),
          where + "." + name);
    }
    return of(value, where + "." + name);
  }

  private ProblemException missing(String name) {
    return ProblemException.input(
        "field \"" + name + "\" is missing", where, "compare with the documented form");
  }

  private ProblemException wrong(String name, String wanted, JsonNode value) {
    return ProblemException.input(
        "field \"" + name + "\" should be " + wanted + ", found " + kind(value),
        where,
        "compare with the documented form");
  }

  private static String kind(JsonNode node) {
    return node.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
  }

  static String printable(String text) {
    String cut = text.length() <= 160 ? text : text.substring(0, 160) + "...";
    return cut.codePoints()
        .map(c -> c >= ' ' && c < 127 ? c : '?')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
