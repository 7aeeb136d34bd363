package dev.netgen.capture.strip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Splitter;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The places of a JSON document that may be kept. A path is member names joined by blanks; {@code
 * *} is any member; arrays are passed through. Only scalars and arrays of scalars are ever kept at
 * the end of a path, so that nothing unforeseen passes inside of something allowed; {@code {}} as
 * the last step keeps a member's name with an empty object.
 */
final class AllowList {
  private static final Splitter STEPS = Splitter.on(' ');
  private static final String ANY = "*";
  private static final String NAME_ONLY = "{}";
  private static final int MAX_TEXT = 1024;

  private final Map<String, AllowList> members = new TreeMap<>();
  private boolean leaf;
  private boolean nameOnly;

  private AllowList() {}

  /** The list of these paths. */
  static AllowList of(String... paths) {
    AllowList root = new AllowList();
    for (String path : paths) {
      AllowList at = root;
      for (String step : STEPS.split(path)) {
        if (step.equals(NAME_ONLY)) {
          at.nameOnly = true;
        } else {
          at = at.members.computeIfAbsent(step, unused -> new AllowList());
        }
      }
      at.leaf = at.members.isEmpty() && !at.nameOnly;
    }
    return root;
  }

  /** A copy of what may be kept; a missing node when that is nothing. */
  JsonNode strip(JsonNode value) {
    if (value.isArray()) {
      return array(value);
    }
    if (value.isObject()) {
      return nameOnly
          ? JsonNodeFactory.instance.objectNode()
          : members.isEmpty() ? MissingNode.getInstance() : object(value);
    }
    boolean kept = leaf ? isShort(value) : value.isNull();
    return kept ? value : MissingNode.getInstance();
  }

  private static boolean isShort(JsonNode value) {
    return !value.isTextual() || value.textValue().length() <= MAX_TEXT;
  }

  private JsonNode array(JsonNode value) {
    ArrayNode kept = JsonNodeFactory.instance.arrayNode();
    for (JsonNode element : value) {
      JsonNode stripped = strip(element);
      if (!stripped.isMissingNode()) {
        kept.add(stripped);
      }
    }
    return kept;
  }

  private JsonNode object(JsonNode value) {
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      AllowList list = list(member.getKey());
      if (list != null) {
        JsonNode stripped = list.strip(member.getValue());
        if (!stripped.isMissingNode()) {
          kept.set(member.getKey(), stripped);
        }
      }
    }
    return kept;
  }

  private @Nullable AllowList list(String member) {
    AllowList named = members.get(member);
    return named != null ? named : members.get(ANY);
  }
}
