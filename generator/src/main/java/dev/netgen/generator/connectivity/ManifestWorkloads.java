package dev.netgen.generator.connectivity;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.netgen.model.format.Fields;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Workloads of manifests: templates and pods under the highest owner that is known (Kubernetes API,
 * {@code metadata.ownerReferences}).
 */
final class ManifestWorkloads {
  private static final int MOST_STEPS = 8;

  /** Before Kubernetes 1.16 these kinds stood in a group that older manifests still name. */
  private static final String FORMER = "extensions";

  private static final ImmutableSet<String> OF_FORMER =
      ImmutableSet.of("Deployment", "DaemonSet", "ReplicaSet");

  /** Kinds with a pod template, and the API group of each. */
  private static final ImmutableMap<String, String> TEMPLATED =
      ImmutableMap.of(
          "Deployment", "apps",
          "StatefulSet", "apps",
          "DaemonSet", "apps",
          "ReplicaSet", "apps",
          "ReplicationController", "",
          "Job", "batch",
          "CronJob", "batch");

  private record Name(String kind, String namespace, String name) {
    String text() {
      return namespace + "/" + name + "[" + kind + "]";
    }
  }

  private record Held(Name own, Optional<Name> owner, PodShape shape) {}

  private final Map<Name, Held> templates = new HashMap<>();
  private final Map<Name, Held> pods = new LinkedHashMap<>();

  /** Whether objects of this kind are, or make, pods. */
  static boolean reads(String group, String kind) {
    String own = TEMPLATED.get(kind);
    return (kind.equals("Pod") && group.isEmpty())
        || group.equals(own)
        || (group.equals(FORMER) && OF_FORMER.contains(kind));
  }

  void add(String kind, String namespace, Fields metadata, Fields object, Consumer<String> notes) {
    Name own = new Name(kind, namespace, metadata.text("name"));
    Fields pod =
        switch (kind) {
          case "Pod" -> object;
          case "CronJob" ->
              object.object("spec").object("jobTemplate").object("spec").object("template");
          default -> object.object("spec").object("template");
        };
    Fields spec = pod.object("spec");
    if (spec.optionalText("hostNetwork").map("true"::equals).orElse(false)) {
      notes.accept(
          own.text() + " uses its node's network: whether policies reach it is not defined");
    }
    PodShape shape =
        new PodShape(
            namespace,
            ManifestObjects.texts(pod.object("metadata").object("labels")),
            namedPorts(own, spec, notes));
    Held held = new Held(own, owner(namespace, metadata), shape);
    Map<Name, Held> known = kind.equals("Pod") ? pods : templates;
    if (known.put(own, held) != null) {
      notes.accept(own.text() + " is given again, the last counts: " + object.where());
    }
  }

  /** The controlling owner, else the first one; static pods belong to their node and stay pods. */
  private static Optional<Name> owner(String namespace, Fields metadata) {
    JsonNode best = null;
    for (JsonNode reference : metadata.list("ownerReferences")) {
      if (best == null || reference.path("controller").asBoolean(false)) {
        best = reference;
      }
    }
    String kind = best == null ? "" : best.path("kind").asText();
    String name = best == null ? "" : best.path("name").asText();
    return kind.isEmpty() || name.isEmpty() || kind.equals("Node")
        ? Optional.empty()
        : Optional.of(new Name(kind, namespace, name));
  }

  private static ImmutableSet<Map.Entry<String, Port>> namedPorts(
      Name own, Fields spec, Consumer<String> notes) {
    ImmutableSet.Builder<Map.Entry<String, Port>> ports = ImmutableSet.builder();
    for (JsonNode container : spec.list("containers")) {
      Fields fields = Fields.of(container, spec.where() + ".containers");
      for (JsonNode node : fields.list("ports")) {
        Fields port = Fields.of(node, fields.where() + ".ports");
        Optional<String> name = port.optionalText("name");
        if (name.isPresent() && !port.node().hasNonNull("containerPort")) {
          notes.accept(own.text() + " names a port without its number: " + name.get());
        } else {
          name.ifPresent(text -> ports.add(Map.entry(text, port(port))));
        }
      }
    }
    return ports.build();
  }

  private static Port port(Fields port) {
    Transport transport =
        port.optionalText("protocol")
            .map(text -> port.convert("protocol", text, Transport::parse))
            .orElse(Transport.TCP);
    return port.parsed("containerPort", text -> Port.parse(text + "/" + transport.keyword()));
  }

  /** All workloads, sorted by name; a template speaks for those of which no pod is there. */
  ImmutableList<Workload> all() {
    TreeMap<String, Set<PodShape>> shapes = new TreeMap<>();
    for (Held held : pods.values()) {
      shapes.computeIfAbsent(top(held).text(), name -> new LinkedHashSet<>()).add(held.shape());
    }
    for (Held held : templates.values()) {
      if (held.owner().filter(templates::containsKey).isEmpty()) {
        shapes.putIfAbsent(held.own().text(), Set.of(held.shape()));
      }
    }
    ImmutableList.Builder<Workload> all = ImmutableList.builder();
    shapes.forEach((name, known) -> all.add(new Workload(name, ImmutableSet.copyOf(known))));
    return all.build();
  }

  /** A pod's owner as named, then upwards as far as manifests have the owners. */
  private Name top(Held pod) {
    Name at = pod.own();
    Optional<Name> owner = pod.owner();
    for (int step = 0; step < MOST_STEPS && owner.isPresent(); step++) {
      at = owner.get();
      Held template = templates.get(at);
      owner =
          template == null
              ? deploymentOf(at, pod)
              : template.owner().filter(templates::containsKey);
    }
    return at;
  }

  /** A Deployment names its ReplicaSets by itself and the hash that the pod carries as a label. */
  private Optional<Name> deploymentOf(Name set, Held pod) {
    String hash = "-" + pod.shape().labels().getOrDefault("pod-template-hash", "");
    if (!set.kind().equals("ReplicaSet") || !set.name().endsWith(hash) || hash.length() == 1) {
      return Optional.empty();
    }
    String name = set.name().substring(0, set.name().length() - hash.length());
    return Optional.of(new Name("Deployment", set.namespace(), name))
        .filter(templates::containsKey);
  }
}
