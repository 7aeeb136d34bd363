package dev.netgen.analyzer.fold;

import dev.netgen.analyzer.flow.FlowState;
import dev.netgen.analyzer.settle.Basis;
import dev.netgen.analyzer.settle.Sighting;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates of finished flows, bounded by the number of distinct keys and never by the number of
 * flows.
 *
 * <p>At {@code mostEntries} keys, new flows that worked are kept without telling their client's
 * machines apart (so that scanning can no longer be judged for them), and new flows that failed are
 * only counted; at twice as many keys nothing new is kept. One source may bring at most {@code
 * mostOfSource} keys of flows without payload. Each of these is counted by name.
 */
final class FoldTable {
  private final int mostEntries;
  private final int mostOfSource;
  private final Map<FoldKey, FoldEntry> entries = new HashMap<>();
  private final Map<String, Integer> silentKeys = new HashMap<>();
  private final TreeMap<String, Long> counts = new TreeMap<>();

  FoldTable(int mostEntries, int mostOfSource) {
    this.mostEntries = mostEntries;
    this.mostOfSource = mostOfSource;
  }

  /**
   * Takes a conversation; returns the number of its entry, or -1 when it is only counted.
   *
   * @param inside whether only loopback interfaces showed it
   */
  int add(Sighting sighting, boolean inside) {
    boolean decided = sighting.basis() != Basis.UNDECIDED;
    FoldKey key = FoldKey.of(sighting, decided, inside);
    FoldEntry entry = entries.get(key);
    if (entry == null) {
      entry = room(key);
    }
    if (entry == null) {
      return -1;
    }
    entry.add(sighting);
    return entry.number;
  }

  private @Nullable FoldEntry room(FoldKey key) {
    boolean silent = key.state() != FlowState.ESTABLISHED && key.state() != FlowState.MID_STREAM;
    if (silent) {
      boolean full = entries.size() >= mostEntries;
      String source = key.client().party().source();
      if (full || silentKeys.merge(source, 1, Integer::sum) > mostOfSource) {
        return count("flows without payload beyond the table's limit");
      }
      return put(key);
    }
    if (entries.size() < mostEntries) {
      return put(key);
    }
    FoldKey shared = key.withoutSource();
    if (entries.containsKey(shared) || entries.size() < 2L * mostEntries) {
      count("flows not judged for scanning, beyond the table's limit");
      return put(shared);
    }
    return count("flows beyond the table's limit");
  }

  private FoldEntry put(FoldKey key) {
    return entries.computeIfAbsent(key, absent -> new FoldEntry(entries.size()));
  }

  private @Nullable FoldEntry count(String name) {
    counts.merge(name, 1L, Long::sum);
    return null;
  }

  void forEach(BiConsumer<FoldKey, FoldEntry> action) {
    entries.forEach(action);
  }

  int size() {
    return entries.size();
  }

  Map<String, Long> counts() {
    return counts;
  }
}
