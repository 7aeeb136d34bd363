package dev.netgen.analyzer.fold;

import dev.netgen.model.graph.LinkKey;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** Flows that did not become links, by who, whom, port and reason. */
final class AttemptList {
  /** What attempts are told apart by. */
  record Key(LinkKey link, String reason) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::link).thenComparing(Key::reason);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  private final TreeMap<Key, FoldEntry> entries = new TreeMap<>();

  void add(LinkKey link, String reason, FoldEntry entry) {
    entries.computeIfAbsent(new Key(link, reason), absent -> new FoldEntry(-1)).absorb(entry);
  }

  Map<Key, FoldEntry> entries() {
    return entries;
  }
}
