package dev.netgen.analyzer.flow;

import java.util.ArrayList;
import java.util.List;

/** Entries to be used again, so that a flow allocates little; so many and no more. */
final class EntryPool {
  private static final int MOST = 1 << 16;

  private final List<FlowEntry> idle = new ArrayList<>();
  private final Stream none = new Stream();

  FlowEntry take() {
    return idle.isEmpty() ? new FlowEntry(none) : idle.remove(idle.size() - 1);
  }

  void give(FlowEntry entry) {
    if (idle.size() < MOST) {
      idle.add(entry);
    }
  }
}
