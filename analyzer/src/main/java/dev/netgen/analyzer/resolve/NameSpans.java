package dev.netgen.analyzer.resolve;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * When one name was good for one address of one client: an interval for each answer. Beyond {@link
 * #MOST} the two oldest become one where they meet, else the oldest is forgotten.
 */
final class NameSpans {
  static final int MOST = 64;

  /** No interval. */
  static final long NONE = Long.MIN_VALUE;

  /** From an answer until it is no longer good. */
  record Span(long fromNanos, long untilNanos, int unaskedAt) {
    boolean holds(long nanos) {
      return nanos >= fromNanos && nanos <= untilNanos;
    }

    /** Whether no time lies between them and both are believed alike. */
    boolean meets(Span other) {
      return unaskedAt == other.unaskedAt
          && fromNanos <= other.untilNanos
          && other.fromNanos <= untilNanos;
    }

    /** Both and what lies between. */
    Span with(Span other) {
      return new Span(
          Math.min(fromNanos, other.fromNanos), Math.max(untilNanos, other.untilNanos), unaskedAt);
    }
  }

  private final List<Span> spans = new ArrayList<>(1);

  /** Takes an answer; false if an earlier one had to be forgotten for it. */
  boolean add(long fromNanos, long untilNanos, int unaskedAt) {
    spans.add(new Span(fromNanos, untilNanos, unaskedAt));
    if (spans.size() <= MOST) {
      return true;
    }
    Span oldest = spans.remove(0);
    Span next = spans.get(0);
    if (oldest.meets(next)) {
      spans.set(0, oldest.with(next));
      return true;
    }
    return false;
  }

  /** When the latest answer came that is good at this time and believed; {@link #NONE}: none. */
  long latestHolding(long nanos, IntPredicate believed) {
    long latest = NONE;
    for (Span span : spans) {
      if (span.holds(nanos) && span.fromNanos() > latest && believed.test(span.unaskedAt())) {
        latest = span.fromNanos();
      }
    }
    return latest;
  }

  /** When it was good without a break, by answers that are believed, in order. */
  ImmutableList<Span> intervals(IntPredicate believed) {
    List<Span> intervals = new ArrayList<>();
    spans.stream()
        .filter(span -> believed.test(span.unaskedAt()))
        .sorted(Comparator.comparingLong(Span::fromNanos))
        .forEach(span -> extend(intervals, span));
    return ImmutableList.copyOf(intervals);
  }

  private static void extend(List<Span> intervals, Span span) {
    int last = intervals.size() - 1;
    if (last >= 0 && span.fromNanos() <= intervals.get(last).untilNanos()) {
      intervals.set(last, intervals.get(last).with(span));
    } else {
      intervals.add(span);
    }
  }

  /** Whether any answer is believed. */
  boolean any(IntPredicate believed) {
    return spans.stream().anyMatch(span -> believed.test(span.unaskedAt()));
  }
}
