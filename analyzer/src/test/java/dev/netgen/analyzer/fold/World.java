package dev.netgen.analyzer.fold;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.inventory.Backend;
import dev.netgen.model.inventory.Exposed;
import dev.netgen.model.inventory.Forward;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.inventory.InventoryBuilder;
import dev.netgen.model.inventory.KnownRange;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Makes inventories by hand. Times are seconds after {@link FlowMaker#START}. */
public final class World {
  private final TreeMap<PeerId, Peer> workloads = new TreeMap<>();
  private final TreeSet<AddressClaim> claims = new TreeSet<>();
  private final TreeSet<Forward> forwards = new TreeSet<>();
  private final TreeSet<Backend> probes = new TreeSet<>();
  private final TreeSet<Backend> callbacks = new TreeSet<>();
  private final TreeSet<Exposed> exposures = new TreeSet<>();
  private final TreeSet<KnownRange> ranges = new TreeSet<>();

  /** A workload, or one of its instances, holds an address. */
  public World holds(String owner, String address) {
    return holds(owner, owner + "-1", address, -3600, 3600);
  }

  /** A workload, or one of its instances, holds an address. */
  public World holds(String owner, String instance, String address, double from, double until) {
    PeerId id = PeerId.parse(owner);
    workloads.putIfAbsent(id, Peer.named(id));
    return claim(AddressClaim.Kind.WORKLOAD, id, instance, address, from, until);
  }

  /** The gateway of a Docker network. */
  public World gateway(String address) {
    return claim(
        AddressClaim.Kind.GATEWAY, PeerId.node("docker-host"), "gateway", address, -3600, 3600);
  }

  /** A node. */
  public World node(String name, String address) {
    return claim(AddressClaim.Kind.NODE, PeerId.node(name), name, address, -3600, 3600);
  }

  /** A machine outside every platform that a person named, by an address or a range. */
  public World machine(String name, String address) {
    PeerId id = PeerId.outsideName(name);
    workloads.put(id, Peer.named(id).withWhy("netgen.yaml: named"));
    if (address.indexOf('/') < 0) {
      return claim(AddressClaim.Kind.OUTSIDE, id, name, address, -3600, 3600);
    }
    ranges.add(new KnownRange(Cidr.parse(address), KnownRange.Kind.OUTSIDE, name));
    return this;
  }

  /** A machine that a platform knows by its address only, as an endpoint without a selector. */
  public World elsewhere(String address) {
    PeerId id = PeerId.outsideRange(Cidr.of(IpAddress.parse(address)));
    return claim(AddressClaim.Kind.OUTSIDE, id, "endpoint", address, -3600, 3600);
  }

  /** A pod of a workload, on a node. */
  public World pod(String owner, String address, String node) {
    PeerId id = PeerId.parse(owner);
    workloads.putIfAbsent(id, Peer.named(id));
    claims.add(
        AddressClaim.of(
                IpAddress.parse(address),
                AddressClaim.Kind.WORKLOAD,
                id,
                owner + " " + address,
                time(-3600),
                time(3600))
            .on(node));
    return this;
  }

  /** The kubelet asks this port of a workload. */
  public World probes(String owner, String port) {
    probes.add(new Backend(PeerId.parse(owner), Port.parse(port)));
    return this;
  }

  /** The API server calls this port of a workload. */
  public World callsBack(String owner, String port) {
    callbacks.add(new Backend(PeerId.parse(owner), Port.parse(port)));
    return this;
  }

  /** A range that addresses are given out of. */
  public World range(KnownRange.Kind kind, String range, String name) {
    ranges.add(new KnownRange(Cidr.parse(range), kind, name));
    return this;
  }

  private World claim(
      AddressClaim.Kind kind,
      PeerId owner,
      String instance,
      String address,
      double from,
      double until) {
    claims.add(
        AddressClaim.of(IpAddress.parse(address), kind, owner, instance, time(from), time(until)));
    return this;
  }

  /** A workload exposes a port. */
  public World exposes(String owner, String port) {
    workloads.compute(
        PeerId.parse(owner), (id, peer) -> known(id, peer).withExposed(Set.of(Port.parse(port))));
    return this;
  }

  /** The same from one second until another, and only to clients in these ranges if any. */
  public World exposes(String owner, String port, double from, double until, String... ranges) {
    return exposed(owner, port, from, until, ranges).exposes(owner, port);
  }

  /** The same, which is declared no more. */
  public World exposed(String owner, String port, double from, double until, String... ranges) {
    exposures.add(
        new Exposed(
            new Backend(PeerId.parse(owner), Port.parse(port)),
            Stream.of(ranges)
                .map(Cidr::parse)
                .collect(ImmutableSortedSet.toImmutableSortedSet(Cidr::compareTo)),
            time(from),
            time(until)));
    return this;
  }

  /** A workload names a port. */
  public World names(String owner, String name, String port) {
    workloads.compute(
        PeerId.parse(owner),
        (id, peer) -> known(id, peer).withPorts(java.util.Map.of(name, Port.parse(port))));
    return this;
  }

  /** A workload is on the host network. */
  public World onHostNetwork(String owner) {
    workloads.compute(PeerId.parse(owner), (id, peer) -> known(id, peer).withHostNetwork(true));
    return this;
  }

  /** A workload is attached to networks. */
  public World attached(String owner, String... networks) {
    workloads.compute(
        PeerId.parse(owner), (id, peer) -> known(id, peer).withNetworks(Set.of(networks)));
    return this;
  }

  private static Peer known(PeerId id, Peer peer) {
    return peer == null ? Peer.named(id) : peer;
  }

  /** A translation of {@code address port/transport} (address {@code *}: any of the host). */
  public World forwards(String name, String address, String port, String... backends) {
    return forwards(Instant.EPOCH, Instant.MAX, name, address, port, backends);
  }

  /** The same from one second until another. */
  public World forwardsDuring(
      double from, double until, String name, String address, String port, String... backends) {
    return forwards(time(from), time(until), name, address, port, backends);
  }

  private World forwards(
      Instant from, Instant until, String name, String address, String port, String... backends) {
    ImmutableSortedSet.Builder<Backend> ends = ImmutableSortedSet.naturalOrder();
    for (String backend : backends) {
      String[] parts = backend.split(" ", -1);
      ends.add(new Backend(PeerId.parse(parts[0]), Port.parse(parts[1])));
    }
    Optional<IpAddress> at =
        address.equals("*") ? Optional.empty() : Optional.of(IpAddress.parse(address));
    forwards.add(new Forward(name, at, Port.parse(port), ends.build(), from, until));
    return this;
  }

  /** All of it. */
  public Inventory inventory() {
    InventoryBuilder inventory =
        new InventoryBuilder().workloads(workloads.values()).addresses(claims).forwards(forwards);
    probes.forEach(inventory::probe);
    callbacks.forEach(inventory::callback);
    exposures.forEach(inventory::exposure);
    ranges.forEach(inventory::range);
    return inventory.build();
  }

  static Instant time(double seconds) {
    return Instant.ofEpochSecond(0, FlowMaker.START + (long) (seconds * 1e9));
  }
}
