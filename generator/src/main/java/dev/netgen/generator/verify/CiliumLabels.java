package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.util.Iterator;

/** Selectors of Cilium: those of Kubernetes, each key behind the source of its label. */
final class CiliumLabels {
  private static final String SOURCE = "k8s:";

  private CiliumLabels() {}

  static LabelQuery query(PolicyNodes selector) {
    selector.only(ImmutableSet.of("matchLabels", "matchExpressions"));
    ImmutableMap.Builder<String, String> labels = ImmutableMap.builder();
    if (selector.has("matchLabels")) {
      PolicyNodes all = selector.at("matchLabels");
      for (Iterator<String> keys = all.node().fieldNames(); keys.hasNext(); ) {
        String key = keys.next();
        labels.put(key(all, key), all.text(key));
      }
    }
    ImmutableList.Builder<LabelQuery.Requirement> requirements = ImmutableList.builder();
    for (PolicyNodes each : selector.list("matchExpressions")) {
      each.only(ImmutableSet.of("key", "operator", "values"));
      if (!each.text("operator").equals("NotIn")) {
        throw each.problem("unexpected operator");
      }
      requirements.add(
          new LabelQuery.Requirement(
              key(each, each.text("key")),
              LabelQuery.Operator.NOT_IN,
              each.list("values").stream()
                  .map(PolicyNodes::text)
                  .collect(ImmutableSet.toImmutableSet())));
    }
    return new LabelQuery(labels.buildOrThrow(), requirements.build());
  }

  /** Whether the selector asks for this key. */
  static boolean names(LabelQuery query, String key) {
    return query.labels().containsKey(key)
        || query.requirements().stream().anyMatch(each -> each.key().equals(key));
  }

  /** The selector without this key's label. */
  static LabelQuery without(LabelQuery query, String key) {
    return new LabelQuery(
        ImmutableMap.copyOf(Maps.filterKeys(query.labels(), each -> !each.equals(key))),
        query.requirements());
  }

  private static String key(PolicyNodes where, String key) {
    if (!key.startsWith(SOURCE)) {
      throw where.problem("a label's key without its source " + SOURCE);
    }
    return key.substring(SOURCE.length());
  }
}
