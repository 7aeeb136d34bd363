package dev.netgen.generator.rebind;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.decision.Decisions;
import dev.netgen.model.decision.NamespaceBinding;
import dev.netgen.model.decision.PeerBinding;
import dev.netgen.model.graph.GraphEvidence;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.net.IpAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds each peer of a graph in the other cluster: by decision, by name, by what it is. */
final class PeerBinder {
  private static final ImmutableSet<String> DNS_NAMESPACES =
      ImmutableSet.of("kube-system", "openshift-dns");

  private final OtherCluster other;
  private final GraphEvidence evidence;
  private final ImmutableMap<PeerId, PeerBinding> decided;
  private final ImmutableMap<String, NamespaceBinding> namespaces;

  PeerBinder(OtherCluster other, GraphEvidence evidence, Decisions decisions) {
    this.other = other;
    this.evidence = evidence;
    Map<PeerId, PeerBinding> peers = new HashMap<>();
    decisions.peers().forEach(binding -> peers.put(binding.from(), binding));
    decisions.resolvers().forEach(binding -> peers.put(binding.from(), binding));
    decided = ImmutableMap.copyOf(peers);
    Map<String, NamespaceBinding> names = new HashMap<>();
    decisions.namespaces().forEach(binding -> names.put(binding.from(), binding));
    namespaces = ImmutableMap.copyOf(names);
  }

  /**
   * The peer's binding.
   *
   * @param answersNames whether it is to be bound as a server of DNS
   */
  Binding bind(PeerId peer, boolean answersNames) {
    PeerBinding decision = decided.get(peer);
    if (decision != null) {
      return decided(decision);
    }
    return switch (peer.kind()) {
      case KUBERNETES, DOCKER -> workload(peer, answersNames);
      case NODE -> answersNames ? nodeLocalDns() : nodes();
      case OUTSIDE -> outside(peer);
      case UNRESOLVED ->
          Binding.unbound(
              "belongs to nobody known, and means nothing in another cluster; analyze with an"
                  + " inventory that knows it, or bind it by peers in netgen.yaml");
    };
  }

  private Binding decided(PeerBinding decision) {
    PeerId to = decision.to();
    ImmutableList<PeerId> there =
        OtherCluster.isWorkload(to) ? other.at(OtherCluster.path(to)) : ImmutableList.of();
    if (there.size() == 1) {
      return Binding.chosen(there.get(0), decision.why());
    }
    boolean known = to.range().isPresent() || to.equals(PeerId.INTERNET) || other.knows(to);
    return known
        ? Binding.chosen(to, decision.why())
        : Binding.unbound(
            "netgen.yaml binds it to " + to + ", which the inventory does not have; correct one");
  }

  private Binding workload(PeerId peer, boolean answersNames) {
    Optional<NamespaceBinding> renamed =
        namespace(peer).flatMap(name -> Optional.ofNullable(namespaces.get(name)));
    String path = renamed.map(to -> moved(peer, to.to())).orElseGet(() -> OtherCluster.path(peer));
    ImmutableList<PeerId> found = other.at(path);
    if (answersNames && systemDns(peer)) {
      return resolver(found);
    }
    if (found.size() == 1) {
      Binding binding = Binding.to(found.get(0));
      return renamed.map(to -> binding.because(to.why())).orElse(binding);
    }
    return Binding.unbound(found.isEmpty() ? missing(path) : several(found));
  }

  private static Optional<String> namespace(PeerId peer) {
    return peer.kind() == PeerKind.DOCKER ? peer.composeProject() : peer.namespace();
  }

  private static String moved(PeerId peer, String namespace) {
    String path = OtherCluster.path(peer);
    return peer.kind().prefix() + ":" + namespace + path.substring(path.indexOf('/'));
  }

  private static String several(ImmutableList<PeerId> found) {
    return "is in several clusters of the inventory ("
        + join(found)
        + "); give one cluster's inventory";
  }

  /** What is near, so that whoever decides need not search. */
  private String missing(String path) {
    String namespace = path.substring(0, path.indexOf('/') < 0 ? 0 : path.indexOf('/'));
    String kindAndName = path.substring(path.indexOf('/') + 1);
    String name = path.substring(path.lastIndexOf('/') + 1);
    List<PeerId> all = other.workloads().stream().map(peer -> peer.id()).toList();
    List<PeerId> there =
        all.stream().filter(id -> OtherCluster.path(id).startsWith(namespace + "/")).toList();
    List<PeerId> named = there.stream().filter(id -> id.shortName().equals(name)).toList();
    if (!named.isEmpty()) {
      return "is not in the inventory, though "
          + join(named)
          + " is; bind it by peers in netgen.yaml";
    }
    List<PeerId> elsewhere =
        all.stream().filter(id -> id.rest().endsWith("/" + kindAndName)).toList();
    if (!elsewhere.isEmpty()) {
      return "is not in the inventory, though "
          + join(elsewhere)
          + " is; map its namespace by namespaces in netgen.yaml";
    }
    return there.isEmpty()
        ? "its namespace is not in the inventory; export it, or map it by namespaces in netgen.yaml"
        : "is not in the inventory; export it, or bind it by peers in netgen.yaml";
  }

  private static boolean systemDns(PeerId peer) {
    return namespace(peer).map(DNS_NAMESPACES::contains).orElse(false);
  }

  /** The cluster's resolver is what stands behind its DNS Service, whatever its name. */
  private Binding resolver(ImmutableList<PeerId> sameName) {
    Optional<PeerId> local = other.nodeLocalDns();
    if (local.isPresent() && !sameName.contains(local.get())) {
      return Binding.unbound(
          "answers names, and the other cluster has "
              + local.get()
              + " for that besides; say by resolvers in netgen.yaml which its pods ask");
    }
    ImmutableSortedSet<PeerId> resolvers = other.resolvers();
    if (sameName.size() == 1 && (resolvers.isEmpty() || resolvers.contains(sameName.get(0)))) {
      return Binding.chosen(sameName.get(0), "");
    }
    return resolvers.size() == 1
        ? Binding.chosen(resolvers.first(), "")
        : Binding.unbound(noResolver(resolvers));
  }

  private static String noResolver(ImmutableSortedSet<PeerId> resolvers) {
    return resolvers.isEmpty()
        ? "answers names, and the inventory has no Service kube-system/kube-dns, kube-system/coredns"
            + " or openshift-dns/dns-default with pods; say by resolvers in netgen.yaml who does"
            + " there"
        : "answers names, and several do there ("
            + join(resolvers)
            + "); say by resolvers in netgen.yaml which";
  }

  private Binding nodeLocalDns() {
    Optional<PeerId> local = other.nodeLocalDns();
    return local.isPresent() ? Binding.chosen(local.get(), "") : resolver(ImmutableList.of());
  }

  /** Which node a pod runs on changes: a node is any of them. */
  private Binding nodes() {
    ImmutableList<PeerId> nodes = other.nodes();
    return nodes.isEmpty()
        ? Binding.unbound(
            "is a node, and the inventory has none; export nodes too, or bind it by peers in"
                + " netgen.yaml")
        : Binding.all(nodes);
  }

  private Binding outside(PeerId peer) {
    if (peer.equals(PeerId.INTERNET)) {
      return Binding.to(peer);
    }
    if (peer.range().isPresent()) {
      return peer.range().get().base().isPrivate()
          ? Binding.unbound(
              "is a private address where it was recorded; name its machine by machines in"
                  + " netgen.yaml, and bind it by peers")
          : Binding.to(peer);
    }
    if (!other.addresses(peer).isEmpty()) {
      return Binding.to(peer);
    }
    List<IpAddress> own =
        evidence.addresses().getOrDefault(peer, ImmutableSortedSet.of()).stream()
            .filter(IpAddress::isPrivate)
            .filter(address -> other.ranges(peer).stream().noneMatch(r -> r.contains(address)))
            .toList();
    return own.isEmpty()
        ? Binding.to(peer)
        : Binding.unbound(
            "had private addresses where it was recorded ("
                + join(own)
                + "); give its addresses there by machines in netgen.yaml");
  }

  private static String join(Iterable<?> values) {
    List<String> texts = ImmutableList.copyOf(values).stream().map(Object::toString).toList();
    int more = texts.size() - 5;
    return texts.stream().limit(5).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }
}
