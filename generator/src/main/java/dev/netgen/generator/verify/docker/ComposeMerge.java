package dev.netgen.generator.verify.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lays one Compose file over another as Compose does (Compose Specification, "Merge and override"):
 * mappings join by key, sequences grow, scalars are replaced; {@code !override} replaces all of a
 * value and {@code !reset} takes it away.
 */
final class ComposeMerge {
  /** Sequences of a service that are mappings in disguise. */
  private static final ImmutableSet<String> DISGUISED =
      ImmutableSet.of(
          "networks",
          "sysctls",
          "environment",
          "labels",
          "annotations",
          "extra_hosts",
          "depends_on");

  /** What is replaced as a whole. */
  private static final ImmutableSet<String> WHOLE = ImmutableSet.of("command", "entrypoint");

  private ComposeMerge() {}

  /** Both together. */
  static JsonNode merged(JsonNode base, ComposeTree over) {
    return merged(base, over.root(), over, ImmutableList.of());
  }

  private static JsonNode merged(
      JsonNode base, JsonNode over, ComposeTree tags, ImmutableList<String> path) {
    String tag = tags.tags().getOrDefault(path, "");
    if (tag.equals("!override") || base.isMissingNode() || base.isNull() || isEmptyText(base)) {
      return without(over, tags, path);
    }
    boolean service = path.size() == 3 && path.get(0).equals("services");
    String key = path.isEmpty() ? "" : path.get(path.size() - 1);
    if (service && DISGUISED.contains(key)) {
      return mappings(mapping(base), mapping(over), tags, path);
    }
    if (over.isObject() && base.isObject()) {
      return mappings(base, over, tags, path);
    }
    if (over.isArray() && base.isArray() && !(service && WHOLE.contains(key))) {
      return service && key.equals("ports") ? ports(base, over) : appended(base, over);
    }
    return over.isNull() || isEmptyText(over) ? base : over;
  }

  private static boolean isEmptyText(JsonNode node) {
    return node.isTextual() && node.asText().isEmpty();
  }

  private static JsonNode mappings(
      JsonNode base, JsonNode over, ComposeTree tags, ImmutableList<String> path) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    base.properties().forEach(entry -> result.set(entry.getKey(), entry.getValue()));
    for (Map.Entry<String, JsonNode> entry : over.properties()) {
      ImmutableList<String> below = child(path, entry.getKey());
      if (tags.tags().getOrDefault(below, "").equals("!reset")) {
        result.remove(entry.getKey());
      } else {
        result.set(
            entry.getKey(), merged(base.path(entry.getKey()), entry.getValue(), tags, below));
      }
    }
    return result;
  }

  /** A value that meets none: what is reset in it is not there. */
  private static JsonNode without(JsonNode over, ComposeTree tags, ImmutableList<String> path) {
    return over.isObject()
        ? mappings(JsonNodeFactory.instance.objectNode(), over, tags, path)
        : over;
  }

  private static ImmutableList<String> child(ImmutableList<String> path, String key) {
    return ImmutableList.<String>builder().addAll(path).add(key).build();
  }

  private static JsonNode appended(JsonNode base, JsonNode over) {
    ArrayNode result = JsonNodeFactory.instance.arrayNode();
    base.forEach(result::add);
    over.forEach(result::add);
    return result;
  }

  /** Ports are told apart by all that they say. */
  private static JsonNode ports(JsonNode base, JsonNode over) {
    Map<String, JsonNode> unique = new LinkedHashMap<>();
    base.forEach(port -> unique.put(port.toString(), port));
    over.forEach(port -> unique.put(port.toString(), port));
    ArrayNode result = JsonNodeFactory.instance.arrayNode();
    unique.values().forEach(result::add);
    return result;
  }

  /** {@code [a, b]} is {@code {a: , b: }}, and {@code [k=v]} is {@code {k: v}}. */
  static JsonNode mapping(JsonNode node) {
    if (!node.isArray()) {
      return node.isObject() ? node : JsonNodeFactory.instance.objectNode();
    }
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    for (JsonNode item : node) {
      String text = item.asText();
      int equals = text.indexOf('=');
      if (equals < 0) {
        result.put(text, "");
      } else {
        result.put(text.substring(0, equals), text.substring(equals + 1));
      }
    }
    return result;
  }
}
