package dev.netgen.generator.docker.plan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.docker.Unconfined;
import dev.netgen.generator.docker.plan.Running.Attachment;
import dev.netgen.generator.docker.plan.Running.Container;
import dev.netgen.generator.docker.plan.Running.Network;
import dev.netgen.generator.docker.plan.Running.Published;
import dev.netgen.generator.target.GenerationRequest.Inspected;
import dev.netgen.model.format.Documents;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.Port;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads what {@code docker inspect} and {@code docker network inspect} print (Docker Engine API,
 * ContainerInspect and NetworkInspect), JSON arrays one after the other. Of one container or
 * network told twice the later holds.
 */
final class RunningReader {
  private static final int SHORT_ID = 12;
  private static final String BRIDGE = "com.docker.network.bridge.";

  /** What plans decide about themselves. */
  private static final ImmutableSet<String> PLANNED =
      ImmutableSet.of(
          BRIDGE + "name",
          BRIDGE + "enable_icc",
          BRIDGE + "enable_ip_masquerade",
          BRIDGE + "default_bridge");

  /** What networks have that were given nothing. */
  private static final ImmutableSetMultimap<String, String> USUAL =
      ImmutableSetMultimap.of(
          BRIDGE + "host_binding_ipv4", "0.0.0.0", "com.docker.network.driver.mtu", "1500");

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,252}");

  /** What stands in a line of a script, in quotes, and is a network's name or alias. */
  private static final Pattern PRINTABLE = Pattern.compile("[ -~]{1,253}");

  private static final ImmutableSet<String> MANAGED =
      ImmutableSet.of(
          "com.docker.compose.project",
          "com.docker.swarm.service.name",
          "com.docker.swarm.task.id",
          "io.kubernetes.pod.name");

  private final Map<String, Container> containers = new TreeMap<>();
  private final Map<String, Network> networks = new TreeMap<>();
  private String source = "";

  private RunningReader() {}

  static Running read(List<Inspected> dumps) {
    RunningReader reader = new RunningReader();
    dumps.forEach(reader::add);
    return new Running(
        ImmutableSortedMap.copyOf(reader.containers), ImmutableSortedMap.copyOf(reader.networks));
  }

  private void add(Inspected dump) {
    source = dump.name();
    ObjectMapper mapper = new ObjectMapper(Documents.jsonFactory());
    try (JsonParser parser = mapper.createParser(dump.text())) {
      while (parser.nextToken() != null) {
        JsonNode value = mapper.<JsonNode>readTree(parser);
        if (value.isArray()) {
          value.forEach(this::object);
        } else {
          object(value);
        }
      }
    } catch (IOException e) {
      throw ProblemException.input(
          "not valid JSON", source, "give what docker inspect and docker network inspect print", e);
    }
  }

  private void object(JsonNode node) {
    if (node.path("NetworkSettings").isObject() && node.path("Name").isTextual()) {
      Container container = container(node);
      containers.put(container.name(), container);
    } else if (node.path("IPAM").isObject() && node.path("Name").isTextual()) {
      Network network = network(node);
      networks.put(network.name(), network);
    } else {
      throw problem("neither a container nor a network");
    }
  }

  private ProblemException problem(String what) {
    return ProblemException.input(
        what, source, "give what docker inspect and docker network inspect print");
  }

  private String checked(Pattern pattern, String text, String of) {
    if (!pattern.matcher(text).matches()) {
      throw problem(of + " that no engine gives, or that cannot be written down");
    }
    return text;
  }

  private Container container(JsonNode node) {
    String slashed = node.path("Name").asText();
    String name =
        checked(
            NAME, slashed.startsWith("/") ? slashed.substring(1) : slashed, "a container's name");
    String id = node.path("Id").asText("");
    JsonNode host = node.path("HostConfig");
    JsonNode settings = node.path("NetworkSettings");
    TreeMap<String, Attachment> attached = new TreeMap<>();
    TreeSet<String> addresses = new TreeSet<>();
    for (Map.Entry<String, JsonNode> each : settings.path("Networks").properties()) {
      String network = checked(PRINTABLE, each.getKey(), "a network's name");
      attached.put(network, attachment(name, id, each.getValue()));
      addresses.add(each.getValue().path("IPAddress").asText(""));
      addresses.add(each.getValue().path("GlobalIPv6Address").asText(""));
    }
    addresses.remove("");
    JsonNode labels = node.path("Config").path("Labels");
    return new Container(
        name,
        id,
        node.path("State").path("Running").asBoolean(true),
        host.path("NetworkMode").asText("default"),
        MANAGED.stream().noneMatch(labels::has),
        ImmutableSortedMap.copyOf(attached),
        published(host.path("PortBindings"), settings.path("Ports")),
        !host.path("Links").isEmpty(),
        hosts(host.path("ExtraHosts")),
        ImmutableSortedSet.copyOf(addresses),
        !host.path("Sysctls").path("net.ipv4.ip_forward").asText("").strip().equals("0"),
        unconfined(host, node.path("Mounts")));
  }

  /** What it has that no network holds; recordings keep nothing of that. */
  private static Optional<String> unconfined(JsonNode host, JsonNode mounts) {
    List<String> capabilities = new ArrayList<>();
    host.path("CapAdd").forEach(each -> capabilities.add(each.asText("")));
    List<String> mounted = new ArrayList<>();
    host.path("Binds").forEach(each -> Unconfined.bound(each.asText("")).ifPresent(mounted::add));
    for (JsonNode each : mounts) {
      if (each.path("Type").asText("").equals("bind")) {
        mounted.add(each.path("Source").asText(""));
      }
    }
    return Unconfined.why(
        host.path("Privileged").asBoolean(false),
        host.path("PidMode").asText("").equals("host"),
        capabilities,
        mounted);
  }

  private Attachment attachment(String name, String id, JsonNode endpoint) {
    if (endpoint.path("GwPriority").asInt(0) != 0) {
      throw problem(
          "container "
              + name
              + " has a gateway priority, which decides its way out otherwise;"
              + " take it off");
    }
    TreeSet<String> aliases = new TreeSet<>();
    endpoint
        .path("Aliases")
        .forEach(each -> aliases.add(checked(PRINTABLE, each.asText(""), "an alias")));
    aliases.remove(name);
    aliases.remove(id.substring(0, Math.min(SHORT_ID, id.length())));
    TreeSet<String> links = new TreeSet<>();
    endpoint
        .path("Links")
        .forEach(each -> links.add(checked(PRINTABLE, each.asText(""), "a link")));
    ImmutableList.Builder<String> fixed = ImmutableList.builder();
    JsonNode given = endpoint.path("IPAMConfig");
    fixed(given, "IPv4Address").ifPresent(address -> fixed.add("--ip=" + address));
    fixed(given, "IPv6Address").ifPresent(address -> fixed.add("--ip6=" + address));
    return new Attachment(
        ImmutableSortedSet.copyOf(aliases), ImmutableSortedSet.copyOf(links), fixed.build());
  }

  private Optional<String> fixed(JsonNode given, String field) {
    String text = given.path(field).asText("");
    return text.isEmpty() || text.equals("null")
        ? Optional.empty()
        : Optional.of(checked(PRINTABLE, text, "an address"));
  }

  private static ImmutableSortedSet<String> hosts(JsonNode list) {
    TreeSet<String> addresses = new TreeSet<>();
    for (JsonNode each : list) {
      String text = each.asText("");
      addresses.add(text.substring(Math.max(text.indexOf(':'), text.indexOf('=')) + 1));
    }
    return ImmutableSortedSet.copyOf(addresses);
  }

  private ImmutableSortedMap<Port, Published> published(JsonNode wanted, JsonNode now) {
    TreeMap<Port, Published> ports = new TreeMap<>();
    for (JsonNode bindings : List.of(now, wanted)) {
      for (Map.Entry<String, JsonNode> each : bindings.properties()) {
        if (!each.getValue().isEmpty()) {
          Port port = port(each.getKey());
          boolean chosen = isChosen(wanted.path(each.getKey()));
          boolean free = isFree(wanted.path(each.getKey()));
          ports.put(port, new Published(port, chosen, free));
        }
      }
    }
    return ImmutableSortedMap.copyOf(ports);
  }

  private static boolean isChosen(JsonNode bindings) {
    for (JsonNode each : bindings) {
      String host = each.path("HostPort").asText("");
      if (host.isEmpty() || host.equals("0")) {
        return true;
      }
    }
    return bindings.isEmpty();
  }

  private static boolean isFree(JsonNode bindings) {
    for (JsonNode each : bindings) {
      if (each.path("HostIp").asText("").isEmpty()) {
        return true;
      }
    }
    return bindings.isEmpty();
  }

  private Port port(String text) {
    try {
      return Port.parse(text);
    } catch (IllegalArgumentException e) {
      throw problem("a published port that is none");
    }
  }

  private Network network(JsonNode node) {
    String name = checked(PRINTABLE, node.path("Name").asText(""), "a network's name");
    JsonNode options = node.path("Options");
    ImmutableList.Builder<Cidr> subnets = ImmutableList.builder();
    for (JsonNode each : node.path("IPAM").path("Config")) {
      try {
        subnets.add(Cidr.parse(each.path("Subnet").asText("")));
      } catch (IllegalArgumentException e) {
        throw problem("network " + name + " has a subnet that is none");
      }
    }
    return new Network(
        name,
        node.path("Driver").asText(""),
        options.path(BRIDGE + "default_bridge").asText("").equals("true") || name.equals("bridge"),
        node.path("Internal").asBoolean(false),
        node.path("EnableIPv6").asBoolean(false),
        !options.path(BRIDGE + "enable_ip_masquerade").asText("true").equals("false"),
        Optional.of(options.path(BRIDGE + "name").asText("")).filter(text -> !text.isEmpty()),
        further(options),
        subnets.build());
  }

  /** Options that planned networks have not, or not as this one. */
  private ImmutableSortedMap<String, String> further(JsonNode options) {
    ImmutableSortedMap.Builder<String, String> further = ImmutableSortedMap.naturalOrder();
    for (Map.Entry<String, JsonNode> each : options.properties()) {
      String value = each.getValue().asText("");
      boolean usual = USUAL.containsEntry(each.getKey(), value);
      if (!PLANNED.contains(each.getKey()) && !usual) {
        further.put(checked(PRINTABLE, each.getKey(), "an option"), value);
      }
    }
    return further.buildOrThrow();
  }
}
