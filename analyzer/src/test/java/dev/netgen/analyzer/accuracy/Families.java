package dev.netgen.analyzer.accuracy;

import com.google.common.base.Splitter;
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

  private Families() {}

  private static ImmutableSortedMap<String, ImmutableSet<String>> read() {
    TreeMap<String, ImmutableSet<String>> names = new TreeMap<>();
    try {
      Resources.readLines(
              Resources.getResource(Families.class, "families.tsv"), StandardCharsets.UTF_8)
          .stream()
          .filter(line -> !line.startsWith("#"))
          .map(line -> Splitter.on('\t').splitToList(line))
          .forEach(
              cells ->
                  names.put(
                      cells.get(0), ImmutableSet.copyOf(Splitter.on(' ').split(cells.get(1)))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ImmutableSortedMap.copyOfSorted(names);
  }

  static ImmutableSortedMap<String, ImmutableSet<String>> all() {
    return NAMES;
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
