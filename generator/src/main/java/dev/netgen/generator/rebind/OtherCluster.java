package dev.netgen.generator.rebind;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSet;
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
import dev.netgen.model.net.Port;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the inventory of the other cluster tells of peers there. */
final class OtherCluster {
  /** The API server, which every cluster knows by this Service. */
  private static final String API_SERVER = "default/Service/kubernetes";

  /** Services that answer names, as kubeadm and others, and OpenShift, call them. */
  private static final ImmutableSet<String> DNS_SERVICES =
      ImmutableSet.of(
          "service kube-system/kube-dns",
          "service kube-system/coredns",
          "service openshift-dns/dns-default");

  /** The add-on's name and address (Kubernetes, "Using NodeLocal DNSCache"). */
  private static final String NODE_LOCAL_DNS = "kube-system/DaemonSet/node-local-dns";

  private static final IpAddress NODE_LOCAL_ADDRESS = IpAddress.parse("169.254.20.10");
  private static final int DNS = 53;

  private final Inventory inventory;
  private final TreeMap<PeerId, Peer> workloads = new TreeMap<>();
  private final ImmutableListMultimap<String, PeerId> byPath;
  private final TreeMap<PeerId, ImmutableSortedSet<IpAddress>> held = new TreeMap<>();

  OtherCluster(Inventory inventory) {
    this.inventory = inventory;
    inventory.workloads().values().stream()
        .filter(peer -> isWorkload(peer.id()))
        .forEach(peer -> workloads.put(peer.id(), peer));
    inventory.forwards().stream()
        .flatMap(forward -> forward.backends().stream())
        .map(Backend::owner)
        .filter(OtherCluster::isApiServer)
        .forEach(id -> workloads.put(id, described(id).withHostNetwork(true)));
    ImmutableListMultimap.Builder<String, PeerId> paths = ImmutableListMultimap.builder();
    workloads.keySet().forEach(id -> paths.put(path(id), id));
    byPath = paths.build();
    inventory.addresses().stream()
        .filter(claim -> claim.kind() != AddressClaim.Kind.WORKLOAD)
        .forEach(claim -> hold(claim.owner(), claim.address()));
  }

  private void hold(PeerId owner, IpAddress address) {
    held.merge(
        owner,
        ImmutableSortedSet.of(address),
        (one, other) ->
            ImmutableSortedSet.<IpAddress>naturalOrder().addAll(one).addAll(other).build());
  }

  static boolean isWorkload(PeerId id) {
    return id.kind() == PeerKind.KUBERNETES || id.kind() == PeerKind.DOCKER;
  }

  static boolean isApiServer(PeerId id) {
    return id.kind() == PeerKind.KUBERNETES && path(id).equals("k8s:" + API_SERVER);
  }

  /** The id without the cluster in front. */
  static String path(PeerId id) {
    String rest = id.rest();
    String bare =
        id.kind() == PeerKind.KUBERNETES
            ? rest.substring(rest.lastIndexOf(':', rest.indexOf('/')) + 1)
            : rest;
    return id.kind().prefix() + ":" + bare;
  }

  /** All workloads there. */
  ImmutableList<Peer> workloads() {
    return ImmutableList.copyOf(workloads.values());
  }

  /** Workloads by their ids without a cluster: one, or one of each cluster. */
  ImmutableList<PeerId> at(String path) {
    return byPath.get(path);
  }

  /** What is known of a peer. */
  Peer described(PeerId id) {
    Peer workload = workloads.get(id);
    return workload != null ? workload : inventory.workloads().getOrDefault(id, Peer.named(id));
  }

  /** Whether the inventory knows this peer, of whatever kind. */
  boolean knows(PeerId id) {
    return workloads.containsKey(id)
        || held.containsKey(id)
        || inventory.workloads().containsKey(id);
  }

  /** All nodes, sorted. */
  ImmutableList<PeerId> nodes() {
    return held.keySet().stream()
        .filter(id -> id.kind() == PeerKind.NODE)
        .collect(ImmutableList.toImmutableList());
  }

  /** Addresses there of a peer that no label selects; empty where the inventory has none. */
  ImmutableSortedSet<IpAddress> addresses(PeerId id) {
    if (isApiServer(id)) {
      return apiServer(id);
    }
    if (isWorkload(id) && described(id).hostNetwork()) {
      Stream<IpAddress> local =
          path(id).equals("k8s:" + NODE_LOCAL_DNS) ? Stream.of(NODE_LOCAL_ADDRESS) : Stream.empty();
      return Stream.concat(local, nodes().stream().flatMap(node -> addresses(node).stream()))
          .collect(ImmutableSortedSet.toImmutableSortedSet(IpAddress::compareTo));
    }
    return held.getOrDefault(id, ImmutableSortedSet.of());
  }

  /** Its endpoints: addresses that lead to it without changing the port. */
  private ImmutableSortedSet<IpAddress> apiServer(PeerId id) {
    ImmutableSortedSet.Builder<IpAddress> addresses = ImmutableSortedSet.naturalOrder();
    inventory.addresses().stream()
        .filter(claim -> claim.owner().equals(id))
        .forEach(claim -> addresses.add(claim.address()));
    for (Forward forward : inventory.forwards()) {
      if (forward.address().isPresent()
          && !forward.name().startsWith("service ")
          && forward.backends().contains(new Backend(id, forward.port()))) {
        addresses.add(forward.address().get());
      }
    }
    return addresses.build();
  }

  /** The API server's own port, where the inventory tells one. */
  Optional<Port> apiServerPort(PeerId id) {
    ImmutableSortedSet<Port> ports =
        inventory.forwards().stream()
            .flatMap(forward -> forward.backends().stream())
            .filter(backend -> backend.owner().equals(id))
            .map(Backend::port)
            .collect(ImmutableSortedSet.toImmutableSortedSet(Port::compareTo));
    return ports.size() == 1 ? Optional.of(ports.first()) : Optional.empty();
  }

  /** Ranges in which people named this machine. */
  ImmutableList<Cidr> ranges(PeerId id) {
    return inventory.ranges().stream()
        .filter(known -> known.kind() == KnownRange.Kind.OUTSIDE)
        .filter(known -> PeerId.outsideName(known.name()).equals(id))
        .map(KnownRange::range)
        .collect(ImmutableList.toImmutableList());
  }

  /** Workloads behind the cluster's DNS Service. */
  ImmutableSortedSet<PeerId> resolvers() {
    return dnsBackends()
        .map(Backend::owner)
        .collect(ImmutableSortedSet.toImmutableSortedSet(PeerId::compareTo));
  }

  /** The port on which this resolver answers what is sent to port 53 of the DNS Service. */
  Optional<Port> dnsPort(PeerId resolver, Port like) {
    return dnsBackends()
        .filter(backend -> backend.owner().equals(resolver))
        .map(Backend::port)
        .filter(port -> port.transport() == like.transport())
        .findFirst();
  }

  private Stream<Backend> dnsBackends() {
    return inventory.forwards().stream()
        .filter(forward -> DNS_SERVICES.contains(forward.name()))
        .filter(forward -> forward.port().number() == DNS && forward.address().isPresent())
        .flatMap(forward -> forward.backends().stream())
        .sorted();
  }

  /** The DaemonSet that answers names on each node, where there is one. */
  Optional<PeerId> nodeLocalDns() {
    return at("k8s:" + NODE_LOCAL_DNS).stream().findFirst();
  }
}
