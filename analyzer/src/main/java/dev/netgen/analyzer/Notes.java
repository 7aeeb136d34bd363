package dev.netgen.analyzer;

import com.google.common.collect.ImmutableSortedMap;
import dev.netgen.analyzer.input.InputNote;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts by name for the evidence; names hold no directory of the machine. */
final class Notes {
  private final TreeMap<String, Long> counts = new TreeMap<>();

  void add(String name, long count) {
    if (count > 0) {
      counts.merge(name, count, Long::sum);
    }
  }

  void add(Map<String, Long> more) {
    more.forEach(this::add);
  }

  void add(List<InputNote> notes) {
    for (InputNote note : notes) {
      String where = note.where().isEmpty() ? "" : fileName(note.where()) + ": ";
      counts.merge(
          note.kind().word() + ": " + where + note.text(), Math.max(1, note.count()), Long::sum);
    }
  }

  static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  ImmutableSortedMap<String, Long> all() {
    return ImmutableSortedMap.copyOf(counts);
  }
}
