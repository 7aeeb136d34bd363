package dev.netgen.capture.strip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Output of {@code kubectl get ... -o json} without annotations, environment, arguments, data of
 * Secrets and ConfigMaps, and labels no selector asks for.
 */
public final class KubernetesStripping {
  private static final Pattern KIND = Pattern.compile("[A-Z][A-Za-z]{0,40}");
  private static final Splitter STEPS = Splitter.on(' ');

  private final Map<String, Long> dropped = new TreeMap<>();
  private final Map<String, AllowList> lists = new TreeMap<>();

  /**
   * A stripped inventory.
   *
   * @param json a Kubernetes List
   * @param dropped how much was left out whole, by reason: kinds that are not kept, labels
   */
  public record Stripped(JsonNode json, ImmutableSortedMap<String, Long> dropped) {}

  private KubernetesStripping() {}

  /** Strips a List, a typed list such as PodList, or a single object. */
  public static Stripped strip(JsonNode root) {
    return new KubernetesStripping().list(items(root));
  }

  /** The objects of a list, each with its kind. */
  private static ImmutableList<JsonNode> items(JsonNode root) {
    String kind = root.path("kind").asText();
    if (!kind.endsWith("List")) {
      return ImmutableList.of(root);
    }
    String itemKind = kind.substring(0, kind.length() - "List".length());
    ImmutableList.Builder<JsonNode> items = ImmutableList.builder();
    for (JsonNode item : root.path("items")) {
      if (item instanceof ObjectNode object && !item.has("kind") && !itemKind.isEmpty()) {
        items.add(object.deepCopy().put("kind", itemKind));
      } else {
        items.add(item);
      }
    }
    return items.build();
  }

  private Stripped list(ImmutableList<JsonNode> items) {
    Set<String> labels = LabelKeys.of(items);
    ArrayNode kept = JsonNodeFactory.instance.arrayNode();
    for (JsonNode item : items) {
      String kind = item.path("kind").asText();
      if (KubernetesPaths.kinds().contains(kind)) {
        countLabels(item, labels);
        kept.add(lists.computeIfAbsent(kind, k -> KubernetesPaths.of(k, labels)).strip(item));
      } else {
        String named = KIND.matcher(kind).matches() ? kind : "without a usable name";
        dropped.merge("kind " + named, 1L, Long::sum);
      }
    }
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    list.put("apiVersion", "v1").put("kind", "List").set("items", kept);
    return new Stripped(list, ImmutableSortedMap.copyOf(dropped));
  }

  private void countLabels(JsonNode item, Set<String> kept) {
    for (String place : KubernetesPaths.LABELS) {
      JsonNode at = item;
      for (String step : STEPS.split(place)) {
        at = at.path(step);
      }
      long gone = at.propertyStream().filter(label -> !kept.contains(label.getKey())).count();
      if (gone > 0) {
        dropped.merge("labels that no selector names", gone, Long::sum);
      }
    }
  }
}
