package dev.netgen.generator.verify.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.verify.docker.Deployment.Mode;
import dev.netgen.generator.verify.docker.Deployment.Network;
import dev.netgen.generator.verify.docker.Deployment.Publication;
import dev.netgen.generator.verify.docker.Deployment.Service;
import dev.netgen.model.problem.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads from Compose files what decides who meets whom. */
final class DeploymentReader {
  private static final String DEFAULT = "default";
  private static final String BRIDGE = "com.docker.network.bridge.";
  private static final String NO_FORWARD = "net.ipv4.ip_forward";
  private static final ImmutableSet<String> KNOWN_OPTIONS =
      ImmutableSet.of(
          BRIDGE + "name",
          BRIDGE + "enable_icc",
          BRIDGE + "enable_ip_masquerade",
          BRIDGE + "host_binding_ipv4");
  private static final ImmutableSet<String> YES =
      ImmutableSet.of("true", "yes", "on", "y", "t", "1");

  private final String file;
  private final String project;
  private final JsonNode root;
  private final Map<String, Network> byKey = new TreeMap<>();
  private final Map<String, String> hostBinding = new TreeMap<>();

  /** A file. */
  record Source(String name, String text) {}

  private DeploymentReader(String file, String project, JsonNode root) {
    this.file = file;
    this.project = project;
    this.root = root;
  }

  /**
   * What the files say together, each laid over those before it.
   *
   * @param project the name Compose gives the project
   * @throws ProblemException of kind INPUT for what cannot be read, or what this does not model
   */
  static Deployment read(String project, List<Source> files) {
    JsonNode merged = MissingNode.getInstance();
    for (Source source : files) {
      ComposeTree tree = ComposeTree.read(source.name(), source.text());
      if (!tree.root().isObject()) {
        throw ProblemException.input(
            "not a Compose file", source.name(), "give a file with the section services");
      }
      merged = ComposeMerge.merged(merged, tree);
    }
    String name = files.get(files.size() - 1).name();
    return new DeploymentReader(name, merged.path("name").asText(project), merged).deployment();
  }

  private Deployment deployment() {
    if (!root.path("services").isObject()) {
      throw problem("no services", "give a whole Compose file");
    }
    if (root.has("include")) {
      throw problem("include is not followed", "give what 'docker compose config' prints");
    }
    Set<String> used = used();
    root.path("networks").properties().stream()
        .filter(e -> used.contains(e.getKey()))
        .forEach(e -> byKey.put(e.getKey(), network(e)));
    Map<String, Service> services = new TreeMap<>();
    root.path("services")
        .properties()
        .forEach(e -> services.put(e.getKey(), service(e.getKey(), e.getValue())));
    services.replaceAll((key, service) -> owned(service, services));
    Map<String, Network> byName = new TreeMap<>();
    byKey.values().forEach(network -> byName.merge(network.name(), network, this::same));
    return new Deployment(ImmutableMap.copyOf(services), ImmutableMap.copyOf(byName));
  }

  /** Networks that some service is on, which are those Compose makes; others may say anything. */
  private Set<String> used() {
    Set<String> used = new TreeSet<>();
    for (JsonNode service : root.path("services")) {
      JsonNode networks = ComposeMerge.mapping(service.path("networks"));
      networks.fieldNames().forEachRemaining(used::add);
      if (networks.isEmpty()) {
        used.add(DEFAULT);
      }
    }
    return used;
  }

  private Network same(Network one, Network other) {
    return one.internal() ? other : one;
  }

  private Service service(String name, JsonNode node) {
    if (node.has("extends")) {
      throw problem(
          "service " + name + " has extends, which is not followed",
          "give what 'docker-compose config' prints");
    }
    String mode = node.path("network_mode").asText("");
    Set<String> joined = new TreeSet<>();
    if (mode.isEmpty() || mode.equals("bridge") || isNetwork(mode)) {
      joined(name, node, mode).forEach(key -> joined.add(key));
    }
    return new Service(
        name,
        mode(mode),
        mode.startsWith("service:") || mode.startsWith("container:")
            ? mode.substring(mode.indexOf(':') + 1)
            : name,
        ImmutableSortedSet.copyOf(joined),
        published(node, joined),
        !isOff(ComposeMerge.mapping(node.path("sysctls")).path(NO_FORWARD)));
  }

  private static boolean isOff(JsonNode value) {
    return value.asText("").strip().equals("0");
  }

  private static boolean isNetwork(String mode) {
    return !mode.contains(":") && !mode.equals("host") && !mode.equals("none");
  }

  private static Mode mode(String word) {
    return switch (word) {
      case "host" -> Mode.HOST;
      case "none" -> Mode.NONE;
      default -> word.contains(":") ? Mode.SHARED : Mode.OWN;
    };
  }

  /** Names of the networks it joins; what the file does not declare is an engine's own. */
  private Set<String> joined(String service, JsonNode node, String mode) {
    if (!mode.isEmpty() && !mode.equals(DEFAULT)) {
      byKey.putIfAbsent(
          "network_mode: " + mode,
          new Network(mode, mode, false, true, true, true, false, Optional.empty()));
      return Set.of(mode);
    }
    Set<String> keys = new TreeSet<>();
    ComposeMerge.mapping(node.path("networks")).fieldNames().forEachRemaining(keys::add);
    if (keys.isEmpty()) {
      keys.add(DEFAULT);
      byKey.computeIfAbsent(DEFAULT, this::plain);
    }
    Set<String> names = new TreeSet<>();
    for (String key : keys) {
      if (key.equals(DEFAULT)) {
        byKey.computeIfAbsent(DEFAULT, this::plain);
      }
      Network network = byKey.get(key);
      if (network == null) {
        throw problem(
            "service " + service + " joins network " + key + ", which is not declared",
            "declare it in the section networks");
      }
      names.add(network.name());
    }
    return names;
  }

  private Network plain(String key) {
    return new Network(project + "_" + key, key, false, false, true, true, false, Optional.empty());
  }

  private ImmutableList<Publication> published(JsonNode node, Set<String> networks) {
    String binding =
        networks.stream().map(n -> hostBinding.getOrDefault(n, "")).reduce("", String::concat);
    return PublishedPorts.of(node.path("ports"), file).stream()
        .map(
            each ->
                each.bound().isEmpty() && !binding.isEmpty()
                    ? new Publication(binding, each.host(), each.container())
                    : each)
        .collect(ImmutableList.toImmutableList());
  }

  private Network network(Map.Entry<String, JsonNode> entry) {
    JsonNode node = entry.getValue();
    String key = entry.getKey();
    boolean external = node.path("external").isObject() || truth(node, "external", false);
    String given = node.path("external").path("name").asText(node.path("name").asText(""));
    String name = given.isEmpty() ? (external ? key : project + "_" + key) : given;
    String driver = node.path("driver").asText("");
    if (!external && !driver.isEmpty() && !driver.equals("bridge") && !driver.equals(DEFAULT)) {
      throw problem(
          "network " + key + " has driver " + driver, "only bridge networks are modelled");
    }
    JsonNode options = node.path("driver_opts");
    options.fieldNames().forEachRemaining(option -> known(key, option));
    String binding = options.path(BRIDGE + "host_binding_ipv4").asText("");
    if (!binding.isEmpty() && !binding.equals("0.0.0.0")) {
      hostBinding.put(name, binding);
    }
    return new Network(
        name,
        key,
        truth(node, "internal", false) && !external,
        external,
        truth(options, BRIDGE + "enable_icc", true),
        truth(options, BRIDGE + "enable_ip_masquerade", true),
        truth(node, "enable_ipv6", false),
        Optional.of(options.path(BRIDGE + "name").asText("")).filter(text -> !text.isEmpty()));
  }

  private void known(String network, String option) {
    if (option.startsWith(BRIDGE) && !KNOWN_OPTIONS.contains(option)) {
      throw problem(
          "network " + network + " has option " + option, "what it changes is not modelled");
    }
  }

  private boolean truth(JsonNode node, String key, boolean otherwise) {
    String word = node.path(key).asText("").strip().toLowerCase(Locale.ROOT);
    if (word.contains("$")) {
      throw problem(key + " is given by a variable", "write it out: isolation depends on it");
    }
    return (word.isEmpty() || node.path(key).isContainerNode()) ? otherwise : YES.contains(word);
  }

  /** Finds whose namespace is shared, through others that share. */
  private Service owned(Service service, Map<String, Service> all) {
    Service at = service;
    for (int steps = 0; at.mode() == Mode.SHARED; steps++) {
      Service next = all.get(at.owner());
      if (next == null) {
        next = byContainerName(at.owner(), all);
      }
      if (next == null || steps > all.size()) {
        throw problem(
            "service "
                + service.name()
                + " shares the namespace of "
                + service.owner()
                + ", which is not in the file",
            "give the file with it");
      }
      at = next;
    }
    return at.name().equals(service.name())
        ? service
        : new Service(
            service.name(),
            at.mode() == Mode.OWN ? Mode.SHARED : at.mode(),
            at.name(),
            service.networks(),
            service.published(),
            service.forwards());
  }

  private @Nullable Service byContainerName(String name, Map<String, Service> all) {
    for (Service each : all.values()) {
      String container = root.path("services").path(each.name()).path("container_name").asText("");
      if (container.equals(name)
          || name.equals(project + "_" + each.name() + "_1")
          || name.equals(project + "-" + each.name() + "-1")) {
        return each;
      }
    }
    return null;
  }

  private ProblemException problem(String what, String advice) {
    return ProblemException.input(what, file, advice);
  }
}
