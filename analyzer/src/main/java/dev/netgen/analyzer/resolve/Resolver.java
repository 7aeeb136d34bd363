package dev.netgen.analyzer.resolve;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.inventory.Backend;
import dev.netgen.model.inventory.Forward;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Addresses of one recording (or of plain captures) to parties, by the inventory that applies
 * there. Addresses that stay without a name are counted by reason.
 */
public final class Resolver {
  private static final long SECOND = 1_000_000_000L;

  private final Inventory inventory;
  private final ClaimIndex claims;
  private final ForwardIndex forwards;
  private final MachineRanges machines;
  private final Strangers strangers = new Strangers();
  private final TreeMap<String, Long> counts = new TreeMap<>();

  /** Ends that became unresolved peers because nobody ever held their address. */
  private long unknown;

  /** A resolver over this inventory. */
  public Resolver(Inventory inventory) {
    this.inventory = inventory;
    this.claims = new ClaimIndex(inventory.addresses());
    this.forwards = new ForwardIndex(inventory.forwards());
    this.machines = new MachineRanges(inventory.ranges());
  }

  /**
   * One end of a flow that began at this time, not yet named if it is outside.
   *
   * @param port its port; empty where the protocol has none
   */
  public Endpoint endpoint(
      CapturePoint point, int segment, IpAddress address, Optional<Port> port, long nanos) {
    Party party = party(point, segment, address, nanos);
    return port.isPresent() ? endpoint(party, address, port.get()) : Endpoint.of(party, -1);
  }

  /** Whether the inventory declares any translation. */
  public boolean translates() {
    return !inventory.forwards().isEmpty();
  }

  /** Whether a declared translation leads to this port of some workload. */
  public boolean leadsTo(Port port) {
    return forwards.leadsTo(port);
  }

  private Endpoint endpoint(Party party, IpAddress address, Port port) {
    boolean host = party.kind() == Party.Kind.NODE || party.kind() == Party.Kind.GATEWAY;
    List<Forward> translations = forwards.at(address, port, host);
    if (translations.isEmpty()) {
      return Endpoint.of(party, port.number());
    }
    String service =
        translations.stream().map(Forward::name).distinct().collect(Collectors.joining(", "));
    ImmutableSortedSet<Backend> backends =
        translations.stream()
            .flatMap(forward -> forward.backends().stream())
            .collect(ImmutableSortedSet.toImmutableSortedSet(Backend::compareTo));
    return new Endpoint(party, port.number(), service, backends, "", NameBasis.NONE);
  }

  private Party party(CapturePoint point, int segment, IpAddress address, long nanos) {
    return claims.knows(address)
        ? partyAt(point, segment, address, nanos)
        : strangers.of(
            point.scope(), segment, address, () -> partyAt(point, segment, address, nanos));
  }

  private Party partyAt(CapturePoint point, int segment, IpAddress address, long nanos) {
    ClaimIndex.Answer answer = claims.at(address, instant(nanos));
    if (answer.claim().isPresent()) {
      return claimed(answer.claim().get());
    }
    String source = source(point, segment, address);
    Optional<PeerId> machine = claims.knows(address) ? Optional.empty() : machines.ownerOf(address);
    if (machine.isPresent()) {
      return new Party(Party.Kind.OUTSIDE, machine.get(), source, Optional.of(address));
    }
    boolean outside = !address.isPrivate() && !answer.reason().equals(ClaimIndex.AMBIGUOUS);
    return outside
        ? new Party(
            Party.Kind.OUTSIDE, PeerId.outsideRange(Cidr.of(address)), source, Optional.of(address))
        : new Party(
            Party.Kind.UNRESOLVED, PeerId.unresolved(address), source, Optional.of(address));
  }

  private static Party claimed(AddressClaim claim) {
    Party.Kind kind =
        switch (claim.kind()) {
          case WORKLOAD -> Party.Kind.WORKLOAD;
          case NODE -> Party.Kind.NODE;
          case GATEWAY -> Party.Kind.GATEWAY;
          case OUTSIDE -> Party.Kind.OUTSIDE;
        };
    Optional<IpAddress> address =
        kind == Party.Kind.WORKLOAD ? Optional.empty() : Optional.of(claim.address());
    return new Party(kind, claim.owner(), claim.owner() + " " + claim.instance(), address);
  }

  private static String source(CapturePoint point, int segment, IpAddress address) {
    return point.scope() + (segment == 0 ? " " : " segment " + segment + " ") + address;
  }

  /** Counts an end that became an unresolved peer, by the reason it is one. */
  public void countUnresolved(IpAddress address, long nanos) {
    if (!claims.knows(address)) {
      unknown++;
      return;
    }
    count("flows with an unresolved end: " + claims.at(address, instant(nanos)).reason());
  }

  /** Counts one flow under this name. */
  public void count(String name) {
    counts.merge(name, 1L, Long::sum);
  }

  /**
   * Under which name-table client look-ups of this address stand; inside a container's own
   * namespace the client is that container.
   */
  String lookUpKey(CapturePoint point, int segment, IpAddress client, long nanos) {
    return client.isLoopback()
        ? container(point)
        : party(point, segment, client, nanos).resolverKey();
  }

  /** Whether the inventory gives the address to anybody, at any time. */
  boolean knows(IpAddress address) {
    return claims.knows(address);
  }

  private String container(CapturePoint point) {
    return claims
        .ofInstance(point.container())
        .map(claim -> claim.owner().toString())
        .orElse(point.scope());
  }

  /** The inventory this resolver stands on. */
  public Inventory inventory() {
    return inventory;
  }

  /** Counts by name so far. */
  public ImmutableSortedMap<String, Long> counts() {
    TreeMap<String, Long> all = new TreeMap<>(counts);
    if (unknown > 0) {
      all.merge("flows with an unresolved end: " + ClaimIndex.UNKNOWN, unknown, Long::sum);
    }
    return ImmutableSortedMap.copyOfSorted(all);
  }

  /** The instant of so many nanoseconds since 1970. */
  public static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
  }
}
