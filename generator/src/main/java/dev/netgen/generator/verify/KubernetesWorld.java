package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The graph's peers as policies see them. */
final class KubernetesWorld {
  private static final ImmutableSet<Cidr> EVERYWHERE =
      ImmutableSet.of(Cidr.parse("0.0.0.0/0"), Cidr.parse("::/0"));

  private final GenerationRequest request;
  private final Map<PeerId, Endpoint> endpoints = new HashMap<>();

  KubernetesWorld(GenerationRequest request) {
    this.request = request;
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

  /** A workload that selectors can pick: not one on the node's network. */
  static boolean isPod(Peer peer) {
    return peer.id().kind() == PeerKind.KUBERNETES && !peer.hostNetwork();
  }

  private static Endpoint.Pod pod(Peer peer) {
    String namespace = peer.id().namespace().orElse("default");
    return new Endpoint.Pod(
        namespace,
        ImmutableMap.of("kubernetes.io/metadata.name", namespace),
        ImmutableMap.copyOf(peer.labels()),
        ImmutableSet.copyOf(peer.ports().entrySet()));
  }
}
