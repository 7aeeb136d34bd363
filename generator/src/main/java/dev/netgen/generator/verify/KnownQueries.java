package dev.netgen.generator.verify;

import com.google.common.collect.Interner;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Label queries, equal ones kept once: many rules name the same pods and namespaces. For several
 * threads at once.
 *
 * <p>Implementation note: most ask for one label, which is found by its two texts, several times
 * faster than by the equality of queries.
 */
final class KnownQueries implements Interner<LabelQuery> {
  private final Map<String, Map<String, LabelQuery>> single = new ConcurrentHashMap<>();
  private final Map<LabelQuery, LabelQuery> others = new ConcurrentHashMap<>();

  @Override
  public LabelQuery intern(LabelQuery query) {
    if (query.labels().size() != 1 || !query.requirements().isEmpty()) {
      return Objects.requireNonNullElse(others.putIfAbsent(query, query), query);
    }
    Map.Entry<String, String> label = query.labels().entrySet().iterator().next();
    Map<String, LabelQuery> values = single.get(label.getKey());
    if (values == null) {
      values = single.computeIfAbsent(label.getKey(), key -> new ConcurrentHashMap<>());
    }
    LabelQuery known = values.get(label.getValue());
    return known == null
        ? Objects.requireNonNullElse(values.putIfAbsent(label.getValue(), query), query)
        : known;
  }
}
