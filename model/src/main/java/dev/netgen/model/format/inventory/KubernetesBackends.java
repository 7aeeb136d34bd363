package dev.netgen.model.format.inventory;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.format.inventory.KubernetesService.ServicePort;
import dev.netgen.model.format.inventory.KubernetesVersions.Span;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.Backend;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where Services end. Pods that are alike count once, and are found by one label of the selector,
 * so that the work grows with the Services and what they select, not with Services times pods.
 */
final class KubernetesBackends {
  private static final ImmutableSet<String> RUNS = ImmutableSet.of("Job", "CronJob");

  private final KubernetesAddresses addresses;
  private final Set<Target> targets = new HashSet<>();
  private final Map<Pair, List<Target>> byLabel = new HashMap<>();
  private final Map<KubernetesName, List<Span<KubernetesEndpoints>>> endpoints = new HashMap<>();
  private final Map<Selection, ImmutableList<Target>> selected = new HashMap<>();

  /** Pods that no Service can tell apart, or the template of some. */
  private record Target(PeerId owner, String namespace, PodTemplate template) {}

  private record Pair(String namespace, String label, String value) {}

  private record Selection(String namespace, ImmutableSortedMap<String, String> selector) {}

  /** Where a port ends during an interval. */
  record Part(ImmutableSortedSet<Backend> backends, Instant from, Instant until) {}

  KubernetesBackends(
      KubernetesAddresses addresses, Iterable<KubernetesVersions<KubernetesEndpoints>> written) {
    this.addresses = addresses;
    for (KubernetesVersions<KubernetesEndpoints> versions : written) {
      for (Span<KubernetesEndpoints> each : versions.spans()) {
        String service = each.value().service();
        if (!service.isEmpty()) {
          String namespace = each.value().name().namespace();
          endpoints
              .computeIfAbsent(
                  new KubernetesName("Service", namespace, service), s -> new ArrayList<>(1))
              .add(each);
        }
      }
    }
  }

  /** Pods that Services may select. */
  void add(PeerId owner, String namespace, PodTemplate template) {
    Target target = new Target(owner, namespace, template);
    if (targets.add(target)) {
      template
          .labels()
          .forEach(
              (label, value) ->
                  byLabel
                      .computeIfAbsent(new Pair(namespace, label, value), p -> new ArrayList<>(1))
                      .add(target));
    }
  }

  /** Where a Service's port ends: at the pods it selects, else where its endpoints are then. */
  ImmutableList<Part> of(KubernetesService service, ServicePort port, Instant from, Instant until) {
    ImmutableSortedSet<Backend> pods = selected(service, port);
    return pods.isEmpty()
        ? written(service.name(), port, from, until)
        : ImmutableList.of(new Part(pods, from, until));
  }

  private ImmutableSortedSet<Backend> selected(KubernetesService service, ServicePort port) {
    Set<Backend> backends = new HashSet<>();
    Selection selection = new Selection(service.name().namespace(), service.selector());
    for (Target target : selected.computeIfAbsent(selection, this::select)) {
      real(target.template(), port)
          .ifPresent(real -> backends.add(new Backend(target.owner(), real)));
    }
    if (!backends.stream().allMatch(KubernetesBackends::isRun)) {
      backends.removeIf(KubernetesBackends::isRun);
    }
    return ImmutableSortedSet.copyOf(backends);
  }

  /** Jobs often have the labels of what they prepare, and serve nobody. */
  private static boolean isRun(Backend backend) {
    return backend.owner().workloadKind().filter(RUNS::contains).isPresent();
  }

  private static Optional<Port> real(PodTemplate template, ServicePort port) {
    return PodTemplate.isNumber(port.target())
        ? Optional.of(new Port(Integer.parseInt(port.target()), port.transport()))
        : template.target(port.target(), port.transport());
  }

  /** An empty selector picks nothing. */
  private ImmutableList<Target> select(Selection by) {
    List<Target> fewest = List.of();
    boolean first = true;
    for (Map.Entry<String, String> label : by.selector().entrySet()) {
      Pair pair = new Pair(by.namespace(), label.getKey(), label.getValue());
      List<Target> having = byLabel.getOrDefault(pair, List.of());
      fewest = first || having.size() < fewest.size() ? having : fewest;
      first = false;
    }
    return fewest.stream()
        .filter(
            target -> target.template().labels().entrySet().containsAll(by.selector().entrySet()))
        .collect(ImmutableList.toImmutableList());
  }

  /** Where nothing is written for a while it is left out, where nothing ever is it is told. */
  private ImmutableList<Part> written(
      KubernetesName service, ServicePort port, Instant from, Instant until) {
    List<Span<KubernetesEndpoints>> all = endpoints.getOrDefault(service, List.of());
    TreeSet<Instant> changes = new TreeSet<>(List.of(from, until));
    for (Span<KubernetesEndpoints> span : all) {
      changes.add(span.from());
      changes.add(span.until());
    }
    ImmutableList.Builder<Part> parts = ImmutableList.builder();
    Instant begin = from;
    for (Instant end : changes.subSet(from, false, until, true)) {
      Set<Backend> backends = new HashSet<>();
      for (Span<KubernetesEndpoints> span : all) {
        if (span.from().isBefore(end) && begin.isBefore(span.until())) {
          ends(span.value(), port, begin, end, backends);
        }
      }
      if (!backends.isEmpty()) {
        parts.add(new Part(ImmutableSortedSet.copyOf(backends), begin, end));
      }
      begin = end;
    }
    ImmutableList<Part> found = parts.build();
    return found.isEmpty()
        ? ImmutableList.of(new Part(ImmutableSortedSet.of(), from, until))
        : found;
  }

  private void ends(
      KubernetesEndpoints written,
      ServicePort port,
      Instant from,
      Instant until,
      Set<Backend> into) {
    for (KubernetesEndpoints.Group group : written.groups()) {
      Port real = group.ports().get(port.name());
      if (real != null) {
        for (IpAddress address : group.addresses()) {
          addresses
              .ownersOf(address, from, until)
              .forEach(owner -> into.add(new Backend(owner, real)));
        }
      }
    }
  }

  /** What is ever written of a Service's endpoints. */
  ImmutableList<KubernetesEndpoints.Group> groups(KubernetesName service) {
    return endpoints.getOrDefault(service, List.of()).stream()
        .flatMap(each -> each.value().groups().stream())
        .collect(ImmutableList.toImmutableList());
  }
}
