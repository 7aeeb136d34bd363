package dev.netgen.analyzer.resolve;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.inventory.Backend;
import dev.netgen.model.inventory.Forward;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.inventory.KnownRange;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an inventory tells of addresses that no label selects: those of nodes, of workloads on their
 * nodes' network, of the API server, and the ranges that addresses are given out of.
 */
public final class Platform {
  private final ImmutableList<KnownRange> ranges;
  private final ImmutableMap<String, PeerId> nodes;
  private final ImmutableSetMultimap<PeerId, IpAddress> inPlace;
  private final ImmutableMap<IpAddress, PeerId> services;
  private final Optional<PeerId> machine;

  /** As this inventory tells it. */
  public Platform(Inventory inventory) {
    this.ranges = inventory.ranges().asList();
    this.nodes = nodes(inventory);
    this.inPlace = inPlace(inventory);
    this.machine = machine(inventory);
    this.services =
        inPlace.entries().stream()
            .filter(entry -> isService(entry.getKey()))
            .collect(
                ImmutableMap.toImmutableMap(
                    Map.Entry::getValue, Map.Entry::getKey, (one, other) -> one));
  }

  /** The only machine whose own addresses are told, where it has Docker's networks. */
  private static Optional<PeerId> machine(Inventory inventory) {
    Set<PeerId> owners = new HashSet<>();
    boolean docker = false;
    for (AddressClaim claim : inventory.addresses()) {
      switch (claim.kind()) {
        case GATEWAY -> {
          docker = true;
          owners.add(claim.owner());
        }
        case NODE -> owners.add(claim.owner());
        case WORKLOAD, OUTSIDE -> {}
      }
    }
    return docker && owners.size() == 1 ? Optional.of(owners.iterator().next()) : Optional.empty();
  }

  private static ImmutableMap<String, PeerId> nodes(Inventory inventory) {
    Map<String, PeerId> nodes = new HashMap<>();
    for (AddressClaim claim : inventory.addresses()) {
      if (claim.kind() == AddressClaim.Kind.NODE) {
        nodes.put(nodeName(claim), claim.owner());
        nodes.putIfAbsent(claim.instance(), claim.owner());
      }
    }
    return ImmutableMap.copyOf(nodes);
  }

  /** The node that an address of a node is of. */
  static String nodeName(AddressClaim claim) {
    return claim.node().isEmpty() ? claim.owner().shortName() : claim.node();
  }

  /**
   * Addresses that are reached as they are: those of nodes, by workloads on their network, and the
   * endpoints of Services that are no workload, such as the API server's.
   */
  private static ImmutableSetMultimap<PeerId, IpAddress> inPlace(Inventory inventory) {
    ImmutableSetMultimap.Builder<PeerId, IpAddress> found = ImmutableSetMultimap.builder();
    ClaimIndex claims = new ClaimIndex(inventory.addresses());
    for (Forward forward : inventory.forwards()) {
      Optional<IpAddress> address = forward.address();
      if (address.isEmpty()) {
        continue;
      }
      boolean node =
          claims.of(address.get()).stream()
              .anyMatch(claim -> claim.kind() == AddressClaim.Kind.NODE);
      for (Backend backend : forward.backends()) {
        boolean host = node && onHost(inventory, backend.owner());
        boolean endpoint = isService(backend.owner()) && !forward.name().startsWith("service ");
        if (backend.port().equals(forward.port()) && (host || endpoint)) {
          found.put(backend.owner(), address.get());
        }
      }
    }
    return found.build();
  }

  private static boolean onHost(Inventory inventory, PeerId owner) {
    Peer peer = inventory.workloads().get(owner);
    return peer != null && peer.hostNetwork();
  }

  /** Whether a peer is a Service that stands for what no inventory shows, as the API server's. */
  public static boolean isService(PeerId peer) {
    return peer.kind() == PeerKind.KUBERNETES
        && peer.workloadKind().map("Service"::equals).orElse(false);
  }

  /** The addresses at which a peer that no label selects is reached as they are. */
  public ImmutableSortedSet<IpAddress> addresses(PeerId peer) {
    return ImmutableSortedSet.copyOf(inPlace.get(peer));
  }

  /** The Service peer of which this is an endpoint, or null. */
  public @Nullable PeerId serviceAt(IpAddress address) {
    return services.get(address);
  }

  /** The peer that a node of this name is; empty where no inventory tells of it. */
  Optional<PeerId> node(String name) {
    return Optional.ofNullable(nodes.get(name));
  }

  /**
   * The peer that the host of this name is: the node of that name, else the only machine there is
   * where it has Docker's networks.
   */
  Optional<PeerId> itself(String host) {
    Optional<PeerId> node = host.isEmpty() ? Optional.empty() : node(host);
    return node.isPresent() || host.isEmpty() ? node : machine;
  }

  /** The node of this name as a party with this address. */
  public Party nodeAt(String name, IpAddress address) {
    PeerId peer = node(name).orElseGet(() -> PeerId.node(name));
    return new Party(Party.Kind.NODE, peer, peer + " " + name, Optional.of(address), name);
  }

  /** Why an address that nobody ever held has no owner. */
  Unresolved why(IpAddress address) {
    Unresolved found = Unresolved.PRIVATE;
    Cidr narrowest = null;
    for (KnownRange known : ranges) {
      Cidr range = known.range();
      boolean narrower = narrowest == null || range.prefix() > narrowest.prefix();
      if (range.contains(address) && narrower) {
        narrowest = range;
        found =
            switch (known.kind()) {
              case POD -> Unresolved.POD_RANGE;
              case SERVICE -> Unresolved.SERVICE_RANGE;
              case DOCKER_NETWORK -> Unresolved.DOCKER_RANGE;
              case OUTSIDE -> Unresolved.PRIVATE;
            };
      }
    }
    return found;
  }
}
