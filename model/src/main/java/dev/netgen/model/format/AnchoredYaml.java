package dev.netgen.model.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One YAML document with anchors: an alias is what its anchor named (YAML 1.2 section 7.1), and
 * {@code <<} stands for the fields of the mappings it names, where the mapping itself has none of
 * that name (the merge key of YAML 1.1). How much they stand for altogether is bounded.
 */
final class AnchoredYaml {
  private static final int MOST_ALIASES = 10_000;
  private static final int MOST_NODES = 1_000_000;
  private static final int DEEPEST = 200;

  private final ObjectMapper scalars;
  private int nodes;
  private int depth;

  private AnchoredYaml(ObjectMapper scalars) {
    this.scalars = scalars;
  }

  /** Whether a text may hold an anchor and an alias. */
  static boolean mayBe(String text) {
    return text.indexOf('&') >= 0 && text.indexOf('*') >= 0;
  }

  /**
   * The document; missing where there is none.
   *
   * @param scalars tells numbers and the like from texts
   * @param options the bounds, which are changed
   * @throws MarkedYAMLException where the text is no YAML or exceeds the bounds
   */
  static JsonNode read(ObjectMapper scalars, LoaderOptions options, String text)
      throws JsonProcessingException {
    options.setMaxAliasesForCollections(MOST_ALIASES);
    Node root = new Yaml(options).compose(new StringReader(text));
    return root == null ? MissingNode.getInstance() : new AnchoredYaml(scalars).value(root);
  }

  private JsonNode value(Node node) throws JsonProcessingException {
    nodes++;
    depth++;
    if (nodes > MOST_NODES || depth > DEEPEST) {
      throw new Refused("aliases stand for too much", node.getStartMark());
    }
    JsonNode value = node instanceof MappingNode mapping ? object(mapping) : other(node);
    depth--;
    return value;
  }

  private JsonNode other(Node node) throws JsonProcessingException {
    if (node instanceof SequenceNode sequence) {
      return array(sequence);
    }
    if (node instanceof ScalarNode scalar) {
      return scalar(scalar);
    }
    throw new Refused("neither scalar nor collection", node.getStartMark());
  }

  private JsonNode scalar(ScalarNode node) throws JsonProcessingException {
    if (node.getTag().equals(Tag.NULL)) {
      return NullNode.getInstance(); // also where nothing is written
    }
    boolean text = node.getScalarStyle() != ScalarStyle.PLAIN || node.getTag().equals(Tag.STR);
    return text ? TextNode.valueOf(node.getValue()) : scalars.readTree(node.getValue());
  }

  private ArrayNode array(SequenceNode node) throws JsonProcessingException {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Node each : node.getValue()) {
      array.add(value(each));
    }
    return array;
  }

  private ObjectNode object(MappingNode node) throws JsonProcessingException {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    List<JsonNode> merged = new ArrayList<>();
    for (NodeTuple field : node.getValue()) {
      if (!(field.getKeyNode() instanceof ScalarNode key)) {
        throw new Refused("a key that is no scalar", field.getKeyNode().getStartMark());
      }
      JsonNode value = value(field.getValueNode());
      if (key.getTag().equals(Tag.MERGE) && value.isContainerNode()) {
        merged.add(value);
      } else if (object.putIfAbsent(key.getValue(), value) != null) {
        throw new Refused("a key twice", key.getStartMark());
      }
    }
    merged.forEach(from -> merge(object, from));
    return object;
  }

  /** The first of several mappings that has a field gives it. */
  private static void merge(ObjectNode object, JsonNode from) {
    if (from.isArray()) {
      from.forEach(each -> merge(object, each));
      return;
    }
    for (Map.Entry<String, JsonNode> field : from.properties()) {
      object.putIfAbsent(field.getKey(), field.getValue());
    }
  }

  /** A document that is YAML and still not taken. */
  private static final class Refused extends MarkedYAMLException {
    private static final long serialVersionUID = 1L;

    Refused(String problem, Mark at) {
      super(null, null, problem, at);
    }
  }
}
