package dev.netgen.analyzer.resolve;

import com.google.common.collect.ImmutableSortedMap;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of one recording (or of plain captures) to parties, by the inventory that applies
 * there. Addresses that stay without a name are counted by reason.
 */
public final class Resolver {
  private static final long SECOND = 1_000_000_000L;
  private static final Instant FIRST = instant(Long.MIN_VALUE).plusSeconds(1);
  private static final Instant LAST = instant(Long.MAX_VALUE).minusSeconds(1);

  private final Inventory inventory;
  private final ClaimIndex claims;
  private final ForwardIndex forwards;
  private final MachineRanges machines;
  private final Platform platform;
  private final PartyCache parties = new PartyCache();
  private final PartyCache.Search search = this::find;
  private final Map<String, Optional<String>> containers = new HashMap<>();
  private static final Unresolved[] REASONS = Unresolved.values();
  private static final int MOST_GROUPS = 64;

  private final TreeMap<String, Long> counts = new TreeMap<>();
  private final TreeSet<String> groups = new TreeSet<>();

  /** Flows with an unresolved end, by the reason it is one. */
  private final long[] unresolved = new long[REASONS.length];

  /** A resolver over this inventory. */
  public Resolver(Inventory inventory) {
    this.inventory = inventory;
    this.claims = new ClaimIndex(inventory.addresses());
    this.forwards = new ForwardIndex(inventory.forwards());
    this.machines = new MachineRanges(inventory.ranges());
    this.platform = new Platform(inventory);
  }

  /**
   * One end of a flow that began at this time, not yet named if it is outside.
   *
   * @param port its port; empty where the protocol has none
   */
  public Endpoint endpoint(
      CapturePoint point, int segment, IpAddress address, Optional<Port> port, long nanos) {
    Party party = party(point, segment, address, nanos);
    return port.isPresent() ? endpoint(party, address, port.get(), nanos) : Endpoint.of(party, -1);
  }

  /** Whether the inventory declares any translation. */
  public boolean translates() {
    return !inventory.forwards().isEmpty();
  }

  /** Whether a declared translation leads to this port of some workload. */
  public boolean leadsTo(Port port) {
    return forwards.leadsTo(port);
  }

  private Endpoint endpoint(Party party, IpAddress address, Port port, long nanos) {
    boolean host = party.kind() == Party.Kind.NODE || party.kind() == Party.Kind.GATEWAY;
    ForwardIndex.Translation declared = forwards.at(address, port, host, nanos);
    return declared == null
        ? Endpoint.of(party, port.number())
        : new Endpoint(
            party, port.number(), declared.service(), declared.backends(), "", NameBasis.NONE);
  }

  private Party party(CapturePoint point, int segment, IpAddress address, long nanos) {
    return parties.of(point, segment, address, nanos, search);
  }

  private PartyCache.Held find(CapturePoint point, int segment, IpAddress address, long nanos) {
    Optional<PeerId> host = hostItself(point, address);
    if (host.isPresent()) {
      String source = source(point, segment, address);
      Party party = Party.of(Party.Kind.NODE, host.get(), source, Optional.empty());
      return new PartyCache.Held(party, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    ClaimIndex.Answer answer = claims.at(address, instant(nanos));
    Party party =
        answer
            .claim()
            .map(Resolver::claimed)
            .orElseGet(() -> nobody(point, segment, address, answer.why()));
    return new PartyCache.Held(party, nanos(answer.from()), nanos(answer.until()));
  }

  /** Who a loopback address is, seen on the loopback interface of a host. */
  private Optional<PeerId> hostItself(CapturePoint point, IpAddress address) {
    boolean inside = point.loopback() && address.isLoopback() && !point.host().isEmpty();
    return inside && containers.computeIfAbsent(point.host(), this::clientOf).isEmpty()
        ? platform.itself(point.host())
        : Optional.empty();
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
    String node = kind == Party.Kind.NODE ? Platform.nodeName(claim) : claim.node();
    return new Party(kind, claim.owner(), Party.machine(claim), address, node);
  }

  /** The party of an address that nobody held then. */
  private Party nobody(
      CapturePoint point, int segment, IpAddress address, @Nullable Unresolved why) {
    String source = source(point, segment, address);
    Optional<PeerId> machine = why == null ? machines.ownerOf(address) : Optional.empty();
    if (machine.isPresent()) {
      return Party.of(Party.Kind.OUTSIDE, machine.get(), source, Optional.of(address));
    }
    boolean outside =
        AddressKind.isCloud(address)
            || (!address.isPrivate() && why == null && platform.why(address) == Unresolved.PRIVATE);
    return outside
        ? Party.of(
            Party.Kind.OUTSIDE, PeerId.outsideRange(Cidr.of(address)), source, Optional.of(address))
        : Party.of(Party.Kind.UNRESOLVED, PeerId.unresolved(address), source, Optional.of(address));
  }

  private static String source(CapturePoint point, int segment, IpAddress address) {
    return point.scope() + (segment == 0 ? " " : " segment " + segment + " ") + address;
  }

  /**
   * The party of a link-local address that is a peer after all, since it serves or calls a party
   * that policies are made for: the node's own where that is known, by the party's node or the
   * capture point's host; else the address.
   */
  public Party linkLocal(CapturePoint point, IpAddress address, Party across) {
    Optional<String> host =
        across.node().isEmpty()
            ? Optional.of(point.host()).filter(name -> platform.node(name).isPresent())
            : Optional.of(across.node());
    return host.map(name -> platform.nodeAt(name, address))
        .orElseGet(() -> byAddress(point, address));
  }

  /** The same, always as the address. */
  public Party byAddress(CapturePoint point, IpAddress address) {
    return Party.of(
        Party.Kind.OUTSIDE,
        PeerId.outsideRange(Cidr.of(address)),
        source(point, 0, address),
        Optional.of(address));
  }

  /** Counts an end that became an unresolved peer, by the reason it is one. */
  @SuppressWarnings("EnumOrdinal") // an index, never stored
  public void countUnresolved(IpAddress address, Optional<Port> port, long nanos) {
    unresolved[why(address, port, nanos).ordinal()]++;
  }

  /** Why this address at this port has no owner then. */
  Unresolved why(IpAddress address, Optional<Port> port, long nanos) {
    Unresolved why = claims.knows(address) ? claims.at(address, instant(nanos)).why() : null;
    if (why != null) {
      return why;
    }
    if (forwards.knows(address)) {
      if (port.isEmpty() || !forwards.knows(address, port.get())) {
        return Unresolved.SERVICE_PORT;
      }
      boolean then = forwards.at(address, port.get(), false, nanos) != null;
      return then ? Unresolved.SERVICE_EMPTY : Unresolved.SERVICE_OTHER_TIME;
    }
    return platform.why(address);
  }

  /** Counts one flow under this name. */
  public void count(String name) {
    counts.merge(name, 1L, Long::sum);
  }

  /** Counts one flow to a multicast group; of very many groups together. */
  public void countGroup(IpAddress group, Optional<Port> port) {
    String name = "flows to multicast group " + group + port.map(p -> " " + p).orElse("");
    if (groups.size() < MOST_GROUPS) {
      groups.add(name);
    }
    count(groups.contains(name) ? name : "flows to other multicast groups");
  }

  /**
   * Under which name-table client look-ups of this address stand; inside a container's own
   * namespace, which its host name tells, the client is that container.
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
    return containers
        .computeIfAbsent(
            point.container().isEmpty() ? point.host() : point.container(), this::clientOf)
        .orElse(point.scope());
  }

  /**
   * The container or pod with this name or host name, if there is one, or the owner of all of that
   * name, if they have one. A pod's host name is the pod's name (Kubernetes, DNS for Services and
   * Pods).
   */
  private Optional<String> clientOf(String name) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    List<AddressClaim> called =
        inventory.addresses().stream()
            .filter(claim -> claim.kind() == AddressClaim.Kind.WORKLOAD)
            .filter(claim -> isCalled(claim.instance(), name))
            .toList();
    List<PeerId> owners =
        Stream.concat(
                inventory.hostNames().get(name).stream(), called.stream().map(AddressClaim::owner))
            .distinct()
            .limit(2)
            .toList();
    if (owners.size() != 1) {
      return Optional.empty();
    }
    List<String> machines = called.stream().map(Party::machine).distinct().limit(2).toList();
    return Optional.of(machines.size() == 1 ? machines.get(0) : owners.get(0).toString());
  }

  private static boolean isCalled(String instance, String name) {
    return instance.equals(name) || instance.endsWith("/" + name);
  }

  /** The inventory this resolver stands on. */
  public Inventory inventory() {
    return inventory;
  }

  /** What it tells of addresses that no label selects. */
  public Platform platform() {
    return platform;
  }

  /** Counts by name so far. */
  public ImmutableSortedMap<String, Long> counts() {
    TreeMap<String, Long> all = new TreeMap<>(counts);
    for (int i = 0; i < REASONS.length; i++) {
      if (unresolved[i] > 0) {
        all.put(REASONS[i].counted(), unresolved[i]);
      }
    }
    return ImmutableSortedMap.copyOf(all);
  }

  /** The instant of so many nanoseconds since 1970. */
  public static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
  }

  private static long nanos(Instant time) {
    if (time.isBefore(FIRST)) {
      return Long.MIN_VALUE;
    }
    return time.isAfter(LAST) ? Long.MAX_VALUE : time.getEpochSecond() * SECOND + time.getNano();
  }
}
