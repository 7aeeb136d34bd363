package dev.netgen.generator.selector;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.PeerId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Chooses selectors among all workloads of one namespace.
 *
 * <p>A selector is the whole set of a workload's stable labels: among label sets its pods carry,
 * none picks fewer others. Others that carry all of these and more are left out by the values they
 * have under keys of their own, as few keys as a greedy choice finds; such an expression leaves out
 * pods with just these values and no others. What is still picked besides is told, not hidden.
 */
public final class SelectorChooser {
  /** Longer lists of values nobody reads. */
  private static final int MOST_VALUES = 32;

  private final ImmutableMap<PeerId, ImmutableSortedMap<String, String>> stable;
  private final ImmutableListMultimap<Map.Entry<String, String>, PeerId> byLabel;

  private SelectorChooser(ImmutableMap<PeerId, ImmutableSortedMap<String, String>> stable) {
    this.stable = stable;
    ImmutableListMultimap.Builder<Map.Entry<String, String>, PeerId> index =
        ImmutableListMultimap.builder();
    stable.forEach((id, labels) -> labels.entrySet().forEach(label -> index.put(label, id)));
    this.byLabel = index.build();
  }

  /**
   * A chooser among these workloads, all of one namespace.
   *
   * @param labels each workload's pod labels; workloads that no policy can select left out
   */
  public static SelectorChooser among(Map<PeerId, ? extends Map<String, String>> labels) {
    ImmutableMap.Builder<PeerId, ImmutableSortedMap<String, String>> stable =
        ImmutableMap.builder();
    labels.forEach((id, all) -> stable.put(id, StableLabels.of(all)));
    return new SelectorChooser(stable.buildOrThrow());
  }

  /** The workload's selector; empty when it is unknown here or carries no stable label. */
  public Optional<PodSelection> choose(PeerId workload) {
    ImmutableSortedMap<String, String> labels = stable.get(workload);
    if (labels == null || labels.isEmpty()) {
      return Optional.empty();
    }
    TreeSet<PeerId> others = new TreeSet<>();
    for (PeerId other : rarest(labels)) {
      if (!other.equals(workload) && carries(other, labels)) {
        others.add(other);
      }
    }
    ImmutableSortedMap<String, ImmutableSortedSet<String>> without = without(labels, others);
    others.removeIf(other -> leftOut(other, without));
    return Optional.of(new PodSelection(labels, without, ImmutableSortedSet.copyOfSorted(others)));
  }

  /** Keys the workload has not, with the values that leave as many of the others out as can be. */
  private ImmutableSortedMap<String, ImmutableSortedSet<String>> without(
      ImmutableSortedMap<String, String> own, Set<PeerId> others) {
    ImmutableSortedMap.Builder<String, ImmutableSortedSet<String>> without =
        ImmutableSortedMap.naturalOrder();
    Set<PeerId> left = new TreeSet<>(others);
    while (!left.isEmpty()) {
      TreeMap<String, TreeSet<String>> values = new TreeMap<>();
      TreeMap<String, Integer> picked = new TreeMap<>();
      for (PeerId other : left) {
        labels(other)
            .forEach(
                (key, value) -> {
                  if (!own.containsKey(key)) {
                    values.computeIfAbsent(key, absent -> new TreeSet<>()).add(value);
                    picked.merge(key, 1, Integer::sum);
                  }
                });
      }
      values.values().removeIf(all -> all.size() > MOST_VALUES);
      Optional<String> best =
          values.keySet().stream()
              .max(
                  Comparator.comparingInt((String key) -> picked.getOrDefault(key, 0))
                      .thenComparing(Comparator.reverseOrder()));
      if (best.isEmpty()) {
        break;
      }
      String key = best.get();
      without.put(key, ImmutableSortedSet.copyOfSorted(values.getOrDefault(key, new TreeSet<>())));
      left.removeIf(other -> labels(other).containsKey(key));
    }
    return without.buildOrThrow();
  }

  private boolean leftOut(PeerId other, Map<String, ? extends Collection<String>> without) {
    return without.entrySet().stream()
        .anyMatch(
            entry -> {
              String value = labels(other).get(entry.getKey());
              return value != null && entry.getValue().contains(value);
            });
  }

  private ImmutableSortedMap<String, String> labels(PeerId workload) {
    return stable.getOrDefault(workload, ImmutableSortedMap.of());
  }

  private List<PeerId> rarest(ImmutableSortedMap<String, String> labels) {
    return labels.entrySet().stream()
        .map(byLabel::get)
        .min(Comparator.comparingInt(Collection::size))
        .orElseThrow();
  }

  private boolean carries(PeerId other, ImmutableSortedMap<String, String> labels) {
    return labels(other).entrySet().containsAll(labels.entrySet());
  }
}
