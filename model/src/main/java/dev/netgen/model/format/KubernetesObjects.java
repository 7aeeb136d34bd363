package dev.netgen.model.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.netgen.model.format.InventoryReader.Snapshot;
import dev.netgen.model.problem.ProblemException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The objects of {@code kubectl get ... -o json} by kind, namespace and name; of several versions
 * of one object the last read is kept.
 */
final class KubernetesObjects {
  /** Kinds that are used. */
  private static final ImmutableSet<String> KINDS =
      ImmutableSet.of(
          "Pod",
          "Service",
          "Node",
          "Deployment",
          "ReplicaSet",
          "StatefulSet",
          "DaemonSet",
          "ReplicationController",
          "Job",
          "CronJob");

  private final TreeMap<KubernetesName, Fields> objects = new TreeMap<>();
  private final TreeMap<String, Long> unused = new TreeMap<>();

  void add(Snapshot snapshot) {
    Fields root = Fields.of(snapshot.root(), snapshot.name());
    String kind = root.text("kind");
    if (!kind.endsWith("List")) {
      add(root, kind);
      return;
    }
    if (!root.node().path("items").isArray()) {
      throw ProblemException.input(
          "Kubernetes list without items",
          snapshot.name(),
          "export it again with kubectl get -o json");
    }
    String itemKind = kind.substring(0, kind.length() - "List".length());
    int index = 0;
    for (JsonNode item : root.list("items")) {
      Fields fields = Fields.of(item, snapshot.name() + " items[" + index++ + "]");
      add(
          fields,
          itemKind.isEmpty() ? fields.text("kind") : fields.optionalText("kind").orElse(itemKind));
    }
  }

  private void add(Fields fields, String kind) {
    if (!KINDS.contains(kind)) {
      unused.merge(
          "kubernetes kind " + (kind.length() > 40 ? "with a long name" : kind), 1L, Long::sum);
      return;
    }
    Fields metadata = fields.object("metadata");
    String namespace =
        kind.equals("Node") ? "" : metadata.optionalText("namespace").orElse("default");
    objects.put(new KubernetesName(kind, namespace, metadata.text("name")), fields);
  }

  /** The object, if the list has it. */
  Optional<Fields> get(String kind, String namespace, String name) {
    return Optional.ofNullable(objects.get(new KubernetesName(kind, namespace, name)));
  }

  /** All objects of a kind, sorted. */
  ImmutableList<Map.Entry<KubernetesName, Fields>> all(String kind) {
    return objects.entrySet().stream()
        .filter(e -> e.getKey().kind().equals(kind))
        .collect(ImmutableList.toImmutableList());
  }

  /** All objects of these kinds, sorted. */
  ImmutableList<Map.Entry<KubernetesName, Fields>> all(Set<String> kinds) {
    return objects.entrySet().stream()
        .filter(e -> kinds.contains(e.getKey().kind()))
        .collect(ImmutableList.toImmutableList());
  }

  Map<String, Long> unused() {
    return unused;
  }
}
