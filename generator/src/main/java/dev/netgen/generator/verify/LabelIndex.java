package dev.netgen.generator.verify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Things by the label query that decides about them, so that those whose query picks given labels
 * are found without asking all.
 *
 * <p>Implementation note: each thing stands under that one of its query's labels which the fewest
 * others ask for; things whose query names no label are always asked, and so are a few.
 */
final class LabelIndex<T> {
  /** As many are asked in the time that looking them up takes. */
  private static final int FEW = 8;

  private final Function<T, LabelQuery> query;
  private final Map<Map.Entry<String, String>, List<T>> byLabel = new HashMap<>();
  private final List<T> always = new ArrayList<>();

  LabelIndex(Collection<T> things, Function<T, LabelQuery> query) {
    this.query = query;
    if (things.size() <= FEW) {
      always.addAll(things);
    } else {
      index(things);
    }
  }

  private void index(Collection<T> things) {
    Map<Map.Entry<String, String>, Integer> wanted = new HashMap<>();
    for (T thing : things) {
      query.apply(thing).labels().entrySet().forEach(label -> wanted.merge(label, 1, Integer::sum));
    }
    for (T thing : things) {
      Map.@Nullable Entry<String, String> rarest = null;
      for (Map.Entry<String, String> label : query.apply(thing).labels().entrySet()) {
        if (rarest == null || count(wanted, label) < count(wanted, rarest)) {
          rarest = label;
        }
      }
      if (rarest == null) {
        always.add(thing);
      } else {
        byLabel.computeIfAbsent(rarest, label -> new ArrayList<>()).add(thing);
      }
    }
  }

  private static int count(
      Map<Map.Entry<String, String>, Integer> wanted, Map.Entry<String, String> label) {
    return wanted.getOrDefault(label, 0);
  }

  /** Hands over everything whose query picks these labels, each once, in no certain order. */
  void picking(Map<String, String> labels, Consumer<T> each) {
    ask(always, labels, each);
    if (!byLabel.isEmpty()) {
      for (Map.Entry<String, String> label : labels.entrySet()) {
        ask(byLabel.getOrDefault(label, List.of()), labels, each);
      }
    }
  }

  private void ask(List<T> things, Map<String, String> labels, Consumer<T> each) {
    for (T thing : things) {
      if (query.apply(thing).matches(labels)) {
        each.accept(thing);
      }
    }
  }
}
