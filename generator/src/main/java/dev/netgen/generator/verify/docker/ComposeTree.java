package dev.netgen.generator.verify.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.netgen.model.problem.ProblemException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A Compose file as Compose understands it: aliases stand for what they name, merge keys ({@code
 * <<}) add what is not there. Scalars are texts, but for those that YAML 1.1 takes for a number in
 * base 60 ({@code 22:22}): they are numbers, so that nobody reads them as two. Nothing is an empty
 * text.
 *
 * @param root the document
 * @param tags {@code !override} and {@code !reset} by the keys that lead to what they are at
 */
record ComposeTree(JsonNode root, ImmutableMap<ImmutableList<String>, String> tags) {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_NODES = 1_000_000;

  /** The document; a {@link ProblemException} says why it is none. */
  static ComposeTree read(String name, String text) {
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setMaxAliasesForCollections(MAX_NODES);
    options.setAllowDuplicateKeys(false);
    try {
      Node root = new Yaml(options).compose(new StringReader(text));
      Building building = new Building(name);
      JsonNode read =
          root == null ? JsonNodeFactory.instance.objectNode() : building.value(root, 0);
      if (root != null) {
        building.tags(root, ImmutableList.of());
      }
      return new ComposeTree(read, ImmutableMap.copyOf(building.tags));
    } catch (YAMLException e) {
      throw ProblemException.input("not valid YAML", name, "correct the file", e);
    }
  }

  private static final class Building {
    private final String name;
    private final Map<ImmutableList<String>, String> tags = new LinkedHashMap<>();
    private int nodes;

    Building(String name) {
      this.name = name;
    }

    /** Of mappings in mappings; within a sequence the tags have no meaning. */
    void tags(Node node, ImmutableList<String> path) {
      String tag = node.getTag().getValue();
      if (tag.equals("!override") || tag.equals("!reset")) {
        tags.put(path, tag);
      }
      if (node instanceof MappingNode mapping && path.size() < MAX_DEPTH) {
        for (NodeTuple entry : mapping.getValue()) {
          if (entry.getKeyNode() instanceof ScalarNode key) {
            tags(
                entry.getValueNode(),
                ImmutableList.<String>builder().addAll(path).add(key.getValue()).build());
          }
        }
      }
    }

    private JsonNode value(Node node, int depth) {
      nodes++;
      if (depth > MAX_DEPTH || nodes > MAX_NODES) {
        throw ProblemException.input(
            "nested too deeply or too large with its aliases", name, "write it without aliases");
      }
      if (node instanceof MappingNode mapping) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        entries(mapping, object, depth);
        return object;
      }
      if (node instanceof SequenceNode sequence) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        sequence.getValue().forEach(item -> array.add(value(item, depth + 1)));
        return array;
      }
      return scalar((ScalarNode) node);
    }

    private static JsonNode scalar(ScalarNode scalar) {
      if (scalar.getTag().equals(Tag.NULL)) {
        return JsonNodeFactory.instance.textNode("");
      }
      boolean sixties = scalar.getTag().equals(Tag.INT) && scalar.getValue().indexOf(':') >= 0;
      return sixties
          ? JsonNodeFactory.instance.numberNode(0)
          : JsonNodeFactory.instance.textNode(scalar.getValue());
    }

    /** Own keys first: a merge adds only keys that are not there yet. */
    private void entries(MappingNode mapping, ObjectNode into, int depth) {
      for (NodeTuple entry : mapping.getValue()) {
        if (!isMerge(entry) && entry.getKeyNode() instanceof ScalarNode key) {
          into.putIfAbsent(key.getValue(), value(entry.getValueNode(), depth + 1));
        }
      }
      for (NodeTuple entry : mapping.getValue()) {
        if (isMerge(entry)) {
          merge(entry.getValueNode(), into, depth + 1);
        }
      }
    }

    private void merge(Node source, ObjectNode into, int depth) {
      JsonNode value = value(source, depth);
      if (value.isArray()) {
        value.forEach(item -> putAbsent(item, into));
      } else {
        putAbsent(value, into);
      }
    }

    private static void putAbsent(JsonNode from, ObjectNode into) {
      from.properties().forEach(entry -> into.putIfAbsent(entry.getKey(), entry.getValue()));
    }

    private static boolean isMerge(NodeTuple entry) {
      return entry.getKeyNode().getTag().equals(Tag.MERGE);
    }
  }
}
