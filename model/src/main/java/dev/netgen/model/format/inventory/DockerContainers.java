package dev.netgen.model.format.inventory;

import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.SetMultimap;
import com.google.common.collect.TreeMultimap;
import dev.netgen.model.format.Fields;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.AddressClaim;
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
 * ContainerInspect}). Containers that share a network namespace are one peer, that of the container
 * whose network it is.
 */
final class DockerContainers implements InventoryFormat {
  private static final String PROJECT = "com.docker.compose.project";
  private static final String SERVICE = "com.docker.compose.service";
  private static final String STACK = "com.docker.stack.namespace";
  private static final String TASK = "com.docker.swarm.service.name";
  private static final String POD = "io.kubernetes.pod.name";
  private static final String NAMESPACE = "io.kubernetes.pod.namespace";
  private static final String SHARES = "container:";
  private static final String HOST = "host";
  private static final int SHORT_ID = 12;
  private static final int DEEPEST_SHARING = 8;

  private static final Shape SHAPE =
      Shape.of(
          """
          Id Name
          State { StartedAt FinishedAt }
          Config { Hostname ExposedPorts { * { } } Labels { PROJECT SERVICE STACK TASK POD NAMESPACE } }
          HostConfig { NetworkMode PortBindings { * { HostIp HostPort } } }
          NetworkSettings {
            IPAddress GlobalIPv6Address
            Ports { * { HostIp HostPort } }
            Networks { * {
              IPAddress GlobalIPv6Address Gateway IPv6Gateway Aliases DNSNames
              IPAMConfig { IPv4Address IPv6Address }
            } }
          }
          """
              .replace("POD", POD)
              .replace("NAMESPACE", NAMESPACE)
              .replace("STACK", STACK)
              .replace("TASK", TASK)
              .replace("PROJECT", PROJECT)
              .replace("SERVICE", SERVICE));

  /** What is kept of one container beside its addresses. */
  private record Known(String name, String hostName, PeerId owner, String mode) {}

  /**
   * When a container ran.
   *
   * @param from since when it had what the snapshot shows
   * @param told whether its state is told at all
   */
  private record Run(
      Optional<Instant> started, Optional<Instant> finished, Instant from, boolean told) {
    /** Since when its ports led to it; empty where it never ran. */
    Optional<Instant> published() {
      return told && started.isEmpty()
          ? Optional.empty()
          : finished.isPresent() ? started : Optional.of(from);
    }
  }

  private final SwarmServices services;
  private final Map<PeerId, Peer> peers = new TreeMap<>();
  private final Map<String, Known> byId = new TreeMap<>();
  private final Map<String, String> idByName = new HashMap<>();
  private final DockerNames names = new DockerNames();
  private final DockerHolds holds = new DockerHolds();
  private final DockerPublishing publishing = new DockerPublishing();
  private final SetMultimap<String, IpAddress> gateways = TreeMultimap.create();
  private final Set<String> seenRuns = new HashSet<>();
  private final Unused unused = new Unused();

  /** Containers, of which those that are tasks tell of these services. */
  DockerContainers(SwarmServices services) {
    this.services = services;
  }

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
    holds.begin();
    publishing.begin();
  }

  @Override
  public void end(Source source, boolean complete) {
    if (complete) {
      holds.end(source.time());
      publishing.end(source.time());
    }
  }

  @Override
  public void add(Fields fields, Source source) {
    String id = fields.text("Id");
    String slashed = fields.text("Name");
    String name =
        ObjectName.name(fields, "Name", slashed.startsWith("/") ? slashed.substring(1) : slashed);
    String mode = fields.object("HostConfig").optionalText("NetworkMode").orElse("");
    PeerId owner = owner(fields, name);
    String hostName = fields.object("Config").optionalText("Hostname").orElse("");
    byId.put(id, new Known(name, hostName, owner, mode));
    idByName.put(name, id);
    names.add(name, owner);
    names.add(id.substring(0, Math.min(SHORT_ID, id.length())), owner);
    Fields networks = fields.object("NetworkSettings").object("Networks");
    Run run = run(id, fields.object("State"), source);
    run.finished()
        .ifPresent(
            end -> {
              holds.ended(id, end);
              publishing.ended(id, end);
            });
    describe(
        new DockerPublishing.Publisher(id, name, owner, run.published(), run.finished()),
        mode,
        fields,
        networks);
    addresses(id, podOf(fields).orElse(name), owner, fields, networks, run);
  }

  /** The pod, as Kubernetes calls it, of which a container says that it is a part. */
  private static Optional<String> podOf(Fields fields) {
    Fields labels = fields.object("Config").object("Labels");
    return labels
        .optionalText(POD)
        .map(
            pod ->
                ObjectName.name(labels, NAMESPACE, labels.optionalText(NAMESPACE).orElse("default"))
                    + "/"
                    + ObjectName.name(labels, POD, pod));
  }

  private PeerId owner(Fields fields, String name) {
    Optional<String> pod = podOf(fields);
    if (pod.isPresent()) {
      String path = pod.get();
      int slash = path.indexOf('/');
      return PeerId.kubernetes(path.substring(0, slash), "Pod", path.substring(slash + 1));
    }
    Fields labels = fields.object("Config").object("Labels");
    Optional<String> project =
        labels.optionalText(PROJECT).map(text -> ObjectName.name(labels, PROJECT, text));
    Optional<String> service =
        labels.optionalText(SERVICE).map(text -> ObjectName.name(labels, SERVICE, text));
    return project.isPresent() && service.isPresent()
        ? PeerId.dockerService(project.get(), service.get())
        : labels
            .optionalText(TASK)
            .map(text -> services.named(labels, ObjectName.name(labels, TASK, text)))
            .orElseGet(() -> PeerId.dockerContainer(name));
  }

  /** When the container ran, as this snapshot tells it. */
  private Run run(String id, Fields state, Source source) {
    Optional<Instant> started = instant(state, "StartedAt");
    Optional<Instant> finished =
        instant(state, "FinishedAt").filter(end -> started.map(end::isAfter).orElse(false));
    boolean first = seenRuns.add(id + " " + started.map(Instant::toString).orElse(""));
    Instant since = source.since();
    Instant from = first || source.time().isEmpty() ? started.orElse(since) : since;
    return new Run(started, finished, from, state.optionalText("StartedAt").isPresent());
  }

  private void describe(
      DockerPublishing.Publisher publisher, String mode, Fields fields, Fields networks) {
    PeerId owner = publisher.owner();
    Peer before = peers.getOrDefault(owner, Peer.named(owner));
    TreeSet<String> attached = new TreeSet<>(before.networks());
    for (String network : names(networks)) {
      unused.unless(
          "docker network name not used: ",
          () -> attached.add(ObjectName.name(networks, "Networks", network)));
    }
    TreeSet<Port> exposed = new TreeSet<>(before.exposed());
    publishing.read(publisher, fields.object("NetworkSettings").object("Ports"), exposed, unused);
    publishing.read(publisher, fields.object("HostConfig").object("PortBindings"), exposed, unused);
    boolean host = mode.equals(HOST);
    if (host) {
      Fields ports = fields.object("Config").object("ExposedPorts");
      for (Port port : DockerPublishing.declared(ports, unused)) {
        publishing.onHost(publisher, port);
        exposed.add(port);
      }
    }
    peers.put(
        owner,
        before
            .withNetworks(attached)
            .withExposed(exposed)
            .withHostNetwork(before.hostNetwork() || host));
  }

  private void addresses(
      String id, String name, PeerId owner, Fields fields, Fields networks, Run run) {
    Instant from = run.from();
    for (String network : names(networks)) {
      Fields endpoint = networks.object(network);
      Set<IpAddress> held = addresses(endpoint, "IPAddress", "GlobalIPv6Address");
      held.forEach(address -> holds.holds(id, address, owner, name, from, fields.where()));
      if (ObjectName.isName(network)) {
        gateways.putAll(network, addresses(endpoint, "Gateway", "IPv6Gateway"));
      }
      endpoint.texts("Aliases").forEach(alias -> names.add(alias, owner));
      endpoint.texts("DNSNames").forEach(alias -> names.add(alias, owner));
      if (held.isEmpty() && run.started().isPresent() && run.finished().isPresent()) {
        Instant started = run.started().get();
        Instant finished = run.finished().get();
        Fields fixed = endpoint.object("IPAMConfig");
        for (IpAddress address : addresses(fixed, "IPv4Address", "IPv6Address")) {
          holds.held(id, address, owner, name, started, finished, fields.where());
        }
      }
    }
    if (names(networks).isEmpty()) {
      Fields settings = fields.object("NetworkSettings");
      for (IpAddress address : addresses(settings, "IPAddress", "GlobalIPv6Address")) {
        holds.holds(id, address, owner, name, from, fields.where());
      }
    }
  }

  private static Set<IpAddress> addresses(Fields fields, String... members) {
    Set<IpAddress> addresses = new TreeSet<>();
    for (String member : members) {
      fields
          .optionalText(member)
          .filter(t -> !t.isEmpty())
          .map(t -> fields.convert(member, t, IpAddress::parse))
          .ifPresent(addresses::add);
    }
    return addresses;
  }

  /** The peer of a container id, if any snapshot showed it. */
  Optional<PeerId> ownerOf(String containerId) {
    return Optional.ofNullable(byId.get(containerId)).map(Known::owner);
  }

  /** The peer of the container of this name, if any snapshot showed it. */
  Optional<PeerId> ownerNamed(String name) {
    return Optional.ofNullable(idByName.get(name)).flatMap(this::ownerOf);
  }

  /** What containers are called. */
  DockerNames names() {
    return names;
  }

  /** The gateways that containers have, by network. */
  ImmutableSetMultimap<String, IpAddress> gateways() {
    return ImmutableSetMultimap.copyOf(gateways);
  }

  /** Whether some snapshot showed any container with this address. */
  boolean claimed(IpAddress address) {
    return holds.everHeld(address);
  }

  /** Whether some snapshot showed this container with this address. */
  boolean claimed(String containerId, IpAddress address) {
    return holds.everHeld(containerId, address);
  }

  @Override
  public void addTo(InventoryBuilder inventory) {
    Map<String, Set<String>> sharers = new HashMap<>();
    Set<PeerId> ofTheirOwn = new TreeSet<>();
    for (Map.Entry<String, Known> each : byId.entrySet()) {
      String holder = networkOf(each.getKey());
      if (holder.isEmpty()) {
        unused.count("container shares the network of a container that is not in the inventory");
      }
      if (holder.isEmpty() || holder.equals(each.getKey())) {
        ofTheirOwn.add(each.getValue().owner());
      } else {
        sharers.computeIfAbsent(holder, id -> new TreeSet<>()).add(each.getValue().name());
      }
    }
    hostNames(inventory);
    peers.keySet().retainAll(ofTheirOwn);
    peers.replaceAll(services::withExposed);
    Set<AddressClaim> claims = holds.withSharers(sharers);
    inventory
        .workloads(peers.values())
        .addresses(claims)
        .forwards(publishing.forwards())
        .unused(unused.counts());
  }

  /** A container on the host's network has the host's name, which is nobody else's. */
  private void hostNames(InventoryBuilder inventory) {
    byId.forEach(
        (id, known) ->
            ownerOf(networkOf(id))
                .filter(owner -> !known.mode().equals(HOST) && !known.hostName().isEmpty())
                .ifPresent(owner -> inventory.hostName(known.hostName(), owner)));
  }

  /** Whose network a container uses: its own id, another's, or empty where that is unknown. */
  private String networkOf(String id) {
    String at = id;
    for (int depth = 0; depth < DEEPEST_SHARING; depth++) {
      Known known = byId.get(at);
      if (known == null) {
        return "";
      }
      if (!known.mode().startsWith(SHARES)) {
        return at;
      }
      String target = known.mode().substring(SHARES.length());
      at = idByName.getOrDefault(target, target);
    }
    return "";
  }

  /** Docker writes the zero time {@code 0001-01-01T00:00:00Z} for "never". */
  private static Optional<Instant> instant(Fields fields, String name) {
    return fields
        .optionalText(name)
        .filter(t -> !t.isEmpty() && !t.startsWith("0001-"))
        .map(t -> fields.convert(name, t, Instant::parse));
  }

  /** The names of all fields, sorted. */
  static Set<String> names(Fields fields) {
    TreeSet<String> names = new TreeSet<>();
    fields.node().fieldNames().forEachRemaining(names::add);
    return names;
  }
}
