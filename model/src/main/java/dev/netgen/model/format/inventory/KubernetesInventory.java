package dev.netgen.model.format.inventory;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.format.inventory.KubernetesService.ServicePort;
import dev.netgen.model.format.inventory.KubernetesVersions.Span;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.Backend;
import dev.netgen.model.inventory.Exposed;
import dev.netgen.model.inventory.InventoryBuilder;
import dev.netgen.model.inventory.KnownRange;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** From what is known of a cluster to workloads, addresses, translations. */
final class KubernetesInventory {
  /** Labels that change with each rollout, run or replica, and so can select nothing for long. */
  private static final ImmutableSet<String> UNSTABLE =
      ImmutableSet.of(
          "pod-template-hash",
          "rollouts-pod-template-hash",
          "controller-revision-hash",
          "pod-template-generation",
          "controller-uid",
          "job-name",
          "batch.kubernetes.io/controller-uid",
          "batch.kubernetes.io/job-name",
          "batch.kubernetes.io/job-completion-index",
          "statefulset.kubernetes.io/pod-name",
          "apps.kubernetes.io/pod-index");

  private static final Comparator<PodHistory> BY_NAME =
      Comparator.comparing((PodHistory pod) -> pod.latest().name())
          .thenComparing(pod -> pod.latest().uid());

  private final KubernetesCluster cluster;
  private final KubernetesOwners owners;
  private final KubernetesAddresses addresses;
  private final KubernetesBackends backends;
  private final KubernetesForwards forwards;
  private final Map<PeerId, Peer> peers = new TreeMap<>();
  private final Set<Exposed> exposures = new TreeSet<>();
  private final Set<PeerId> templated = new HashSet<>();
  private final Unused unused = new Unused();

  KubernetesInventory(KubernetesCluster cluster) {
    this.cluster = cluster;
    this.owners = new KubernetesOwners(cluster.name(), cluster.controllers());
    this.addresses = new KubernetesAddresses(cluster, owners);
    this.backends = new KubernetesBackends(addresses, cluster.endpoints());
    this.forwards =
        new KubernetesForwards(backends, owners.peer(KubernetesForwards.API), cluster.nodes());
  }

  void addTo(InventoryBuilder inventory) {
    cluster.controllers().values().forEach(object -> workload(object, inventory));
    cluster.pods().stream().sorted(BY_NAME).forEach(pod -> pod(pod, inventory));
    cluster.services().values().forEach(each -> each.spans().forEach(forwards::begins));
    cluster.services().values().forEach(each -> each.spans().forEach(this::service));
    cluster.exposed().forEach(each -> each.spans().forEach(this::expose));
    exposures.forEach(inventory::exposure);
    cluster.called().stream()
        .flatMap(each -> each.spans().stream())
        .flatMap(span -> span.value().stream())
        .distinct()
        .forEach(reference -> follow(reference, true, inventory::callback));
    ranges().forEach(inventory::range);
    cluster.conflicts().forEach(inventory::conflict);
    inventory
        .workloads(peers.values())
        .addresses(addresses.claims())
        .forwards(forwards.all())
        .unused(unused.counts());
  }

  /** A workload is known by its template even when no pod of it was running. */
  private void workload(KubernetesController object, InventoryBuilder inventory) {
    if (object.template().isEmpty() || !owners.of(object).equals(object.name())) {
      return;
    }
    PeerId owner = owners.peer(object.name());
    PodTemplate template = object.template().get();
    templated.add(owner);
    peers.put(owner, described(owner, template));
    backends.add(owner, object.name().namespace(), template);
    template.probes().forEach(port -> inventory.probe(new Backend(owner, port)));
  }

  private static Peer described(PeerId owner, PodTemplate template) {
    return Peer.named(owner)
        .withLabels(stable(template.labels()))
        .withPorts(template.namedPorts())
        .withHostNetwork(template.hostNetwork());
  }

  private static Map<String, String> stable(Map<String, String> labels) {
    Map<String, String> stable = new TreeMap<>(labels);
    stable.keySet().removeAll(UNSTABLE);
    if (labels.containsKey("deploymentconfig")) {
      stable.remove("deployment");
    }
    return stable;
  }

  /** Pods of which no template is known have the labels that all of them have. */
  private void pod(PodHistory history, InventoryBuilder inventory) {
    KubernetesPod pod = history.latest();
    PeerId owner = owners.of(pod);
    PodTemplate template = pod.template();
    if (!templated.contains(owner)) {
      Peer before = peers.get(owner);
      Peer own = described(owner, template);
      Map<String, String> labels = new TreeMap<>(own.labels());
      if (before != null) {
        labels.entrySet().retainAll(before.labels().entrySet());
      }
      peers.put(owner, own.withLabels(labels));
    }
    backends.add(owner, pod.name().namespace(), template);
    template.probes().forEach(port -> inventory.probe(new Backend(owner, port)));
    forwards.pod(history, owner);
    if (!template.hostNetwork()) {
      template.ports().stream()
          .filter(port -> port.hostPort() != 0)
          .forEach(
              port ->
                  expose(
                      new Backend(owner, port.port()),
                      ImmutableSortedSet.of(),
                      history.from(),
                      history.until()));
    }
  }

  private void service(Span<KubernetesService> span) {
    KubernetesService service = span.value();
    for (IpAddress balancer : service.balancers()) {
      addresses.outside(balancer, "load balancer of " + service.path(), service.origin());
    }
    if (service.selector().isEmpty() && !service.name().equals(KubernetesForwards.API)) {
      for (KubernetesEndpoints.Group group : backends.groups(service.name())) {
        group
            .addresses()
            .forEach(a -> addresses.outside(a, "endpoint of " + service.path(), service.origin()));
      }
    }
    forwards.service(span);
    if (service.outside()) {
      for (ServicePort port : service.ports()) {
        forwards
            .backends(service, port, span.from(), span.until())
            .forEach(end -> expose(end, service.sources(), span.from(), span.until()));
      }
    }
  }

  /** What is led to no more was open while it was, and is declared to be no longer. */
  private void expose(Span<ImmutableList<KubernetesReferences>> span) {
    boolean open = span.until().equals(Instant.MAX);
    Consumer<Backend> expose =
        open
            ? end -> expose(end, ImmutableSortedSet.of(), Instant.EPOCH, Instant.MAX)
            : end ->
                exposures.add(
                    new Exposed(end, ImmutableSortedSet.of(), Instant.EPOCH, span.until()));
    span.value().stream().distinct().forEach(reference -> follow(reference, !open, expose));
  }

  private void expose(
      Backend backend, ImmutableSortedSet<Cidr> sources, Instant from, Instant until) {
    PeerId owner = backend.owner();
    if (!peers.containsKey(owner)) {
      return;
    }
    exposures.add(new Exposed(backend, sources, from, until));
    Peer peer = peers.getOrDefault(owner, Peer.named(owner));
    TreeSet<Port> all = new TreeSet<>(peer.exposed());
    if (all.add(backend.port())) {
      peers.put(owner, peer.withExposed(all));
    }
  }

  private void follow(KubernetesReferences reference, boolean former, Consumer<Backend> each) {
    KubernetesVersions<KubernetesService> known = cluster.services().get(reference.service());
    if (known == null || !(former || known.isOpen())) {
      unused.count("kubernetes object that leads to a Service that is not in the inventory");
      return;
    }
    KubernetesService service = known.latest();
    service.ports().stream()
        .filter(reference::means)
        .map(port -> forwards.backends(service, port, Instant.EPOCH, Instant.MAX))
        .forEach(backends -> backends.stream().filter(reference::reaches).forEach(each));
  }

  private static KnownRange podsOf(KubernetesNode node, Cidr range) {
    return new KnownRange(range, KnownRange.Kind.POD, "node " + node.name());
  }

  private Collection<KnownRange> ranges() {
    Set<KnownRange> all = new TreeSet<>(cluster.ranges());
    if (all.stream().noneMatch(range -> range.kind() == KnownRange.Kind.SERVICE)) {
      all.addAll(new ServiceRanges(cluster, addresses).ranges());
    }
    cluster.nodes().stream()
        .flatMap(each -> each.spans().stream())
        .map(KubernetesVersions.Span::value)
        .forEach(node -> node.podRanges().forEach(range -> all.add(podsOf(node, range))));
    return all;
  }
}
