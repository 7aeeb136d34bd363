package dev.netgen.model.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.netgen.model.format.InventoryReader.Snapshot;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.inventory.InventoryBuilder;
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
final class DockerNetworks {
  /** What a network's own listing says of one container. */
  private record Member(String containerId, String name, String network, IpAddress address) {}

  private final Set<AddressClaim> gateways = new TreeSet<>();
  private final Map<Member, Instant> firstSeen = new HashMap<>();
  private final Map<Member, Instant> goneAt = new HashMap<>();

  void add(Snapshot snapshot) {
    Set<Member> present = new HashSet<>();
    int index = 0;
    for (JsonNode node : snapshot.root()) {
      Fields fields = Fields.of(node, snapshot.name() + " [" + index++ + "]");
      String network = fields.text("Name");
      for (JsonNode config : fields.object("IPAM").list("Config")) {
        gateway(network, Fields.of(config, fields.where() + ".IPAM.Config"));
      }
      Fields containers = fields.object("Containers");
      containers
          .node()
          .fieldNames()
          .forEachRemaining(id -> members(id, network, containers.object(id), present));
    }
    present.forEach(member -> firstSeen.putIfAbsent(member, snapshot.time()));
    present.forEach(goneAt::remove);
    for (Member member : firstSeen.keySet()) {
      if (!present.contains(member)) {
        goneAt.putIfAbsent(member, snapshot.time());
      }
    }
  }

  private void gateway(String network, Fields config) {
    config
        .optionalText("Gateway")
        .filter(t -> !t.isEmpty())
        .map(t -> config.convert("Gateway", withoutPrefix(t), IpAddress::parse))
        .ifPresent(
            address ->
                gateways.add(
                    AddressClaim.of(
                        address,
                        AddressClaim.Kind.GATEWAY,
                        PeerId.node("docker-host"),
                        "gateway of " + network,
                        Instant.EPOCH,
                        Instant.MAX)));
  }

  private static void members(String id, String network, Fields fields, Set<Member> present) {
    String name = fields.text("Name");
    for (String field : new String[] {"IPv4Address", "IPv6Address"}) {
      fields
          .optionalText(field)
          .filter(t -> !t.isEmpty())
          .map(t -> fields.convert(field, withoutPrefix(t), IpAddress::parse))
          .ifPresent(address -> present.add(new Member(id, name, network, address)));
    }
  }

  private static String withoutPrefix(String text) {
    int slash = text.indexOf('/');
    return slash < 0 ? text : text.substring(0, slash);
  }

  /** Gateways, and the members that the containers' own descriptions do not cover. */
  Inventory inventory(DockerContainers containers) {
    Map<PeerId, Peer> peers = new TreeMap<>();
    Set<AddressClaim> claims = new TreeSet<>(gateways);
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
                until));
      }
    }
    return new InventoryBuilder().workloads(peers.values()).addresses(claims).build();
  }
}
