package dev.netgen.model.enforcer;

import com.google.common.collect.ImmutableList;

/**
 * Which pod labels Cilium keeps in a pod's identity unless it is configured otherwise: its
 * selectors see no others (Cilium, "Limiting Identity-Relevant Labels"; {@code
 * pkg/labelsfilter/filter.go}, default prefixes).
 */
public final class IdentityLabels {
  private static final ImmutableList<String> IGNORED =
      ImmutableList.of(
          "io.kubernetes",
          "kubernetes.io",
          "k8s.io",
          "annotation",
          "etcd_node",
          "controller-revision-hash",
          "pod-template-generation",
          "pod-template-hash",
          "statefulset.kubernetes.io/pod-name",
          "apps.kubernetes.io/pod-index",
          "batch.kubernetes.io/job-completion-index");
  private static final String BETA = "beta.kubernetes.io";

  private IdentityLabels() {}

  /** Whether a selector of Cilium can see the label with this key. */
  public static boolean keeps(String key) {
    return !key.contains(BETA) && IGNORED.stream().noneMatch(key::startsWith);
  }
}
