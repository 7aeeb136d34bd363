package dev.netgen.model.format.inventory;

import java.util.Comparator;

/** Names an object within a cluster; the namespace is empty for objects that have none. */
record KubernetesName(String kind, String namespace, String name)
    implements Comparable<KubernetesName> {
  private static final Comparator<KubernetesName> ORDER =
      Comparator.comparing(KubernetesName::kind)
          .thenComparing(KubernetesName::namespace)
          .thenComparing(KubernetesName::name);

  @Override
  public int compareTo(KubernetesName other) {
    return ORDER.compare(this, other);
  }
}
