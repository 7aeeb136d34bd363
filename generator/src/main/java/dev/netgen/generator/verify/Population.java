package dev.netgen.generator.verify;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ListMultimap;
import dev.netgen.generator.verify.IsolationRule.PodTerm;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All pods that policies can select, numbered, by namespace and label: which of them a rule names
 * is looked up, not asked one by one. For several threads at once.
 */
final class Population {
  private final ImmutableList<Endpoint.Pod> pods;
  private final ImmutableMap<String, ImmutableMap<String, String>> namespaces;
  private final ImmutableListMultimap<String, Integer> byNamespace;
  private final Map<String, ListMultimap<Map.Entry<String, String>, Integer>> byLabel =
      new HashMap<>();
  private final Map<LabelQuery, ImmutableList<String>> matching = new ConcurrentHashMap<>();

  Population(List<Endpoint.Pod> pods) {
    this.pods = ImmutableList.copyOf(pods);
    Map<String, ImmutableMap<String, String>> labels = new HashMap<>();
    ImmutableListMultimap.Builder<String, Integer> here = ImmutableListMultimap.builder();
    for (int i = 0; i < pods.size(); i++) {
      Endpoint.Pod pod = pods.get(i);
      labels.put(pod.namespace(), pod.namespaceLabels());
      here.put(pod.namespace(), i);
      ListMultimap<Map.Entry<String, String>, Integer> labelled =
          byLabel.computeIfAbsent(pod.namespace(), name -> ArrayListMultimap.create());
      for (Map.Entry<String, String> label : pod.labels().entrySet()) {
        labelled.put(label, i);
      }
    }
    namespaces = ImmutableMap.copyOf(labels);
    byNamespace = here.build();
  }

  Endpoint.Pod pod(int number) {
    return pods.get(number);
  }

  /** The pods that a rule names by their labels; everybody where it names no peers. */
  BitSet named(IsolationRule rule) {
    BitSet named = new BitSet(pods.size());
    addNamed(rule, named);
    return named;
  }

  /** Adds the pods that a rule names to others. */
  void addNamed(IsolationRule rule, BitSet named) {
    if (rule.anybody()) {
      named.set(0, pods.size());
    }
    for (PodTerm term : rule.pods()) {
      Collection<String> where =
          term.namespaces().isPresent()
              ? matching.computeIfAbsent(term.namespaces().get(), this::namespaces)
              : List.of(term.home());
      where.forEach(namespace -> pick(namespace, term.pods(), named));
    }
  }

  /** The pods that a policy selects. */
  BitSet selected(IsolationPolicy policy) {
    BitSet selected = new BitSet(pods.size());
    pick(policy.namespace(), policy.pods(), selected);
    return selected;
  }

  private ImmutableList<String> namespaces(LabelQuery query) {
    List<String> names = new ArrayList<>();
    namespaces.forEach(
        (name, labels) -> {
          if (query.matches(labels)) {
            names.add(name);
          }
        });
    return ImmutableList.copyOf(names);
  }

  private void pick(String namespace, LabelQuery query, BitSet into) {
    Collection<Integer> fewest = byNamespace.get(namespace);
    ListMultimap<Map.Entry<String, String>, Integer> labelled = byLabel.get(namespace);
    if (labelled == null) {
      return;
    }
    for (Map.Entry<String, String> label : query.labels().entrySet()) {
      Collection<Integer> with = labelled.get(label);
      fewest = with.size() < fewest.size() ? with : fewest;
    }
    for (int i : fewest) {
      if (query.matches(pods.get(i).labels())) {
        into.set(i);
      }
    }
  }
}
