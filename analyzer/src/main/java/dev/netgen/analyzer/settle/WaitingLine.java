package dev.netgen.analyzer.settle;

import org.jspecify.annotations.Nullable;

/** Conversations that wait, in the order in which they came; each knows its neighbours. */
final class WaitingLine {
  private @Nullable Gathering first;
  private @Nullable Gathering last;
  private int size;

  int size() {
    return size;
  }

  /** Who waits longest, or null. */
  @Nullable Gathering first() {
    return first;
  }

  void add(Gathering gathering) {
    gathering.before = last;
    if (last == null) {
      first = gathering;
    } else {
      last.behind = gathering;
    }
    last = gathering;
    size++;
  }

  void remove(Gathering gathering) {
    Gathering before = gathering.before;
    Gathering behind = gathering.behind;
    if (before == null) {
      first = behind;
    } else {
      before.behind = behind;
    }
    if (behind == null) {
      last = before;
    } else {
      behind.before = before;
    }
    gathering.before = null;
    gathering.behind = null;
    size--;
  }
}
