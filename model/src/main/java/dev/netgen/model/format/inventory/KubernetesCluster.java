package dev.netgen.model.format.inventory;

import dev.netgen.model.format.Fields;
import dev.netgen.model.inventory.Conflict;
import dev.netgen.model.inventory.KnownRange;
import dev.netgen.model.net.Cidr;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the sources say of one cluster, as compact values. */
final class KubernetesCluster {
  private static final int MOST_CONFLICTS = 1000;

  private final String name;
  private final Interner shared = new Interner();
  private final Map<String, PodHistory> pods = new HashMap<>();
  private final Map<KubernetesName, KubernetesController> controllers = new TreeMap<>();
  private final Map<KubernetesName, KubernetesService> services = new TreeMap<>();
  private final Map<KubernetesName, KubernetesEndpoints> endpoints = new TreeMap<>();
  private final Map<String, KubernetesNode> nodes = new TreeMap<>();
  private final Set<KubernetesReferences> exposed = new HashSet<>();
  private final Set<KubernetesReferences> called = new HashSet<>();
  private final Set<KnownRange> ranges = new TreeSet<>();
  private final Map<KubernetesName, Version> versions = new HashMap<>();
  private final Set<Conflict> conflicts = new TreeSet<>();

  /** Per source, by number: the time at which it was written, as far as is known. */
  private final List<Instant> times = new ArrayList<>();

  /** Per source: the namespaces it has pods of. */
  private final List<Set<String>> scopes = new ArrayList<>();

  /** What one source said of an object. */
  private record Version(
      int source, Optional<Instant> time, String number, String essentials, String origin) {
    String told() {
      return essentials + " in " + origin;
    }
  }

  KubernetesCluster(String name) {
    this.name = name;
  }

  void begin() {
    times.add(Instant.EPOCH);
    scopes.add(new HashSet<>());
  }

  private int source() {
    return times.size() - 1;
  }

  void pod(KubernetesPod read, Source source, boolean deleted) {
    KubernetesPod pod = read.sharing(shared);
    scopes.get(source()).add(pod.name().namespace());
    Instant changed = pod.times().changed();
    if (changed.isAfter(times.get(source()))) {
      times.set(source(), changed);
    }
    PodHistory known = pods.get(pod.key());
    if (known == null) {
      known = new PodHistory(pod, source());
      pods.put(pod.key(), known);
    } else if (isLater(pod, known, source)) {
      known.next(pod, source.time(), source());
    } else {
      known.former(pod, source());
    }
    if (deleted) {
      known.gone(source.time());
    }
  }

  /** Where only resource versions tell the order they do; else it is that of reading. */
  private boolean isLater(KubernetesPod pod, PodHistory known, Source source) {
    KubernetesPod before = known.latest();
    if (source.time().isPresent() || known.lastSource() == source()) {
      return true;
    }
    if (!before.version().equals(pod.version())) {
      return number(pod.version()) >= number(before.version());
    }
    if (!before.addresses().isEmpty()
        && !pod.addresses().isEmpty()
        && !before.addresses().equals(pod.addresses())) {
      conflict(
          "pod " + pod.instance(),
          before.addresses() + " in " + before.origin(),
          pod.addresses() + " in " + pod.origin());
    }
    return true;
  }

  private static long number(String version) {
    boolean usable = version.length() < 19 && PodTemplate.isNumber(version) && !version.isEmpty();
    return usable ? Long.parseLong(version) : 0;
  }

  void service(KubernetesService service, Source source, Fields metadata) {
    if (replaces(service.name(), service.essentials(), service.origin(), source, metadata)) {
      services.put(service.name(), service);
    }
  }

  void controller(KubernetesController object, Source source, Fields metadata) {
    if (replaces(object.name(), object.essentials(), object.origin(), source, metadata)) {
      controllers.put(
          object.name(),
          new KubernetesController(
              object.name(),
              object.controller(),
              object.template().map(shared::of),
              object.origin()));
    }
  }

  void node(KubernetesNode node, Source source, Fields metadata) {
    nodes.merge(node.name(), node, KubernetesNode::with);
  }

  void endpoints(KubernetesEndpoints object) {
    endpoints.put(object.name(), object);
  }

  void exposed(KubernetesReferences reference) {
    exposed.add(reference);
  }

  void called(KubernetesReferences reference) {
    called.add(reference);
  }

  void range(String kind, String object, Fields spec) {
    KnownRange.Kind of = kind.equals("IPPool") ? KnownRange.Kind.POD : KnownRange.Kind.SERVICE;
    spec.optionalText("cidr")
        .ifPresent(text -> range(of, spec.convert("cidr", text, Cidr::parse), kind + " " + object));
    spec.texts("cidrs")
        .forEach(text -> range(of, spec.convert("cidrs", text, Cidr::parse), kind + " " + object));
  }

  private void range(KnownRange.Kind kind, Cidr range, String of) {
    ranges.add(new KnownRange(range, kind, of));
  }

  /** Whether this version is the one to keep; two of the same time that differ are told. */
  private boolean replaces(
      KubernetesName object, String essentials, String origin, Source source, Fields metadata) {
    String number = metadata.optionalText("resourceVersion").orElse("");
    Version before = versions.get(object);
    Version now = new Version(source(), source.time(), number, shared.of(essentials), origin);
    boolean ordered =
        before == null
            || before.source() == now.source()
            || !before.time().equals(now.time())
            || !before.number().equals(number);
    if (before != null && !ordered && !before.essentials().equals(essentials)) {
      conflict(
          object.kind() + " " + object.namespace() + "/" + object.name(),
          before.told(),
          now.told());
    }
    boolean older =
        before != null && now.time().isEmpty() && number(number) < number(before.number());
    if (!older) {
      versions.put(object, now);
    }
    return !older;
  }

  private void conflict(String about, String one, String other) {
    if (conflicts.size() < MOST_CONFLICTS) {
      conflicts.add(Conflict.of(about, one, other));
    }
  }

  /** A complete list of a time ends pods that are in it no more, of the namespaces it is about. */
  void end(Source source, boolean complete) {
    source.time().ifPresent(time -> times.set(source(), time));
    if (!complete || source.time().isEmpty()) {
      return;
    }
    Set<String> scope = scopes.get(source());
    for (PodHistory pod : pods.values()) {
      Set<String> before = scopes.get(pod.lastSource());
      boolean covered = scope.stream().anyMatch(before::contains);
      if (pod.lastSource() != source() && covered && pod.isOpen()) {
        pod.gone(source.time());
      }
    }
  }

  String name() {
    return name;
  }

  Collection<PodHistory> pods() {
    return pods.values();
  }

  Map<KubernetesName, KubernetesController> controllers() {
    return controllers;
  }

  Map<KubernetesName, KubernetesService> services() {
    return services;
  }

  Collection<KubernetesEndpoints> endpoints() {
    return endpoints.values();
  }

  Collection<KubernetesNode> nodes() {
    return nodes.values();
  }

  Set<KubernetesReferences> exposed() {
    return exposed;
  }

  Set<KubernetesReferences> called() {
    return called;
  }

  Set<KnownRange> ranges() {
    return ranges;
  }

  Set<Conflict> conflicts() {
    return conflicts;
  }

  /** The latest time at which a source is known to have been true. */
  Instant timeOf(int source) {
    return times.get(source);
  }
}
