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
          """);

  /** What a network's own listing says of one container. */
  private record Member(
      String containerId, String name, String network, IpAddress address, String origin) {
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
  private Set<Member> present = new HashSet<>();

  /** Containers' own descriptions go before what networks say of them. */
  DockerNetworks(DockerContainers containers) {
    this.containers = containers;
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
    members
        .node()
        .fieldNames()
        .forEachRemaining(id -> members(id, network, members.object(id), present));
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

  private static void members(String id, String network, Fields fields, Set<Member> present) {
    String name = ObjectName.name(fields, "Name", fields.text("Name"));
    for (String field : new String[] {"IPv4Address", "IPv6Address"}) {
      fields
          .optionalText(field)
          .filter(t -> !t.isEmpty())
          .map(t -> fields.convert(field, withoutPrefix(t), IpAddress::parse))
          .ifPresent(
              address -> present.add(new Member(id, name, network, address, fields.where())));
    }
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
    for (Map.Entry<Member, Instant> entry : firstSeen.entrySet()) {
      Member member = entry.getKey();
      // While a container starts, the engine lists it as "ep-" and its endpoint's id.
      Optional<PeerId> known =
          containers.ownerOf(member.containerId()).or(() -> containers.ownerNamed(member.name()));
      if (!containers.claimed(member.containerId(), member.address())) {
        PeerId owner = known.orElseGet(() -> PeerId.dockerContainer(member.name()));
        Peer peer = peers.getOrDefault(owner, Peer.named(owner));
        TreeSet<String> networks = new TreeSet<>(peer.networks());
        networks.add(member.network());
        if (known.isEmpty()) {
          peers.put(owner, peer.withNetworks(networks));
        }
        Instant until = goneAt.getOrDefault(member, Instant.MAX);
        claims.add(
            AddressClaim.of(
                    member.address(),
                    AddressClaim.Kind.WORKLOAD,
                    owner,
                    member.name(),
                    entry.getValue(),
                    until)
                .saidIn(member.origin()));
      }
    }
    inventory.workloads(peers.values()).addresses(claims).unused(unused.counts());
  }
}
