package dev.netgen.capture.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.capture.host.RouteList;
import dev.netgen.capture.strip.DockerStripping;
import dev.netgen.model.net.Port;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The containers and networks that concern one Compose project, as last inspected, already stripped
 * of secrets: the project's networks and those its containers are attached to, the project's
 * containers and all others attached to those networks.
 */
public final class ProjectView {
  private static final String PROJECT_LABEL = "com.docker.compose.project";

  private final DockerEngine engine;
  private final String project;
  private final Map<String, JsonNode> containers = new TreeMap<>();
  private final Map<String, JsonNode> networks = new TreeMap<>();
  private final Set<String> otherProjects = new TreeSet<>();

  /** Of this project; empty until {@link #refresh}. */
  public ProjectView(DockerEngine engine, String project) {
    this.engine = engine;
    this.project = project;
  }

  /** Inspects everything anew. */
  public void refresh() throws IOException {
    Map<String, JsonNode> listed = new TreeMap<>();
    for (JsonNode container : engine.get("/containers/json?all=1")) {
      listed.put(container.path("Id").asText(), container);
    }
    Set<String> wantedNetworks = wantedNetworks(listed);
    networks.keySet().retainAll(wantedNetworks);
    for (String id : wantedNetworks) {
      inspectNetwork(id);
    }
    Set<String> wanted = new HashSet<>();
    listed.forEach(
        (id, container) -> {
          if (isOfProject(container.path("Labels")) || isAttached(container)) {
            wanted.add(id);
          }
        });
    containers.keySet().retainAll(wanted);
    for (String id : wanted) {
      inspectContainer(id);
    }
  }

  private Set<String> wantedNetworks(Map<String, JsonNode> listed) throws IOException {
    Set<String> attached = new HashSet<>();
    for (JsonNode container : listed.values()) {
      if (isOfProject(container.path("Labels"))) {
        container
            .path("NetworkSettings")
            .path("Networks")
            .properties()
            .forEach(entry -> attached.add(entry.getKey()));
      } else {
        String other = container.path("Labels").path(PROJECT_LABEL).asText();
        if (!other.isEmpty()) {
          otherProjects.add(other);
        }
      }
    }
    Set<String> wanted = new TreeSet<>();
    for (JsonNode network : engine.get("/networks")) {
      boolean concerns =
          isOfProject(network.path("Labels")) || attached.contains(network.path("Name").asText());
      if (concerns && !DockerNetwork.of(network).isNothing()) {
        wanted.add(network.path("Id").asText());
      }
    }
    return wanted;
  }

  private boolean isOfProject(JsonNode labels) {
    return labels.path(PROJECT_LABEL).asText().equals(project);
  }

  /** Whether a container, listed or inspected, is attached to a network that concerns us. */
  private boolean isAttached(JsonNode container) {
    return container.path("NetworkSettings").path("Networks").properties().stream()
        .anyMatch(
            entry ->
                networks.containsKey(entry.getValue().path("NetworkID").asText())
                    || networks.values().stream()
                        .anyMatch(network -> network.path("Name").asText().equals(entry.getKey())));
  }

  /** Brings one network up to date; whether it concerns the project. */
  public boolean inspectNetwork(String id) throws IOException {
    Optional<JsonNode> found = engine.find("/networks/" + id);
    if (found.isEmpty()) {
      networks.remove(id);
      return false;
    }
    return takeNetwork(id, found.get());
  }

  /** Takes one network as it was inspected elsewhere; whether it concerns the project. */
  public boolean takeNetwork(String id, JsonNode network) {
    if (DockerNetwork.of(network).isNothing()) {
      networks.remove(id);
      return false;
    }
    if (!networks.containsKey(id) && !concerns(network)) {
      return false;
    }
    networks.put(id, DockerStripping.networks(network));
    return true;
  }

  private boolean concerns(JsonNode network) {
    if (isOfProject(network.path("Labels"))) {
      return true;
    }
    String name = network.path("Name").asText();
    return network.path("Containers").properties().stream()
            .anyMatch(entry -> isProjectContainer(entry.getKey()))
        || containers.values().stream()
            .filter(container -> isOfProject(container.path("Config").path("Labels")))
            .anyMatch(c -> c.path("NetworkSettings").path("Networks").has(name));
  }

  private boolean isProjectContainer(String id) {
    JsonNode known = containers.get(id);
    return known != null && isOfProject(known.path("Config").path("Labels"));
  }

  /** Brings one container up to date; whether it concerns the project. */
  public boolean inspectContainer(String id) throws IOException {
    Optional<JsonNode> found = engine.find("/containers/" + id + "/json");
    boolean concerns =
        found.isPresent()
            && (isOfProject(found.get().path("Config").path("Labels")) || isAttached(found.get()));
    if (concerns) {
      containers.put(id, DockerStripping.containers(found.get()));
    } else {
      containers.remove(id);
    }
    return concerns;
  }

  /** Networks that concern the project, by name. */
  public ImmutableList<DockerNetwork> networks() {
    return networks.values().stream()
        .map(DockerNetwork::of)
        .sorted((a, b) -> a.name().compareTo(b.name()))
        .collect(ImmutableList.toImmutableList());
  }

  /** The host's ports that containers have published, or will when they run. */
  public ImmutableSortedSet<Port> publishedPorts() {
    TreeSet<Port> ports = new TreeSet<>();
    for (JsonNode container : containers.values()) {
      PublishedPorts.add(container.path("NetworkSettings").path("Ports"), ports);
      PublishedPorts.add(container.path("HostConfig").path("PortBindings"), ports);
    }
    return ImmutableSortedSet.copyOf(ports);
  }

  /** The subnets of all networks the engine has, whosever they are, as it tells them now. */
  public ImmutableList<RouteList.Entry> allRanges() throws IOException {
    ImmutableList.Builder<RouteList.Entry> ranges = ImmutableList.builder();
    for (JsonNode each : engine.get("/networks")) {
      DockerNetwork network = DockerNetwork.of(each);
      network
          .ranges()
          .forEach(
              range -> ranges.add(new RouteList.Entry(range, network.bridge(), network.name())));
    }
    return ranges.build();
  }

  /** Whether nothing of the project exists. */
  public boolean isEmpty() {
    return networks.isEmpty() && containers.isEmpty();
  }

  /** Other projects the engine has containers of. */
  public ImmutableSortedSet<String> otherProjects() {
    return ImmutableSortedSet.copyOf(otherProjects);
  }

  /** As {@code docker inspect} prints them, stripped, by id. */
  public JsonNode containersJson() {
    return array(containers);
  }

  /** As {@code docker network inspect} prints them, stripped, by id. */
  public JsonNode networksJson() {
    return array(networks);
  }

  private static ArrayNode array(Map<String, JsonNode> values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    values.values().forEach(array::add);
    return array;
  }
}
