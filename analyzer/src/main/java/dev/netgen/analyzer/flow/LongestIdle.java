package dev.netgen.analyzer.flow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Whom to end when there are too many: marks of closed flows first, then the longest idle. */
final class LongestIdle {
  private static final int SHARE = 8;
  private static final Comparator<FlowEntry> ORDER =
      Comparator.comparing((FlowEntry e) -> !e.reported)
          .thenComparingLong(FlowEntry::lastNanos)
          .thenComparingLong(e -> e.ordinal);

  private LongestIdle() {}

  /** An eighth of the entries, and one at least, in the order in which to end them. */
  static List<FlowEntry> eighth(FlowSlots slots) {
    List<FlowEntry> all = new ArrayList<>(slots.size());
    slots.forEach(all::add);
    long[] times = new long[all.size()];
    for (int i = 0; i < times.length; i++) {
      FlowEntry entry = all.get(i);
      times[i] = entry.reported ? Long.MIN_VALUE : entry.lastNanos();
    }
    Arrays.sort(times);
    int most = Math.max(1, times.length / SHARE);
    long limit = times[most - 1];
    all.removeIf(entry -> !entry.reported && entry.lastNanos() > limit);
    all.sort(ORDER);
    return all.subList(0, most);
  }
}
