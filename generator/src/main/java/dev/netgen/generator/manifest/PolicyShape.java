package dev.netgen.generator.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableSet;
import dev.netgen.model.problem.ProblemException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The types and names in the tree of a policy or namespace, as the API server asks for them before
 * it looks at their meaning. Its decoder turns no number into a text, reads null as a field that is
 * missing, and null in a list or map as an empty element.
 */
public final class PolicyShape {
  private static final ImmutableSet<String> TEXT_LISTS =
      ImmutableSet.of("policyTypes", "except", "values");
  private static final ImmutableSet<String> TEXT_MAPS =
      ImmutableSet.of("labels", "annotations", "matchLabels");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final String kind;
  private final String where;

  /** Keys that may be: rules name the same few over and over. */
  private final Set<String> keys = new HashSet<>();

  private PolicyShape(String kind, String where) {
    this.kind = kind;
    this.where = where;
  }

  /** The policy without nulls; throws ProblemException where the server would refuse it. */
  public static JsonNode checked(JsonNode policy, String where) {
    JsonNode plain = hasNulls(policy) ? withoutNulls(policy, "") : policy;
    PolicyShape shape = new PolicyShape("NetworkPolicy", where);
    shape.metadata(plain.path("metadata"));
    shape.spec(plain.path("spec"));
    return plain;
  }

  /** The metadata of a Namespace, likewise; it has a name. */
  static JsonNode namespace(JsonNode namespace, String where) {
    JsonNode plain = hasNulls(namespace) ? withoutNulls(namespace, "") : namespace;
    PolicyShape shape = new PolicyShape("Namespace", where);
    JsonNode metadata = plain.path("metadata");
    shape.require(metadata.has("name"), "name");
    shape.metadata(metadata);
    shape.text(metadata, "name", ApiNames::isDnsLabel);
    return metadata;
  }

  private static boolean hasNulls(JsonNode node) {
    for (JsonNode each : node) {
      if (each.isNull() || (each.isContainerNode() && hasNulls(each))) {
        return true;
      }
    }
    return false;
  }

  private static JsonNode withoutNulls(JsonNode node, String field) {
    if (node.isArray()) {
      ArrayNode items = NODES.arrayNode(node.size());
      JsonNode empty = TEXT_LISTS.contains(field) ? NODES.textNode("") : NODES.objectNode();
      node.forEach(item -> items.add(item.isNull() ? empty : withoutNulls(item, "")));
      return items;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode fields = NODES.objectNode();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!entry.getValue().isNull()) {
        fields.set(entry.getKey(), withoutNulls(entry.getValue(), entry.getKey()));
      } else if (TEXT_MAPS.contains(field)) {
        fields.put(entry.getKey(), "");
      }
    }
    return fields;
  }

  private void metadata(JsonNode metadata) {
    object(metadata, "metadata");
    if (metadata.isMissingNode()) {
      return;
    }
    boolean named = metadata.has("name");
    text(metadata, named ? "name" : "generateName", named ? ApiNames::isName : name -> true);
    require(named || metadata.has("generateName"), "name");
    text(metadata, "namespace", name -> name.isEmpty() || ApiNames.isDnsLabel(name));
    map(metadata, "labels", this::isKey, ApiNames::isValue);
    map(
        metadata,
        "annotations",
        key -> ApiNames.isKey(key.toLowerCase(Locale.ROOT)),
        value -> true);
  }

  private void spec(JsonNode spec) {
    object(spec, "spec");
    selector(spec, "podSelector");
    texts(spec, "policyTypes", type -> true);
    require(spec.path("policyTypes").size() <= 2, "policyTypes");
    rules(spec, "ingress", "from");
    rules(spec, "egress", "to");
  }

  private void rules(JsonNode spec, String direction, String peers) {
    for (JsonNode rule : list(spec, direction)) {
      object(rule, direction);
      for (JsonNode peer : list(rule, peers)) {
        object(peer, peers);
        selector(peer, "podSelector");
        selector(peer, "namespaceSelector");
        JsonNode block = peer.path("ipBlock");
        object(block, "ipBlock");
        text(block, "cidr", cidr -> true);
        texts(block, "except", cidr -> true);
      }
      for (JsonNode port : list(rule, "ports")) {
        object(port, "ports");
        text(port, "protocol", protocol -> true);
        JsonNode number = port.path("port");
        require(number.isTextual() || isInt(number), "port");
        require(!number.isTextual() || ApiNames.isPort(number.textValue()), "port");
        require(isInt(port.path("endPort")), "endPort");
      }
    }
  }

  private static boolean isInt(JsonNode node) {
    return node.isMissingNode() || (node.isIntegralNumber() && node.canConvertToInt());
  }

  private void selector(JsonNode of, String field) {
    JsonNode selector = of.path(field);
    object(selector, field);
    map(selector, "matchLabels", this::isKey, ApiNames::isValue);
    for (JsonNode expression : list(selector, "matchExpressions")) {
      object(expression, "matchExpressions");
      text(expression, "key", ApiNames::isKey);
      text(expression, "operator", operator -> true);
      texts(expression, "values", ApiNames::isValue);
    }
  }

  private boolean isKey(String key) {
    return keys.contains(key) || (ApiNames.isKey(key) && keys.add(key));
  }

  private void object(JsonNode node, String field) {
    require(node.isMissingNode() || node.isObject(), field);
  }

  private JsonNode list(JsonNode of, String field) {
    JsonNode list = of.path(field);
    require(list.isMissingNode() || list.isArray(), field);
    return list;
  }

  private void text(JsonNode of, String field, Predicate<String> good) {
    JsonNode text = of.path(field);
    require(text.isMissingNode() || (text.isTextual() && good.test(text.textValue())), field);
  }

  private void texts(JsonNode of, String field, Predicate<String> good) {
    for (JsonNode text : list(of, field)) {
      require(text.isTextual() && good.test(text.textValue()), field);
    }
  }

  private void map(JsonNode of, String field, Predicate<String> key, Predicate<String> value) {
    JsonNode map = of.path(field);
    object(map, field);
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      JsonNode text = entry.getValue();
      require(key.test(entry.getKey()), field);
      boolean good = text.isNull() || (text.isTextual() && value.test(text.textValue()));
      require(good, field);
    }
  }

  private void require(boolean good, String field) {
    if (!good) {
      throw ProblemException.input(
          "not a " + kind + ": \"" + field + "\" is missing, of another type or not allowed",
          where,
          "correct it: the API server refuses it");
    }
  }
}
