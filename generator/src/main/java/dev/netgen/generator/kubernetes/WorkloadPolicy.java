package dev.netgen.generator.kubernetes;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.Direction;

/**
 * One policy before it is written.
 *
 * @param comments above the document, a line each
 * @param selector labels of the pods it is for; empty means every pod of the namespace
 * @param without values of other keys that these pods do not have
 * @param rules for each direction it isolates, those directions' rules
 */
public record WorkloadPolicy(
    ImmutableList<String> comments,
    String namespace,
    String name,
    ImmutableSortedMap<String, String> selector,
    ImmutableSortedMap<String, ImmutableSortedSet<String>> without,
    ImmutableSortedMap<Direction, ImmutableList<Rule>> rules) {

  /** The directions it isolates. */
  public ImmutableSortedSet<Direction> directions() {
    return rules.keySet();
  }
}
