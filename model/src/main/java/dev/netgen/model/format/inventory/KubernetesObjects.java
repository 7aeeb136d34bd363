package dev.netgen.model.format.inventory;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.netgen.model.format.Fields;
import dev.netgen.model.inventory.InventoryBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The objects of {@code kubectl get ... -o json} by kind, namespace and name; of several versions
 * of one object the last read is kept.
 */
final class KubernetesObjects implements InventoryFormat {
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

  @Override
  public String label() {
    return "kubernetes";
  }

  @Override
  public String snapshots() {
    return "kubernetes";
  }

  @Override
  public Shape shape() {
    return KubernetesShape.SHAPE;
  }

  @Override
  public boolean recognises(Fields object) {
    return object.node().has("kind");
  }

  @Override
  public void add(Fields object, Source source) {
    add(object, object.text("kind"));
  }

  @Override
  public void addTo(InventoryBuilder inventory) {
    inventory.add(new KubernetesInventory(this).inventory());
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
