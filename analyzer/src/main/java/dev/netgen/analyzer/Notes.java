package dev.netgen.analyzer;

import com.google.common.collect.ImmutableSortedMap;
import dev.netgen.analyzer.input.InputNote;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts by name for the evidence; names hold no directory of the machine. */
final class Notes {
  private final TreeMap<String, Long> counts = new TreeMap<>();
  private final TreeMap<String, Long> losses = new TreeMap<>();

  /** Counts what makes the graph rest on less than all that was said. */
  void lost(String name, long count) {
    add(name, count);
    if (count > 0) {
      losses.merge(name, count, Long::sum);
    }
  }

  void lost(Map<String, Long> more) {
    more.forEach(this::lost);
  }

  /** Counts what is good to know and harmless. */
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
      String at = note.offset() < 0 ? "" : " at byte " + note.offset();
      String where = note.where().isEmpty() ? "" : fileName(note.where()) + at + ": ";
      String name = note.kind().word() + ": " + where + note.text();
      if (note.kind().loss()) {
        lost(name, Math.max(1, note.count()));
      } else {
        add(name, Math.max(1, note.count()));
      }
    }
  }

  static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  ImmutableSortedMap<String, Long> all() {
    return ImmutableSortedMap.copyOf(counts);
  }

  ImmutableSortedMap<String, Long> losses() {
    return ImmutableSortedMap.copyOf(losses);
  }
}
