package dev.netgen.model.format.inventory;

import dev.netgen.model.format.Fields;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.Port;
import java.util.Map;

/**
 * What Services need to know of a pod, or of the template pods are made from.
 *
 * @param owner its workload
 * @param namespace its namespace
 * @param labels all its labels
 * @param ports its named ports
 */
record KubernetesPod(
    PeerId owner, String namespace, Map<String, String> labels, Map<String, Port> ports) {

  static KubernetesPod of(
      PeerId owner, String namespace, Fields metadata, Map<String, Port> ports) {
    return new KubernetesPod(
        owner, namespace, KubernetesInventory.texts(metadata.object("labels")), ports);
  }

  static KubernetesPod ofTemplate(
      PeerId owner, String namespace, Map<String, String> labels, Map<String, Port> ports) {
    return new KubernetesPod(owner, namespace, labels, ports);
  }

  /** Whether an equality selector of this namespace picks it; an empty selector picks nothing. */
  boolean selectedBy(String selectorNamespace, Map<String, String> selector) {
    return namespace.equals(selectorNamespace)
        && !selector.isEmpty()
        && labels.entrySet().containsAll(selector.entrySet());
  }
}
