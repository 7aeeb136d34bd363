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

/**
 * Chooses selectors among all workloads of one namespace.
 *
 * <p>A selector is the whole set of a workload's stable labels: among label sets its pods carry,
 * none picks fewer others. What it still picks besides is told, not hidden. Labels that another
 * workload has in addition are not excluded by expressions: a workload's own pods may carry them
 * too, without its selector saying so.
 */
public final class SelectorChooser {
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
    ImmutableSortedSet.Builder<PeerId> others = ImmutableSortedSet.naturalOrder();
    for (PeerId other : rarest(labels)) {
      if (!other.equals(workload) && carries(other, labels)) {
        others.add(other);
      }
    }
    return Optional.of(new PodSelection(labels, others.build()));
  }

  private List<PeerId> rarest(ImmutableSortedMap<String, String> labels) {
    return labels.entrySet().stream()
        .map(byLabel::get)
        .min(Comparator.comparingInt(Collection::size))
        .orElseThrow();
  }

  private boolean carries(PeerId other, ImmutableSortedMap<String, String> labels) {
    ImmutableSortedMap<String, String> have = stable.getOrDefault(other, ImmutableSortedMap.of());
    return have.entrySet().containsAll(labels.entrySet());
  }
}
