package dev.netgen.generator.verify.docker;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.verify.docker.Deployment.Mode;
import dev.netgen.generator.verify.docker.Deployment.Network;
import dev.netgen.generator.verify.docker.Deployment.Publication;
import dev.netgen.model.format.Documents;
import dev.netgen.model.net.Port;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What an engine had before a plan, read from what {@code docker inspect} prints. */
final class EngineDump {
  private static final int SHORT_ID = 12;
  private static final String BRIDGE = "com.docker.network.bridge.";

  private final Map<String, JsonNode> containers = new TreeMap<>();
  private final Map<String, JsonNode> networks = new TreeMap<>();

  private EngineDump() {}

  /** Reads JSON values, one after the other; lists count for what they hold. */
  static EngineDump read(List<DockerEvaluation.File> files) {
    EngineDump dump = new EngineDump();
    ObjectMapper mapper = new ObjectMapper(Documents.jsonFactory());
    for (DockerEvaluation.File file : files) {
      try (JsonParser parser = mapper.createParser(file.text())) {
        while (parser.nextToken() != null) {
          JsonNode value = mapper.<JsonNode>readTree(parser);
          Iterable<JsonNode> objects = value.isArray() ? value : List.of(value);
          objects.forEach(dump::add);
        }
      } catch (IOException e) {
        throw ProblemException.input(
            "not valid JSON", file.name(), "give what docker inspect prints", e);
      }
    }
    return dump;
  }

  private void add(JsonNode object) {
    String name = object.path("Name").asText("");
    if (object.has("NetworkSettings")) {
      containers.put(name.startsWith("/") ? name.substring(1) : name, object);
    } else {
      networks.put(name, object);
    }
  }

  Set<String> containers() {
    return containers.keySet();
  }

  private JsonNode container(String name) {
    JsonNode found = containers.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no container " + name);
    }
    return found;
  }

  /** Whether somebody else manages it. */
  boolean isManaged(String container) {
    JsonNode labels = container(container).path("Config").path("Labels");
    return labels.has("com.docker.compose.project")
        || labels.has("com.docker.swarm.service.name")
        || labels.has("com.docker.swarm.task.id")
        || labels.has("io.kubernetes.pod.name");
  }

  /** The networks a container is on, each with the names it is known by there. */
  Map<String, Set<String>> names(String container) {
    Map<String, Set<String>> names = new TreeMap<>();
    for (Map.Entry<String, JsonNode> each : attached(container)) {
      Set<String> known = new LinkedHashSet<>(List.of(container));
      each.getValue().path("Aliases").forEach(alias -> known.add(alias.asText()));
      names.put(each.getKey(), known);
    }
    return names;
  }

  /** The beginning of its id, by which engines make it known too. */
  String shortId(String container) {
    String id = container(container).path("Id").asText("");
    return id.substring(0, Math.min(SHORT_ID, id.length()));
  }

  /** What a container alone calls others on a network, {@code other:name}. */
  List<String> links(String container, String network) {
    List<String> links = new ArrayList<>();
    container(container)
        .path("NetworkSettings")
        .path("Networks")
        .path(network)
        .path("Links")
        .forEach(link -> links.add(link.asText()));
    return links;
  }

  private Iterable<Map.Entry<String, JsonNode>> attached(String container) {
    return container(container).path("NetworkSettings").path("Networks").properties();
  }

  /** The container that a text names, by name or by the beginning of its id. */
  Optional<String> named(String text) {
    if (containers.containsKey(text)) {
      return Optional.of(text);
    }
    return containers.entrySet().stream()
        .filter(each -> !text.isEmpty() && each.getValue().path("Id").asText("").startsWith(text))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Whether names are known on a network: not on the engine's own bridge. */
  boolean knowsNames(String network) {
    return !network.equals("bridge");
  }

  /** A container on these networks. */
  Deployment.Service service(String name, Set<String> on) {
    String mode = container(name).path("HostConfig").path("NetworkMode").asText("");
    boolean shares = mode.startsWith("container:");
    String owner = name;
    if (shares) {
      String target = mode.substring("container:".length());
      owner = named(target).orElse(name);
    }
    boolean unknown = shares && owner.equals(name);
    return new Deployment.Service(
        name,
        unknown ? Mode.NONE : mode(mode),
        owner,
        ImmutableSortedSet.copyOf(on),
        published(name),
        !container(name)
            .path("HostConfig")
            .path("Sysctls")
            .path("net.ipv4.ip_forward")
            .asText("")
            .equals("0"));
  }

  private static Mode mode(String word) {
    return switch (word) {
      case "host" -> Mode.HOST;
      case "none" -> Mode.NONE;
      default -> word.startsWith("container:") ? Mode.SHARED : Mode.OWN;
    };
  }

  private ImmutableList<Publication> published(String name) {
    JsonNode now = container(name).path("NetworkSettings").path("Ports");
    JsonNode wanted = container(name).path("HostConfig").path("PortBindings");
    Set<Publication> all = new LinkedHashSet<>();
    Set<String> ports = new TreeSet<>();
    now.fieldNames().forEachRemaining(ports::add);
    wanted.fieldNames().forEachRemaining(ports::add);
    for (String port : ports) {
      JsonNode bindings = now.path(port).isEmpty() ? wanted.path(port) : now.path(port);
      for (JsonNode each : bindings) {
        String bound = each.path("HostIp").asText("");
        boolean any = bound.equals("0.0.0.0") || bound.equals("::");
        all.add(
            new Publication(any ? "" : bound, each.path("HostPort").asInt(0), Port.parse(port)));
      }
    }
    return ImmutableList.copyOf(all);
  }

  /** A network that was there. */
  Network network(String name) {
    JsonNode node = networks.get(name);
    if (node == null) {
      return new Network(name, name, false, true, true, true, false, Optional.empty());
    }
    JsonNode options = node.path("Options");
    return new Network(
        name,
        name,
        node.path("Internal").asBoolean(false),
        false,
        !options.path(BRIDGE + "enable_icc").asText("").equals("false"),
        !options.path(BRIDGE + "enable_ip_masquerade").asText("").equals("false"),
        node.path("EnableIPv6").asBoolean(false),
        Optional.of(options.path(BRIDGE + "name").asText("")).filter(text -> !text.isEmpty()));
  }
}
