package dev.netgen.model.format.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSet;
import dev.netgen.model.format.Fields;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.inventory.InventoryBuilder;
import dev.netgen.model.inventory.KnownRange;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Networks of {@code docker network inspect} (Docker Engine API, {@code NetworkInspect}): gateways,
 * and addresses of containers that no {@code docker inspect} caught alive.
 */
final class DockerNetworks implements InventoryFormat {
  private static final Shape SHAPE =
      Shape.of(
          """
          Name Driver IPAM { Config { Gateway Subnet } }
          Containers { * { Name IPv4Address IPv6Address } }
          Services { * { VIP Tasks { Name EndpointIP } } }
          """);

  /** Before a service's name, in place of a container's id. */
  private static final String SERVICE = "service ";

  /** What a network's own listing says of one container, or of a task elsewhere. */
  private record Member(
      String containerId, String name, String network, IpAddress address, String origin) {
    /** Whether a service's own listing says so, not that of the containers of this host. */
    boolean isOfService() {
      return containerId.startsWith(SERVICE);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Member that
          && containerId.equals(that.containerId)
          && name.equals(that.name)
          && network.equals(that.network)
          && address.equals(that.address);
    }

    @Override
    public int hashCode() {
      return 31 * containerId.hashCode() + address.hashCode();
    }
  }

  /** Drivers whose gateway and neighbours are machines of the network outside. */
  private static final ImmutableSet<String> BEYOND_THE_HOST = ImmutableSet.of("macvlan", "ipvlan");

  private final Unused unused = new Unused();
  private final Set<AddressClaim> gateways = new TreeSet<>();
  private final Set<KnownRange> ranges = new TreeSet<>();
  private final Set<String> beyondTheHost = new HashSet<>();
  private final Map<Member, Instant> firstSeen = new HashMap<>();
  private final Map<Member, Instant> goneAt = new HashMap<>();

  private final DockerContainers containers;
  private final SwarmServices services;
  private final Map<String, String> serviceOfTask = new HashMap<>();
  private Set<Member> present = new HashSet<>();

  /** Containers' own descriptions go before what networks say of them. */
  DockerNetworks(DockerContainers containers, SwarmServices services) {
    this.containers = containers;
    this.services = services;
  }

  @Override
  public String label() {
    return "docker network inspect";
  }

  @Override
  public String snapshots() {
    return "docker-networks";
  }

  @Override
  public Shape shape() {
    return SHAPE;
  }

  @Override
  public boolean recognises(Fields object) {
    return object.node().has("IPAM");
  }

  @Override
  public void begin(Source source) {
    present = new HashSet<>();
  }

  @Override
  public void add(Fields fields, Source source) {
    String network = ObjectName.name(fields, "Name", fields.text("Name"));
    if (isBeyondTheHost(fields.optionalText("Driver").orElse(""))) {
      beyondTheHost.add(network);
    }
    for (JsonNode node : fields.object("IPAM").list("Config")) {
      Fields config = Fields.of(node, fields.where() + ".IPAM.Config");
      gateway(network, config);
      config
          .optionalText("Subnet")
          .filter(t -> !t.isEmpty() && !beyondTheHost.contains(network))
          .ifPresent(
              text ->
                  unused.unless(
                      "docker network range not used: ", () -> range(network, config, text)));
    }
    Fields members = fields.object("Containers");
    members.node().fieldNames().forEachRemaining(id -> members(id, network, members.object(id)));
    Fields told = fields.object("Services");
    told.node()
        .fieldNames()
        .forEachRemaining(
            service ->
                unused.unless("docker service not used: ", () -> service(service, network, told)));
  }

  /** A service as {@code --verbose} tells it: its virtual address, and its tasks on all nodes. */
  private void service(String called, String network, Fields told) {
    if (called.isEmpty()) {
      return; // the swarm's own endpoints
    }
    String service = ObjectName.name(told, "Services", called);
    Fields fields = told.object(called);
    Set<Member> all = new HashSet<>();
    String virtual = fields.optionalText("VIP").orElse("");
    if (Syntax.isAddress(virtual)) {
      all.add(
          new Member(
              SERVICE + service, service, network, IpAddress.parse(virtual), fields.where()));
    }
    for (JsonNode node : fields.list("Tasks")) {
      Fields task = Fields.of(node, fields.where() + ".Tasks");
      String name = ObjectName.name(task, "Name", task.text("Name"));
      serviceOfTask.put(name, service);
      String address = task.optionalText("EndpointIP").orElse("");
      if (Syntax.isAddress(address)) {
        all.add(
            new Member(SERVICE + service, name, network, IpAddress.parse(address), task.where()));
      }
    }
    present.addAll(all);
  }

  @Override
  public void end(Source source, boolean complete) {
    present.forEach(member -> firstSeen.putIfAbsent(member, source.since()));
    present.forEach(goneAt::remove);
    for (Member member : firstSeen.keySet()) {
      if (complete && source.time().isPresent() && !present.contains(member)) {
        goneAt.putIfAbsent(member, source.since());
      }
    }
  }

  private void range(String network, Fields config, String text) {
    Cidr range = config.convert("Subnet", text, KnownRange::credible);
    ranges.add(new KnownRange(range, KnownRange.Kind.DOCKER_NETWORK, network));
  }

  private void gateway(String network, Fields config) {
    config
        .optionalText("Gateway")
        .filter(t -> !t.isEmpty() && !beyondTheHost.contains(network))
        .map(t -> config.convert("Gateway", withoutPrefix(t), IpAddress::parse))
        .ifPresent(address -> gateways.add(gateway(network, address)));
  }

  /** Whether networks of this driver have a gateway elsewhere. */
  static boolean isBeyondTheHost(String driver) {
    return BEYOND_THE_HOST.contains(driver);
  }

  /** The engine's host, by its address on a bridge. */
  static AddressClaim gateway(String network, IpAddress address) {
    return AddressClaim.of(
        address,
        AddressClaim.Kind.GATEWAY,
        PeerId.node("docker-host"),
        "gateway of " + network,
        Instant.EPOCH,
        Instant.MAX);
  }

  /** The swarm's load balancer stands for clients that it hides, as a gateway does. */
  private static boolean isBalancer(String id) {
    return id.startsWith("lb-") || id.equals("ingress-sbox");
  }

  private void members(String id, String network, Fields fields) {
    String name = ObjectName.name(fields, "Name", fields.text("Name"));
    for (String field : new String[] {"IPv4Address", "IPv6Address"}) {
      fields
          .optionalText(field)
          .filter(t -> !t.isEmpty())
          .map(t -> fields.convert(field, withoutPrefix(t), IpAddress::parse))
          .ifPresent(
              address -> {
                if (isBalancer(id)) {
                  gateways.add(gateway(network, address));
                } else {
                  present.add(new Member(id, name, network, address, fields.where()));
                }
              });
    }
  }

  /** A member that no inspection of containers showed: a task is its service. */
  private PeerId unknown(Member member) {
    String service =
        member.isOfService()
            ? member.containerId().substring(SERVICE.length())
            : serviceOfTask.getOrDefault(member.name(), "");
    return service.isEmpty() ? PeerId.dockerContainer(member.name()) : services.owner(service);
  }

  private static String withoutPrefix(String text) {
    int slash = text.indexOf('/');
    return slash < 0 ? text : text.substring(0, slash);
  }

  /** Gateways, and the members that the containers' own descriptions do not cover. */
  @Override
  public void addTo(InventoryBuilder inventory) {
    Map<PeerId, Peer> peers = new TreeMap<>();
    Set<AddressClaim> claims = new TreeSet<>(gateways);
    containers
        .gateways()
        .forEach(
            (network, address) -> {
              if (!beyondTheHost.contains(network)) {
                claims.add(gateway(network, address));
              }
            });
    ranges.forEach(inventory::range);
    Set<IpAddress> here = new HashSet<>();
    firstSeen.keySet().stream()
        .filter(member -> !member.isOfService())
        .forEach(member -> here.add(member.address()));
    firstSeen.forEach(
        (member, since) -> {
          if (!isTold(member, here)) {
            claims.add(claim(member, since, peers));
          }
        });
    inventory.workloads(peers.values()).addresses(claims).unused(unused.counts());
  }

  /** Whether a container's own description, or this host's list of them, says so already. */
  private boolean isTold(Member member, Set<IpAddress> here) {
    return member.isOfService()
        ? here.contains(member.address()) || containers.claimed(member.address())
        : containers.claimed(member.containerId(), member.address());
  }

  private AddressClaim claim(Member member, Instant since, Map<PeerId, Peer> peers) {
    // While a container starts, the engine lists it as "ep-" and its endpoint's id.
    Optional<PeerId> known =
        containers.ownerOf(member.containerId()).or(() -> containers.ownerNamed(member.name()));
    PeerId owner = known.orElseGet(() -> unknown(member));
    if (known.isEmpty()) {
      Peer peer = peers.getOrDefault(owner, Peer.named(owner));
      TreeSet<String> networks = new TreeSet<>(peer.networks());
      networks.add(member.network());
      peers.put(owner, peer.withNetworks(networks));
    }
    Instant until = goneAt.getOrDefault(member, Instant.MAX);
    return AddressClaim.of(
            member.address(), AddressClaim.Kind.WORKLOAD, owner, member.name(), since, until)
        .saidIn(member.origin());
  }
}
