package dev.netgen.analyzer.accuracy;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/**
 * The map of application names: which of netgen's names is right for a family of the labels. It is
 * printed into docs/ACCURACY.md.
 */
final class Families {
  private static final ImmutableSortedMap<String, ImmutableSet<String>> NAMES = read();

  /** Families of the project's own labels that name no protocol. */
  private static final ImmutableSet<String> NAMELESS = ImmutableSet.of("scenarios", "samples");

  private static final ImmutableList<ImmutableList<String>> DISPUTED = rows("disputed.tsv");

  private Families() {}

  private static ImmutableSortedMap<String, ImmutableSet<String>> read() {
    TreeMap<String, ImmutableSet<String>> names = new TreeMap<>();
    rows("families.tsv")
        .forEach(
            cells ->
                names.put(cells.get(0), ImmutableSet.copyOf(Splitter.on(' ').split(cells.get(1)))));
    return ImmutableSortedMap.copyOfSorted(names);
  }

  private static ImmutableList<ImmutableList<String>> rows(String resource) {
    try {
      return Resources.readLines(
              Resources.getResource(Families.class, resource), StandardCharsets.UTF_8)
          .stream()
          .filter(line -> !line.startsWith("#"))
          .map(line -> ImmutableList.copyOf(Splitter.on('\t').split(line)))
          .collect(ImmutableList.toImmutableList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ImmutableSortedMap<String, ImmutableSet<String>> all() {
    return NAMES;
  }

  /** Labels that the packets contradict: capture, family, and what the packets say. */
  static ImmutableList<ImmutableList<String>> disputed() {
    return DISPUTED;
  }

  /** Whether the label's family or protection is contradicted by its packets. */
  static boolean isDisputed(Label label) {
    return DISPUTED.stream()
        .anyMatch(row -> row.get(0).equals(label.capture()) && row.get(1).equals(label.family()));
  }

  /** Whether it is known what is spoken. */
  static boolean known(String family) {
    return !NAMELESS.contains(family);
  }

  /** The names that are right; the family's own where no other is published. */
  static ImmutableSet<String> names(String family) {
    return NAMES.getOrDefault(family, ImmutableSet.of(family));
  }
}
