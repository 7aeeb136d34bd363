package dev.netgen.analyzer.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * When one name was good for one address of one client: an interval for each answer. Beyond {@link
 * #MOST} the two oldest become one.
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
  }

  private final List<Span> spans = new ArrayList<>(1);

  void add(long fromNanos, long untilNanos, int unaskedAt) {
    spans.add(new Span(fromNanos, untilNanos, unaskedAt));
    if (spans.size() > MOST) {
      Span oldest = spans.remove(0);
      Span next = spans.get(0);
      spans.set(
          0,
          new Span(
              Math.min(oldest.fromNanos(), next.fromNanos()),
              Math.max(oldest.untilNanos(), next.untilNanos()),
              Math.max(oldest.unaskedAt(), next.unaskedAt())));
    }
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

  /** From the first answer that is believed until the last one is no longer good. */
  Optional<Span> whole(IntPredicate believed) {
    return spans.stream()
        .filter(span -> believed.test(span.unaskedAt()))
        .reduce(
            (one, other) ->
                new Span(
                    Math.min(one.fromNanos(), other.fromNanos()),
                    Math.max(one.untilNanos(), other.untilNanos()),
                    one.unaskedAt()));
  }

  /** Whether any answer is believed. */
  boolean any(IntPredicate believed) {
    return spans.stream().anyMatch(span -> believed.test(span.unaskedAt()));
  }
}
