package dev.netgen.model.format.inventory;

import com.google.common.collect.ImmutableList;
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
  private final Map<KubernetesName, KubernetesVersions<KubernetesService>> services =
      new TreeMap<>();
  private final Map<KubernetesName, KubernetesVersions<KubernetesEndpoints>> endpoints =
      new TreeMap<>();
  private final Map<KubernetesName, KubernetesVersions<KubernetesNode>> nodes = new TreeMap<>();
  private final Map<KubernetesName, KubernetesVersions<ImmutableList<KubernetesReferences>>>
      exposed = new TreeMap<>();
  private final Map<KubernetesName, KubernetesVersions<ImmutableList<KubernetesReferences>>>
      called = new TreeMap<>();
  private final Set<KnownRange> ranges = new TreeSet<>();
  private final Map<KubernetesName, ToldVersion> versions = new HashMap<>();
  private final Set<Conflict> conflicts = new TreeSet<>();

  /** Per source, by number: the time at which it was written, as far as is known. */
  private final List<Instant> times = new ArrayList<>();

  /** Per source: the namespaces it has pods of, and of other objects kind and namespace. */
  private final List<Set<String>> scopes = new ArrayList<>();

  /** What was deleted at no time known, before anything was told of a later time. */
  private final Set<KubernetesVersions<?>> deleted = new HashSet<>();

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

  /** The source tells of this time: what it showed deleted before that was so by then. */
  private void tell(Instant time) {
    if (time.isAfter(times.get(source()))) {
      times.set(source(), time);
      deleted.forEach(each -> each.end(time));
      deleted.clear();
    }
  }

  void pod(KubernetesPod read, Source source, boolean deleted) {
    KubernetesPod pod = read.sharing(shared);
    scopes.get(source()).add(pod.name().namespace());
    tell(pod.times().changed());
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

  void service(KubernetesService service, Source source, Fields metadata, boolean gone) {
    ToldVersion version = version(service.essentials(), service.origin(), source, metadata);
    version(services, service.name(), service, version, metadata, gone);
  }

  /** Where nothing else tells when a version became true, the source's own clock does. */
  private <T> void version(
      Map<KubernetesName, KubernetesVersions<T>> all,
      KubernetesName name,
      T value,
      ToldVersion now,
      Fields metadata,
      boolean gone) {
    Instant created = PodTimes.instant(metadata, "creationTimestamp").orElse(Instant.EPOCH);
    about(name, created);
    ToldVersion before = versions.get(name);
    boolean later = replaces(name, now);
    KubernetesVersions<T> known = all.get(name);
    if (known == null || before == null) {
      known = new KubernetesVersions<>(value, created);
      all.put(name, known);
    } else if (later && (now.isOrdered(before) || !created.isBefore(known.created()))) {
      boolean ordered = now.isOrdered(before);
      Instant changed =
          KubernetesEndpoints.changed(metadata)
              .or(() -> ordered ? Optional.of(now.time().orElse(times.get(source()))) : now.time())
              .orElse(Instant.EPOCH);
      if (now.isOfAnother(before) && created.equals(known.created())) {
        known.end(changed);
      }
      known.next(value, created, !before.essentials().equals(now.essentials()), changed);
    } else {
      known.former(value, created);
    }
    ends(known, now, metadata, gone);
  }

  private void about(KubernetesName object, Instant created) {
    scopes.get(source()).add(object.kind() + " " + object.namespace());
    tell(created);
  }

  private void ends(KubernetesVersions<?> known, ToldVersion now, Fields metadata, boolean gone) {
    deleted.remove(known);
    if (gone) {
      Optional<Instant> told = PodTimes.instant(metadata, "deletionTimestamp").or(now::time);
      told.ifPresent(known::end);
      if (told.isEmpty()) {
        deleted.add(known);
      }
    }
  }

  void controller(KubernetesController object, Source source, Fields metadata) {
    ToldVersion now = version(object.essentials(), object.origin(), source, metadata);
    if (replaces(object.name(), now)) {
      controllers.put(
          object.name(),
          new KubernetesController(
              object.name(),
              object.controller(),
              object.template().map(shared::of),
              object.origin()));
    }
  }

  /**
   * A node's addresses are told piece by piece, by itself and by its network: what is only added
   * was the node's from its beginning; what is there no more was, until then.
   */
  void node(String kind, KubernetesNode node, Source source, Fields metadata, boolean gone) {
    KubernetesName name = new KubernetesName(kind, "", node.name());
    tell(node.told());
    ToldVersion now = version("" + node.addresses(), node.origin(), source, metadata);
    ToldVersion before = versions.get(name);
    KubernetesVersions<KubernetesNode> known = nodes.get(name);
    if (known != null
        && before != null
        && known.isOpen()
        && known.latest().created().equals(node.created())
        && !now.isOfAnother(before)
        && (!now.isOrdered(before) || node.tellsAllOf(known.latest()))) {
      about(name, node.created());
      replaces(name, now);
      known.tellsMore(known.latest().with(node));
      ends(known, now, metadata, gone);
    } else {
      version(nodes, name, node, now, metadata, gone);
      known = nodes.get(name);
    }
    if (gone && known != null && node.told().isAfter(node.created())) {
      known.end(node.told().plusSeconds(1)); // whole seconds: the second itself is the node's
      deleted.remove(known);
    }
  }

  void endpoints(KubernetesEndpoints object, Source source, Fields metadata, boolean gone) {
    ToldVersion version = version(object.essentials(), metadata.where(), source, metadata);
    version(endpoints, object.name(), object, version, metadata, gone);
  }

  void exposed(
      KubernetesName by,
      ImmutableList<KubernetesReferences> references,
      Source source,
      Fields metadata,
      boolean gone) {
    ToldVersion version = version("" + references, metadata.where(), source, metadata);
    version(exposed, by, references, version, metadata, gone);
  }

  void called(
      KubernetesName by,
      ImmutableList<KubernetesReferences> references,
      Source source,
      Fields metadata,
      boolean gone) {
    ToldVersion version = version("" + references, metadata.where(), source, metadata);
    version(called, by, references, version, metadata, gone);
  }

  void range(String kind, String object, Fields spec) {
    KnownRange.Kind of = kind.equals("IPPool") ? KnownRange.Kind.POD : KnownRange.Kind.SERVICE;
    spec.optionalText("cidr")
        .ifPresent(
            text ->
                range(of, spec.convert("cidr", text, KnownRange::credible), kind + " " + object));
    spec.texts("cidrs")
        .forEach(
            text ->
                range(of, spec.convert("cidrs", text, KnownRange::credible), kind + " " + object));
  }

  private void range(KnownRange.Kind kind, Cidr range, String of) {
    ranges.add(new KnownRange(range, kind, of));
  }

  private ToldVersion version(String essentials, String origin, Source source, Fields metadata) {
    String number = metadata.optionalText("resourceVersion").orElse("");
    String uid = metadata.optionalText("uid").orElse("");
    return new ToldVersion(source(), source.time(), number, uid, shared.of(essentials), origin);
  }

  /** Whether this version is the one to keep; two of the same time that differ are told. */
  private boolean replaces(KubernetesName object, ToldVersion now) {
    ToldVersion before = versions.get(object);
    String number = now.number();
    boolean ordered =
        before == null
            || before.source() == now.source()
            || !before.time().equals(now.time())
            || !before.number().equals(number);
    if (before != null && !ordered && !before.essentials().equals(now.essentials())) {
      conflict(object.kind() + " " + path(object), before.told(), now.told());
    }
    boolean older =
        before != null && now.time().isEmpty() && number(number) < number(before.number());
    if (!older) {
      versions.put(object, now);
    }
    return !older;
  }

  private static String path(KubernetesName object) {
    return (object.namespace().isEmpty() ? "" : object.namespace() + "/") + object.name();
  }

  private void conflict(String about, String one, String other) {
    if (conflicts.size() < MOST_CONFLICTS) {
      conflicts.add(Conflict.of(about, one, other));
    }
  }

  /** A complete list of a time ends pods that are in it no more, of the namespaces it is about. */
  void end(Source source, boolean complete) {
    source.time().ifPresent(time -> times.set(source(), time));
    deleted.forEach(each -> each.end(times.get(source())));
    deleted.clear();
    if (!complete || source.time().isEmpty()) {
      return;
    }
    Set<String> scope = scopes.get(source());
    for (PodHistory pod : pods.values()) {
      Set<String> before = scopes.get(pod.lastSource());
      boolean covered =
          scope.stream().anyMatch(each -> each.indexOf(' ') < 0 && before.contains(each));
      if (pod.lastSource() != source() && covered && pod.isOpen()) {
        pod.gone(source.time());
      }
    }
    services.forEach((object, versions) -> absent(object, versions, source.time().get()));
    endpoints.forEach((object, versions) -> absent(object, versions, source.time().get()));
    nodes.forEach((object, versions) -> absent(object, versions, source.time().get()));
  }

  /** The same of other objects, where the list has any of their kind there. */
  private void absent(KubernetesName object, KubernetesVersions<?> versions, Instant time) {
    ToldVersion last = this.versions.get(object);
    String of = object.kind() + " ";
    if (last != null && last.source() != source()) {
      Set<String> before = scopes.get(last.source());
      boolean covered =
          scopes.get(source()).stream()
              .anyMatch(scope -> scope.startsWith(of) && before.contains(scope));
      if (covered) {
        versions.end(time);
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

  Map<KubernetesName, KubernetesVersions<KubernetesService>> services() {
    return services;
  }

  Collection<KubernetesVersions<KubernetesEndpoints>> endpoints() {
    return endpoints.values();
  }

  Collection<KubernetesVersions<KubernetesNode>> nodes() {
    return nodes.values();
  }

  Collection<KubernetesVersions<ImmutableList<KubernetesReferences>>> exposed() {
    return exposed.values();
  }

  Collection<KubernetesVersions<ImmutableList<KubernetesReferences>>> called() {
    return called.values();
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
