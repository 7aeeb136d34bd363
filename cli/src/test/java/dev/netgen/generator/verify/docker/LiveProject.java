package dev.netgen.generator.verify.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Compose project's running containers and networks as the engine tells of them.
 *
 * @param containers sorted by name
 * @param gateways the host's addresses by network
 * @param bridges the host's interfaces by network
 */
record LiveProject(
    ImmutableList<Container> containers,
    ImmutableSortedMap<String, ImmutableList<String>> gateways,
    ImmutableSortedMap<String, String> bridges) {
  private static final Pattern ADDRESS = Pattern.compile("inet6? ([0-9a-f.:]+)/");

  /**
   * A container.
   *
   * @param space its network namespace's name for the prober
   * @param pid of a process in that namespace
   * @param addresses by network
   */
  record Container(
      String name,
      String service,
      String space,
      long pid,
      ImmutableSortedMap<String, ImmutableList<String>> addresses) {

    /** Whether it is in the host's own network namespace. */
    boolean onHost() {
      return space.equals(HOST);
    }
  }

  /** The host's network namespace. */
  static final String HOST = "host";

  /** Looks. */
  static LiveProject of(LiveEngine engine, String project)
      throws IOException, InterruptedException {
    List<String> ids =
        engine.list(
            "docker", "ps", "-q", "--filter", "label=com.docker.compose.project=" + project);
    List<Container> containers = new ArrayList<>();
    Map<String, String> names = new TreeMap<>();
    List<JsonNode> inspected = engine.inspect("container", ids);
    inspected.forEach(c -> names.put(c.path("Id").asText(), c.path("Name").asText().substring(1)));
    for (JsonNode each : inspected) {
      containers.add(container(each, names));
    }
    containers.sort(Comparator.comparing(Container::name));
    TreeSet<String> networks = new TreeSet<>();
    containers.forEach(each -> networks.addAll(each.addresses().keySet()));
    ImmutableSortedMap.Builder<String, String> bridges = ImmutableSortedMap.naturalOrder();
    ImmutableSortedMap.Builder<String, ImmutableList<String>> gateways =
        ImmutableSortedMap.naturalOrder();
    for (JsonNode network : engine.inspect("network", List.copyOf(networks))) {
      String bridge = bridge(network);
      bridges.put(network.path("Name").asText(), bridge);
      gateways.put(network.path("Name").asText(), addresses(engine, bridge));
    }
    return new LiveProject(
        ImmutableList.copyOf(containers), gateways.buildOrThrow(), bridges.buildOrThrow());
  }

  private static Container container(JsonNode node, Map<String, String> names) {
    String name = node.path("Name").asText().substring(1);
    String mode = node.path("HostConfig").path("NetworkMode").asText();
    String space = name;
    if (mode.equals("host")) {
      space = HOST;
    } else if (mode.startsWith("container:")) {
      space = names.get(mode.substring("container:".length()));
    }
    ImmutableSortedMap.Builder<String, ImmutableList<String>> addresses =
        ImmutableSortedMap.naturalOrder();
    node.path("NetworkSettings")
        .path("Networks")
        .properties()
        .forEach(
            e -> {
              ImmutableList.Builder<String> own = ImmutableList.builder();
              for (String field : List.of("IPAddress", "GlobalIPv6Address")) {
                String address = e.getValue().path(field).asText("");
                if (!address.isEmpty()) {
                  own.add(address);
                }
              }
              if (!own.build().isEmpty()) {
                addresses.put(e.getKey(), own.build());
              }
            });
    return new Container(
        name,
        node.path("Config").path("Labels").path("com.docker.compose.service").asText(),
        String.valueOf(space),
        node.path("State").path("Pid").asLong(),
        addresses.buildOrThrow());
  }

  private static ImmutableList<String> addresses(LiveEngine engine, String bridge)
      throws IOException, InterruptedException {
    Matcher matcher =
        ADDRESS.matcher(engine.onHost("ip", "addr", "show", "dev", bridge, "scope", "global"));
    ImmutableList.Builder<String> own = ImmutableList.builder();
    while (matcher.find()) {
      own.add(matcher.group(1));
    }
    return own.build();
  }

  private static String bridge(JsonNode network) {
    String ofEngine =
        network.path("Name").asText().equals("bridge")
            ? "docker0"
            : "br-" + network.path("Id").asText().substring(0, 12);
    return network.path("Options").path("com.docker.network.bridge.name").asText(ofEngine);
  }
}
