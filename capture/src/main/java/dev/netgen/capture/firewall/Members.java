package dev.netgen.capture.firewall;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.capture.docker.DockerEngine;
import dev.netgen.capture.docker.DockerNetwork;
import dev.netgen.model.firewall.RuleSet;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The project's containers as the engine and the kernel show them. A container is verified when it
 * runs, its addresses and ports are read, and it is the same run of it that is still there after.
 */
final class Members {
  private static final String PROJECT = "com.docker.compose.project";
  private static final String SERVICE = "com.docker.compose.service";

  private final DockerEngine engine;
  private final RuleSet rules;
  private final Consumer<String> note;
  private final Map<String, DockerNetwork> networks = new TreeMap<>();
  private final Map<String, Member> verified = new LinkedHashMap<>();
  private final TreeSet<String> told = new TreeSet<>();

  Members(DockerEngine engine, RuleSet rules, Consumer<String> note) {
    this.engine = engine;
    this.rules = rules;
    this.note = note;
  }

  /** Takes everything anew. */
  void refresh() throws IOException {
    refreshNetworks();
    verified.clear();
    for (String id : running()) {
      verify(id);
    }
  }

  /** Forgets those that run no more, without an event; returns those that run and are unknown. */
  Set<String> audit() throws IOException {
    Set<String> running = running();
    verified.keySet().retainAll(running);
    running.removeAll(verified.keySet());
    return running;
  }

  private Set<String> running() throws IOException {
    ObjectNode filters = JsonNodeFactory.instance.objectNode();
    filters.putArray("label").add(PROJECT + "=" + rules.project());
    Set<String> ids = new LinkedHashSet<>();
    for (JsonNode each : engine.get("/containers/json?filters=" + DockerEngine.encode(filters))) {
      ids.add(each.path("Id").asText());
    }
    return ids;
  }

  /** Takes the engine's networks anew. */
  void refreshNetworks() throws IOException {
    networks.clear();
    for (JsonNode network : engine.get("/networks")) {
      DockerNetwork read = DockerNetwork.of(network);
      networks.put(read.id(), read);
    }
  }

  /** The container is in no set until this has found it to be what it seems. */
  void verify(String id) throws IOException {
    verified.remove(id);
    Optional<JsonNode> before = inspect(id);
    if (before.isEmpty() || !hasNetworks(before.get())) {
      return;
    }
    ImmutableMap<String, String> ports = Ports.of(before.get().path("State").path("Pid").asLong());
    Optional<JsonNode> after = inspect(id);
    if (after.isEmpty() || !run(before.get()).equals(run(after.get()))) {
      return;
    }
    String service = after.get().path("Config").path("Labels").path(SERVICE).asText();
    if (!rules.services().containsKey(service)) {
      tell(
          "container "
              + name(after.get())
              + " is of service "
              + service
              + ", which the rules do not know: closed");
      return;
    }
    Member member = new Member(id, service, places(after.get(), ports));
    for (Member rival : rivals(member)) {
      verified.remove(rival.id());
      verify(rival.id());
    }
    if (rivals(member).isEmpty()) {
      verified.put(id, member);
    } else {
      tell("container " + name(after.get()) + " has an address that another has: both closed");
      rivals(member).forEach(rival -> verified.remove(rival.id()));
    }
  }

  /** It is in no set from now on. */
  void forget(String id) {
    verified.remove(id);
  }

  /** All that are verified. */
  ImmutableList<Member> all() {
    return ImmutableList.copyOf(verified.values());
  }

  /** What the sets are to hold. */
  World world() {
    return new World(all(), foreign(), subnets());
  }

  private ImmutableSortedSet<String> foreign() {
    TreeSet<String> bridges = new TreeSet<>();
    bridges.add(RuleSet.DEFAULT_BRIDGE);
    networks.values().stream()
        .map(DockerNetwork::bridge)
        .filter(RuleSet::isInterface)
        .filter(bridge -> !rules.bridges().contains(bridge))
        .forEach(bridges::add);
    return ImmutableSortedSet.copyOf(bridges);
  }

  /** Every bridge of the engine. */
  ImmutableSortedSet<String> bridges() {
    return networks.values().stream()
        .map(DockerNetwork::bridge)
        .filter(bridge -> !bridge.isEmpty())
        .collect(ImmutableSortedSet.toImmutableSortedSet(String::compareTo));
  }

  /** The planned subnets, and those the governed networks have. */
  private ImmutableSortedSet<Cidr> subnets() {
    TreeSet<Cidr> ranges = new TreeSet<>(rules.subnets());
    networks.values().stream()
        .filter(network -> rules.bridges().contains(network.bridge()))
        .forEach(network -> ranges.addAll(network.ranges()));
    return ImmutableSortedSet.copyOf(ranges);
  }

  private ImmutableList<Member> rivals(Member member) {
    return verified.values().stream()
        .filter(other -> !other.id().equals(member.id()))
        .filter(
            other ->
                other.places().stream()
                    .anyMatch(
                        place ->
                            member.places().stream()
                                .anyMatch(p -> p.address().equals(place.address()))))
        .collect(ImmutableList.toImmutableList());
  }

  /** A running container of the project. */
  private Optional<JsonNode> inspect(String id) throws IOException {
    return engine
        .find("/containers/" + id + "/json")
        .filter(found -> found.path("State").path("Running").asBoolean())
        .filter(found -> found.path("State").path("Pid").asLong() > 0)
        .filter(
            found ->
                found.path("Config").path("Labels").path(PROJECT).asText().equals(rules.project()));
  }

  /** One in the namespace of another, of the host, or of nobody has no address to be told by. */
  private static boolean hasNetworks(JsonNode container) {
    String mode = container.path("HostConfig").path("NetworkMode").asText();
    return !mode.startsWith("container:") && !mode.equals("host") && !mode.equals("none");
  }

  /** What tells one run of a container, on these networks, from another. */
  private static String run(JsonNode container) {
    JsonNode state = container.path("State");
    return state.path("Pid").asText()
        + ' '
        + state.path("StartedAt").asText()
        + ' '
        + container.path("NetworkSettings").path("Networks");
  }

  private ImmutableList<Place> places(JsonNode container, ImmutableMap<String, String> ports)
      throws IOException {
    ImmutableList.Builder<Place> places = ImmutableList.builder();
    for (Map.Entry<String, JsonNode> each :
        container.path("NetworkSettings").path("Networks").properties()) {
      JsonNode endpoint = each.getValue();
      DockerNetwork network = network(endpoint.path("NetworkID").asText());
      if (network == null || network.driver().equals("null")) {
        continue;
      }
      if (!rules.bridges().contains(network.bridge())) {
        tell(
            "container "
                + name(container)
                + " is on network "
                + each.getKey()
                + ", which the rules do not govern: not isolated there");
        continue;
      }
      Optional<String> port =
          Optional.ofNullable(
              ports.get(endpoint.path("MacAddress").asText().toLowerCase(Locale.ROOT)));
      address(endpoint.path("IPAddress").asText())
          .ifPresent(address -> places.add(new Place(network.bridge(), address, port)));
      address(endpoint.path("GlobalIPv6Address").asText())
          .ifPresent(address -> places.add(new Place(network.bridge(), address, port)));
      if (port.isEmpty()) {
        tell("no port of " + network.bridge() + " is found for container " + name(container));
      }
    }
    return places.build();
  }

  private @Nullable DockerNetwork network(String id) throws IOException {
    if (!networks.containsKey(id)) {
      refreshNetworks();
    }
    return networks.get(id);
  }

  private static Optional<IpAddress> address(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(IpAddress.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String name(JsonNode container) {
    String name = container.path("Name").asText();
    return name.startsWith("/") ? name.substring(1) : name;
  }

  /** Once each. */
  private void tell(String line) {
    if (told.add(line)) {
      note.accept(line);
    }
  }

  /** Whether anything was told that leaves a container out. */
  boolean complete() {
    return told.isEmpty();
  }
}
