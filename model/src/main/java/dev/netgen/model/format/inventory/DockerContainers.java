package dev.netgen.model.format.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.format.Fields;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.inventory.Backend;
import dev.netgen.model.inventory.Forward;
import dev.netgen.model.inventory.InventoryBuilder;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Containers of {@code docker inspect} over a timeline of snapshots (Docker Engine API, {@code
 * ContainerInspect}): an address is held from the container's start, or from the first snapshot
 * that shows it, until the container's end, or the first snapshot that no longer does.
 */
final class DockerContainers implements InventoryFormat {
  private static final Shape SHAPE =
      Shape.of(
          """
          Id Name
          State { StartedAt FinishedAt }
          Config { Labels { * } }
          HostConfig { NetworkMode PortBindings { * { HostIp HostPort } } }
          NetworkSettings {
            Ports { * { HostIp HostPort } }
            Networks { * { IPAddress GlobalIPv6Address } }
          }
          """);

  /** One container's hold of one address. */
  private record Hold(String container, IpAddress address) {}

  private record Since(PeerId owner, String name, Instant from) {}

  private final Map<PeerId, Peer> peers = new TreeMap<>();
  private final Map<String, PeerId> owners = new HashMap<>();
  private final Map<String, PeerId> ownersByName = new HashMap<>();
  private final Map<Hold, Since> open = new HashMap<>();
  private final Set<AddressClaim> claims = new TreeSet<>();
  private final Set<Forward> forwards = new TreeSet<>();
  private final Set<Hold> everHeld = new HashSet<>();
  private final Set<String> seenRuns = new HashSet<>();
  private final Map<String, Long> unused = new TreeMap<>();

  private Set<Hold> present = new HashSet<>();
  private Map<String, Instant> ended = new HashMap<>();

  @Override
  public String label() {
    return "docker inspect";
  }

  @Override
  public String snapshots() {
    return "docker-containers";
  }

  @Override
  public Shape shape() {
    return SHAPE;
  }

  @Override
  public boolean recognises(Fields object) {
    return object.node().has("NetworkSettings");
  }

  @Override
  public void begin(Source source) {
    present = new HashSet<>();
    ended = new HashMap<>();
  }

  @Override
  public void add(Fields object, Source source) {
    container(object, source.since(), present, ended);
  }

  @Override
  public void end(Source source, boolean complete) {
    if (complete) {
      close(present, ended, source.since());
    }
  }

  private void container(
      Fields fields, Instant time, Set<Hold> present, Map<String, Instant> ended) {
    String id = fields.text("Id");
    String name = fields.text("Name");
    name = name.startsWith("/") ? name.substring(1) : name;
    PeerId owner = owner(fields, name);
    owners.put(id, owner);
    ownersByName.put(name, owner);
    Fields settings = fields.object("NetworkSettings");
    Fields networks = settings.object("Networks");
    describe(owner, fields, settings, networks);
    Fields state = fields.object("State");
    Optional<Instant> started = instant(state, "StartedAt");
    instant(state, "FinishedAt")
        .filter(end -> started.map(end::isAfter).orElse(false))
        .ifPresent(end -> ended.put(id, end));
    boolean first = seenRuns.add(id + " " + started.map(Instant::toString).orElse(""));
    for (String network : names(networks)) {
      Fields endpoint = networks.object(network);
      for (String field : new String[] {"IPAddress", "GlobalIPv6Address"}) {
        Optional<String> text = endpoint.optionalText(field).filter(t -> !t.isEmpty());
        if (text.isPresent()) {
          Hold hold = new Hold(id, endpoint.convert(field, text.get(), IpAddress::parse));
          present.add(hold);
          everHeld.add(hold);
          Instant from = first ? started.orElse(time) : time;
          open.putIfAbsent(hold, new Since(owner, name, from));
        }
      }
    }
  }

  private static PeerId owner(Fields fields, String name) {
    Fields labels = fields.object("Config").object("Labels");
    Optional<String> project = labels.optionalText("com.docker.compose.project");
    Optional<String> service = labels.optionalText("com.docker.compose.service");
    return project.isPresent() && service.isPresent()
        ? PeerId.dockerService(project.get(), service.get())
        : PeerId.dockerContainer(name);
  }

  private void describe(PeerId owner, Fields fields, Fields settings, Fields networks) {
    Peer before = peers.getOrDefault(owner, Peer.named(owner));
    TreeSet<String> attached = new TreeSet<>(before.networks());
    attached.addAll(names(networks));
    TreeSet<Port> exposed = new TreeSet<>(before.exposed());
    String mode = fields.object("HostConfig").optionalText("NetworkMode").orElse("");
    if (mode.startsWith("container:")) {
      unused.merge("container shares another container's network", 1L, Long::sum);
    }
    publish(owner, settings.object("Ports"), exposed);
    publish(owner, fields.object("HostConfig").object("PortBindings"), exposed);
    peers.put(
        owner,
        before
            .withNetworks(attached)
            .withExposed(exposed)
            .withHostNetwork(before.hostNetwork() || mode.equals("host")));
  }

  private void publish(PeerId owner, Fields bindings, Set<Port> exposed) {
    for (String key : names(bindings)) {
      Port port = bindings.convert(key, key, Port::parse);
      for (JsonNode binding : bindings.list(key)) {
        Fields fields = Fields.of(binding, bindings.where() + "." + key);
        exposed.add(port);
        Optional<String> hostPort = fields.optionalText("HostPort").filter(t -> !t.isEmpty());
        if (hostPort.isPresent()) {
          Port outer =
              new Port(
                  fields.convert("HostPort", hostPort.get(), Port::parse).number(),
                  port.transport());
          Optional<IpAddress> address =
              fields
                  .optionalText("HostIp")
                  .filter(t -> !t.isEmpty())
                  .map(t -> fields.convert("HostIp", t, IpAddress::parse))
                  .filter(a -> !a.isUnspecified());
          forwards.add(
              new Forward(
                  "published by " + owner,
                  address,
                  outer,
                  ImmutableSortedSet.of(new Backend(owner, port))));
        }
      }
    }
  }

  private void close(Set<Hold> present, Map<String, Instant> ended, Instant time) {
    Set<Hold> gone = new HashSet<>(open.keySet());
    gone.removeIf(hold -> present.contains(hold) && !ended.containsKey(hold.container()));
    for (Hold hold : gone) {
      Since since = open.get(hold);
      Instant until = ended.getOrDefault(hold.container(), time);
      if (since != null && (until.isAfter(since.from()) || !present.contains(hold))) {
        open.remove(hold);
        claim(hold, since, until);
      }
    }
  }

  private void claim(Hold hold, Since since, Instant until) {
    if (until.isAfter(since.from())) {
      claims.add(
          AddressClaim.of(
              hold.address(),
              AddressClaim.Kind.WORKLOAD,
              since.owner(),
              since.name(),
              since.from(),
              until));
    }
  }

  /** The peer of a container id, if any snapshot showed it. */
  Optional<PeerId> ownerOf(String containerId) {
    return Optional.ofNullable(owners.get(containerId));
  }

  /** The peer of the container of this name, if any snapshot showed it. */
  Optional<PeerId> ownerNamed(String name) {
    return Optional.ofNullable(ownersByName.get(name));
  }

  /** Whether some snapshot showed this container with this address. */
  boolean claimed(String containerId, IpAddress address) {
    return everHeld.contains(new Hold(containerId, address));
  }

  @Override
  public void addTo(InventoryBuilder inventory) {
    open.forEach((hold, since) -> claim(hold, since, Instant.MAX));
    inventory.workloads(peers.values()).addresses(claims).forwards(forwards).unused(unused);
  }

  /** Docker writes the zero time {@code 0001-01-01T00:00:00Z} for "never". */
  private static Optional<Instant> instant(Fields fields, String name) {
    return fields
        .optionalText(name)
        .filter(t -> !t.isEmpty() && !t.startsWith("0001-"))
        .map(t -> fields.convert(name, t, Instant::parse));
  }

  private static Set<String> names(Fields fields) {
    TreeSet<String> names = new TreeSet<>();
    fields.node().fieldNames().forEachRemaining(names::add);
    return names;
  }
}
