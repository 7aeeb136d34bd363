package dev.netgen.generator.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import dev.netgen.model.problem.ProblemException;
import java.io.StringReader;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads from a Compose file what decides who meets whom. */
final class ComposeReader {
  private static final String DEFAULT = "default";

  private ComposeReader() {}

  /** The topology of a whole file: a service without networks joins the default one. */
  static ComposeTopology complete(String name, String text) {
    return read(name, text, true);
  }

  /** What an override or a fragment says by itself. */
  static ComposeTopology fragment(String name, String text) {
    return read(name, text, false);
  }

  private static ComposeTopology read(String name, String text, boolean joinDefault) {
    JsonNode root = ComposeTree.read(name, text);
    Map<String, ComposeTopology.Service> services = new TreeMap<>();
    root.path("services")
        .properties()
        .forEach(
            e -> {
              boolean says = e.getValue().has("networks");
              if (says || joinDefault) {
                services.put(e.getKey(), service(e.getValue(), name));
              }
            });
    Map<String, ComposeTopology.Network> networks = new TreeMap<>();
    root.path("networks")
        .properties()
        .forEach(e -> networks.put(e.getKey(), network(e.getKey(), e.getValue())));
    return new ComposeTopology(ImmutableSortedMap.copyOf(services), ImmutableMap.copyOf(networks));
  }

  private static ComposeTopology.Service service(JsonNode node, String name) {
    JsonNode networks = node.path("networks");
    Set<String> joined = new TreeSet<>();
    if (networks.isArray()) {
      networks.forEach(n -> joined.add(n.asText()));
    } else {
      networks.fieldNames().forEachRemaining(joined::add);
    }
    String mode = node.path("network_mode").asText("");
    boolean foreign = !mode.isEmpty() && !mode.equals("none");
    if (joined.isEmpty() && mode.isEmpty()) {
      joined.add(DEFAULT);
    }
    Set<Port> published = new TreeSet<>();
    for (JsonNode port : node.path("ports")) {
      publish(port, published, name);
    }
    return new ComposeTopology.Service(
        ImmutableSortedSet.copyOf(joined), ImmutableSortedSet.copyOf(published), foreign);
  }

  private static ComposeTopology.Network network(String key, JsonNode node) {
    JsonNode external = node.path("external");
    boolean isExternal = external.asBoolean(false) || external.isObject();
    String icc =
        node.path("driver_opts").path("com.docker.network.bridge.enable_icc").asText("true");
    return new ComposeTopology.Network(
        node.path("name").asText(key),
        node.path("internal").asBoolean(false),
        isExternal,
        !icc.equals("false"));
  }

  /** Short form {@code [[ip:]host:]container[/transport]}, ranges included, or the long form. */
  private static void publish(JsonNode node, Set<Port> published, String name) {
    if (node.isNumber()) {
      throw ProblemException.input(
          "unquoted ports that YAML 1.1 reads as one number of base 60",
          name,
          "put each entry of ports in quotes");
    }
    if (node.isObject()) {
      addRange(node.path("target").asText(), node.path("protocol").asText(), published, name);
      return;
    }
    String text = node.asText();
    int slash = text.indexOf('/');
    String protocol = slash < 0 ? "" : text.substring(slash + 1);
    String ports = slash < 0 ? text : text.substring(0, slash);
    addRange(ports.substring(ports.lastIndexOf(':') + 1), protocol, published, name);
  }

  private static void addRange(String text, String protocol, Set<Port> published, String name) {
    String[] ends = text.split("-", 2);
    try {
      Transport transport = protocol.isEmpty() ? Transport.TCP : Transport.parse(protocol);
      int first = Port.parse(ends[0]).number();
      int last = Port.parse(ends[ends.length - 1]).number();
      for (int number = first; number <= last; number++) {
        published.add(new Port(number, transport));
      }
    } catch (IllegalArgumentException e) {
      throw ProblemException.input(
          "published port that is no number and transport",
          name,
          "write the container's port as a number instead of a variable, like 8080:80/tcp",
          e);
    }
  }

  /** Services whose networks an override replaces instead of adding to them. */
  static Set<String> replacedNetworks(String text) {
    Set<String> replaced = new TreeSet<>();
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(20);
    Node root = new Yaml(options).compose(new StringReader(text));
    for (NodeTuple section : tuples(root)) {
      if (key(section).equals("services")) {
        for (NodeTuple service : tuples(section.getValueNode())) {
          for (NodeTuple field : tuples(service.getValueNode())) {
            String tag = field.getValueNode().getTag().getValue();
            if (key(field).equals("networks") && tag.equals("!override")) {
              replaced.add(key(service));
            }
          }
        }
      }
    }
    return replaced;
  }

  private static Iterable<NodeTuple> tuples(Node node) {
    return node instanceof MappingNode mapping ? mapping.getValue() : Set.of();
  }

  private static String key(NodeTuple tuple) {
    return tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
  }
}
