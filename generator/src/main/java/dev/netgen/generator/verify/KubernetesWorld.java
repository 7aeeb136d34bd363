package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Maps;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.enforcer.Enforcer;
import dev.netgen.model.enforcer.Naming;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.GraphEvidence;
import dev.netgen.model.graph.LinkEvidence;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.graph.ServiceAddress;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The graph's peers as policies see them. For several threads at once. */
final class KubernetesWorld {
  private static final ImmutableSet<Cidr> EVERYWHERE =
      ImmutableSet.of(Cidr.parse("0.0.0.0/0"), Cidr.parse("::/0"));

  private static final PeerId API_SERVER = PeerId.kubernetes("default", "Service", "kubernetes");

  private final GenerationRequest request;
  private final ImmutableMap<String, ImmutableMap<String, String>> namespaces;
  private final Function<Peer, Optional<Endpoint>> words;
  private final ImmutableMap<LinkKey, ImmutableSortedSet<ServiceAddress>> called;
  private final Map<PeerId, Endpoint> endpoints = new ConcurrentHashMap<>();

  KubernetesWorld(GenerationRequest request) {
    this(request, ImmutableMap.of());
  }

  /**
   * The peers, and what is known of namespaces.
   *
   * @param namespaces labels of namespaces besides their names
   */
  KubernetesWorld(GenerationRequest request, Map<String, ImmutableMap<String, String>> namespaces) {
    this(request, namespaces, peer -> Optional.empty());
  }

  /**
   * The peers as a kind of policy sees them that has words of its own.
   *
   * @param namespaces labels of namespaces besides their names
   * @param words how this kind sees a peer that is no pod; empty where as NetworkPolicy does
   */
  KubernetesWorld(
      GenerationRequest request,
      Map<String, ImmutableMap<String, String>> namespaces,
      Function<Peer, Optional<Endpoint>> words) {
    this.request = request;
    this.namespaces = ImmutableMap.copyOf(namespaces);
    this.words = words;
    this.called = called(request.evidence());
  }

  private static ImmutableMap<LinkKey, ImmutableSortedSet<ServiceAddress>> called(
      GraphEvidence evidence) {
    ImmutableMap.Builder<LinkKey, ImmutableSortedSet<ServiceAddress>> called =
        ImmutableMap.builder();
    for (LinkEvidence link : evidence.links().values()) {
      if (link.facts().containsKey(ServiceAddress.FACT)) {
        called.put(link.key(), ServiceAddress.of(link));
      }
    }
    return called.buildOrThrow();
  }

  Enforcer enforcer() {
    return request.enforcer();
  }

  CommunicationGraph graph() {
    return request.graph();
  }

  /** The workloads that selectors can pick, sorted. */
  ImmutableList<Peer> pods() {
    return request.graph().peers().values().stream()
        .filter(KubernetesWorld::isPod)
        .collect(ImmutableList.toImmutableList());
  }

  Endpoint endpoint(PeerId id) {
    Endpoint known = endpoints.get(id);
    if (known == null) {
      known = find(id);
      endpoints.put(id, known);
    }
    return known;
  }

  private Endpoint find(PeerId id) {
    Peer peer = request.graph().peer(id);
    if (isPod(peer)) {
      return new Endpoint(Optional.of(pod(peer)), ImmutableSet.of());
    }
    return words.apply(peer).orElseGet(() -> byAddress(peer));
  }

  private Endpoint byAddress(Peer peer) {
    PeerId id = peer.id();
    if (unnamed(peer)) {
      return Endpoint.outside(ImmutableSet.of());
    }
    if (id.equals(PeerId.INTERNET)) {
      return Endpoint.outside(EVERYWHERE);
    }
    if (id.kind() == PeerKind.UNRESOLVED) {
      return Endpoint.outside(ImmutableSet.of(Cidr.of(IpAddress.parse(id.rest()))));
    }
    Optional<Cidr> range = id.range();
    if (range.isPresent()) {
      return Endpoint.outside(ImmutableSet.of(range.get()));
    }
    ImmutableSortedSet<IpAddress> addresses =
        request.evidence().addresses().getOrDefault(id, ImmutableSortedSet.of());
    return Endpoint.outside(
        addresses.stream().map(Cidr::of).collect(ImmutableSet.toImmutableSet()));
  }

  /** Whether the enforcer's rules have no word for it: a node, the API server, one on a node. */
  private boolean unnamed(Peer peer) {
    boolean onNode = peer.id().kind() == PeerKind.NODE || peer.hostNetwork();
    return onNode
        && (peer.id().equals(API_SERVER)
            ? request.enforcer().apiServer() != Naming.RANGE
            : !request.enforcer().nodesByRange());
  }

  /** Why no address of the peer can be judged. */
  String whyNowhere(PeerId id) {
    return unnamed(request.graph().peer(id))
        ? "rules of NetworkPolicy cannot name " + id + " for " + request.enforcer()
        : "the evidence holds no address of " + id;
  }

  /** The addresses of Services that the link's clients called, where rules see those. */
  ImmutableSortedSet<ServiceAddress> called(LinkKey link) {
    return request.enforcer().seesServices() ? services(link) : ImmutableSortedSet.of();
  }

  /** The addresses of Services that the link's clients called. */
  ImmutableSortedSet<ServiceAddress> services(LinkKey link) {
    ImmutableSortedSet<ServiceAddress> services = called.get(link);
    return services != null && link.to().kind() == PeerKind.KUBERNETES
        ? services
        : ImmutableSortedSet.of();
  }

  /** A workload that selectors can pick: not one on the node's network. */
  static boolean isPod(Peer peer) {
    return peer.id().kind() == PeerKind.KUBERNETES && !peer.hostNetwork();
  }

  private boolean isolable(Peer peer) {
    boolean owned = peer.id().workloadKind().filter("Pod"::equals).isEmpty();
    return owned || request.enforcer().ownerlessPods();
  }

  private Endpoint.Pod pod(Peer peer) {
    String namespace = peer.id().namespace().orElse("default");
    Map<String, String> labels =
        new TreeMap<>(namespaces.getOrDefault(namespace, ImmutableMap.of()));
    labels.put("kubernetes.io/metadata.name", namespace);
    return new Endpoint.Pod(
        namespace,
        ImmutableMap.copyOf(labels),
        ImmutableMap.copyOf(Maps.filterKeys(peer.labels(), request.enforcer()::selectsBy)),
        ImmutableSet.copyOf(peer.ports().entrySet()),
        isolable(peer));
  }
}
