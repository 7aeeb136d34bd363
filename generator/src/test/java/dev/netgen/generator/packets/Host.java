package dev.netgen.generator.packets;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSetMultimap;
import dev.netgen.model.net.Port;

/**
 * Something with addresses: a pod, or all that is outside the cluster.
 *
 * @param name for people; unique in its world
 * @param namespace a pod's; empty text for what is outside
 * @param namespaceLabels its namespace's labels
 * @param labels a pod's labels
 * @param ports a pod's named ports; a name may stand for several
 * @param addresses of both families, canonical
 */
record Host(
    String name,
    String namespace,
    ImmutableMap<String, String> namespaceLabels,
    ImmutableMap<String, String> labels,
    ImmutableSetMultimap<String, Port> ports,
    ImmutableList<String> addresses) {
  private static final String NAME_LABEL = "kubernetes.io/metadata.name";

  /** A pod without addresses, in a namespace that has the label every namespace has. */
  static Host pod(String name, String namespace, ImmutableMap<String, String> labels) {
    return new Host(
        name,
        namespace,
        ImmutableMap.of(NAME_LABEL, namespace),
        labels,
        ImmutableSetMultimap.of(),
        ImmutableList.of());
  }

  /** What is outside, at these addresses. */
  static Host outside(ImmutableList<String> addresses) {
    return new Host(
        "outside", "", ImmutableMap.of(), ImmutableMap.of(), ImmutableSetMultimap.of(), addresses);
  }

  boolean isPod() {
    return !namespace.isEmpty();
  }

  Host named(String newName) {
    return new Host(newName, namespace, namespaceLabels, labels, ports, addresses);
  }

  Host withPorts(ImmutableSetMultimap<String, Port> newPorts) {
    return new Host(name, namespace, namespaceLabels, labels, newPorts, addresses);
  }

  /** The same, its namespace having these labels besides. */
  Host withNamespaceLabels(ImmutableMap<String, String> more) {
    ImmutableMap<String, String> all =
        ImmutableMap.<String, String>builder()
            .putAll(more)
            .put(NAME_LABEL, namespace)
            .buildKeepingLast();
    return new Host(name, namespace, all, labels, ports, addresses);
  }

  Host withAddresses(ImmutableList<String> newAddresses) {
    return new Host(name, namespace, namespaceLabels, labels, ports, newAddresses);
  }

  /** Whether the text of an address, or of a range, is of IPv6. */
  static boolean isV6(String address) {
    return address.indexOf(':') >= 0;
  }
}
