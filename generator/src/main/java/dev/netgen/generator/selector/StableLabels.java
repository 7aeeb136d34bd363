package dev.netgen.generator.selector;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which labels outlive a rollout. Left out are those a controller sets per revision, per pod or per
 * run, those of a place, and those of a version; also keys and values the API would refuse
 * (Kubernetes, "Labels and Selectors: Syntax and character set").
 */
final class StableLabels {
  private static final ImmutableSet<String> UNSTABLE =
      ImmutableSet.of(
          "pod-template-hash",
          "pod-template-generation",
          "controller-revision-hash",
          "controller-uid",
          "job-name",
          "apps.kubernetes.io/pod-index",
          "app.kubernetes.io/version",
          "helm.sh/chart",
          "chart",
          "version");
  private static final ImmutableList<String> UNSTABLE_PREFIXES =
      ImmutableList.of(
          "batch.kubernetes.io/",
          "statefulset.kubernetes.io/",
          "topology.kubernetes.io/",
          "failure-domain.beta.kubernetes.io/");
  private static final String WORD = "[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";
  private static final Pattern NAME = Pattern.compile(WORD);
  private static final int LONGEST_PREFIX = 253;
  private static final String DNS_LABEL = "[a-z0-9](?:[-a-z0-9]*[a-z0-9])?";
  private static final Pattern PREFIX = Pattern.compile(DNS_LABEL + "(?:[.]" + DNS_LABEL + ")*");

  private StableLabels() {}

  /** The labels a selector may rest on. */
  static ImmutableSortedMap<String, String> of(Map<String, String> labels) {
    ImmutableSortedMap.Builder<String, String> stable = ImmutableSortedMap.naturalOrder();
    labels.forEach(
        (key, value) -> {
          if (stable(key) && validKey(key) && validValue(value)) {
            stable.put(key, value);
          }
        });
    return stable.buildOrThrow();
  }

  private static boolean stable(String key) {
    return !UNSTABLE.contains(key) && UNSTABLE_PREFIXES.stream().noneMatch(key::startsWith);
  }

  private static boolean validKey(String key) {
    int slash = key.indexOf('/');
    return slash < 0
        ? NAME.matcher(key).matches()
        : slash <= LONGEST_PREFIX
            && PREFIX.matcher(key.substring(0, slash)).matches()
            && NAME.matcher(key.substring(slash + 1)).matches();
  }

  private static boolean validValue(String value) {
    return value.isEmpty() || NAME.matcher(value).matches();
  }
}
