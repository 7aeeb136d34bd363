package dev.netgen.analyzer.fold;

import java.util.Map;
import java.util.TreeMap;

/** How often each of a bounded number of names was met; the rest is counted together. */
final class Counts {
  private static final String OTHER = "other";

  private final int most;
  private final TreeMap<String, Long> counts = new TreeMap<>();

  /** What came last, which mostly comes again, and how often it came since. */
  private String last = "";

  private long since;

  Counts(int most) {
    this.most = most;
  }

  void add(String name, long count) {
    if (!name.equals(last)) {
      settle();
      last = name;
    }
    since += count;
  }

  private void settle() {
    if (since > 0) {
      boolean room = counts.size() < most || counts.containsKey(last);
      counts.merge(room ? last : OTHER, since, Long::sum);
      since = 0;
    }
  }

  void addAll(Counts other) {
    other.map().forEach(this::add);
  }

  /** The counts by name; valid until the next is added. */
  Map<String, Long> map() {
    settle();
    return counts;
  }
}
