package dev.netgen.generator.connectivity;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.manifest.NamespaceLabels;
import dev.netgen.generator.manifest.PolicyMetadata;
import dev.netgen.generator.manifest.PolicyShape;
import dev.netgen.model.format.Fields;
import dev.netgen.model.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects the objects of manifests, in any order; each is checked when it comes. */
final class ManifestObjects implements ManifestSink {
  /** Kinds that say nothing about who may connect to whom. */
  private static final ImmutableSet<String> SILENT =
      ImmutableSet.of(
          "Service",
          "Endpoints",
          "EndpointSlice",
          "ServiceAccount",
          "ConfigMap",
          "Secret",
          "Role",
          "RoleBinding",
          "ClusterRole",
          "ClusterRoleBinding",
          "PersistentVolume",
          "PersistentVolumeClaim",
          "StorageClass",
          "CustomResourceDefinition",
          "PodDisruptionBudget",
          "HorizontalPodAutoscaler",
          "ResourceQuota",
          "LimitRange",
          "PriorityClass",
          "Event",
          "Node",
          "Lease",
          "ControllerRevision",
          "Kustomization");

  private final ManifestWorkloads workloads = new ManifestWorkloads();
  private final TreeMap<String, ImmutableMap<String, String>> namespaces = new TreeMap<>();
  private final TreeMap<String, Policy> policies = new TreeMap<>();
  private final TreeMap<String, Integer> ignored = new TreeMap<>();
  private final TreeSet<String> broken = new TreeSet<>();
  private final TreeSet<String> notes = new TreeSet<>();

  /** Takes an object or a list of objects; what is wrong with one does not touch the others. */
  @Override
  public void add(JsonNode node, String where) {
    try {
      Fields object = Fields.of(node, where);
      String kind = object.text("kind");
      boolean list = kind.endsWith("List") && node.path("items").isArray();
      if (list) {
        String each = kind.substring(0, kind.length() - "List".length());
        int index = 0;
        for (JsonNode item : node.path("items")) {
          item(item, where + " items[" + index++ + "]", each);
        }
      } else {
        object(object, kind);
      }
    } catch (ProblemException e) {
      broken(e);
    }
  }

  /** An element of a list; kubectl's typed lists may leave the kind to the list. */
  private void item(JsonNode item, String where, String kind) {
    if (item.has("kind") || kind.isEmpty()) {
      add(item, where);
      return;
    }
    try {
      object(Fields.of(item, where), kind);
    } catch (ProblemException e) {
      broken(e);
    }
  }

  @Override
  public void broken(ProblemException problem) {
    broken.add(problem.getMessage());
  }

  private void object(Fields object, String kind) {
    String group = group(object);
    Fields metadata = object.object("metadata");
    if (kind.equals("NetworkPolicy") && version(object).equals("networking.k8s.io/v1")) {
      policy(object, metadata);
    } else if (kind.equals("Namespace") && group.isEmpty()) {
      NamespaceLabels namespace = NamespaceLabels.of(object.node(), object.where());
      if (namespaces.put(namespace.name(), namespace.labels()) != null) {
        twice("namespace " + namespace.name(), object);
      }
    } else if (ManifestWorkloads.reads(group, kind)) {
      workloads.add(kind, namespace(metadata), metadata, object, notes::add);
    } else if (!SILENT.contains(kind)) {
      ignored.merge(ignored(kind, group, version(object)), 1, Integer::sum);
    }
  }

  /** Of two objects with one name the API server keeps the last. */
  private void twice(String what, Fields object) {
    notes.add(what + " is given again, the last counts: " + object.where());
  }

  /** What has a meaning here may still be of a shape that the API server refuses. */
  private void policy(Fields object, Fields metadata) {
    List<String> dropped = new ArrayList<>();
    Policy policy =
        PolicyManifest.read(object, namespace(metadata), metadata.text("name"), dropped::add);
    JsonNode plain = PolicyShape.checked(object.node(), object.where());
    PolicyMetadata.check(plain.path("metadata"), object.where());
    if (policies.put(policy.fullName(), policy) != null) {
      twice("policy " + policy.fullName(), object);
    }
    notes.addAll(dropped);
  }

  private static String ignored(String kind, String group, String version) {
    if (kind.equals("NetworkPolicy")) {
      return kind + (version.isEmpty() ? " without apiVersion" : " of " + version);
    }
    return group.isEmpty() ? kind : kind + " of " + group;
  }

  private static String version(Fields object) {
    return object.optionalText("apiVersion").orElse("");
  }

  private static String group(Fields object) {
    String version = version(object);
    int slash = version.indexOf('/');
    return slash < 0 ? "" : version.substring(0, slash);
  }

  private static String namespace(Fields metadata) {
    return metadata.optionalText("namespace").filter(text -> !text.isEmpty()).orElse("default");
  }

  /** The texts of an object of texts, such as labels. */
  static ImmutableMap<String, String> texts(Fields fields) {
    ImmutableMap.Builder<String, String> texts = ImmutableMap.builder();
    for (Map.Entry<String, JsonNode> entry : fields.node().properties()) {
      // The server decodes a value left out as an empty text.
      texts.put(entry.getKey(), entry.getValue().isNull() ? "" : fields.text(entry.getKey()));
    }
    return texts.buildOrThrow();
  }

  Manifests manifests() {
    ignored.forEach((kind, count) -> notes.add("not taken into account: " + count + " " + kind));
    return new Manifests(
        workloads.all(),
        ImmutableSortedMap.copyOf(namespaces),
        ImmutableList.copyOf(policies.values()),
        ImmutableSortedSet.copyOf(broken),
        ImmutableSortedSet.copyOf(notes));
  }
}
