package dev.netgen.analyzer.fold;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When the recording of each observer ended, in nanoseconds since 1970. */
final class RecordingEnds {
  private final Map<Integer, Long> byObserver = new HashMap<>();

  RecordingEnds(List<Unit> units) {
    for (Unit unit : units) {
      unit.points().keySet().forEach(index -> byObserver.put(index, nanos(unit.ended())));
    }
  }

  private static long nanos(Instant time) {
    return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
  }

  /** The latest end among these observers' recordings. */
  long of(Collection<Integer> observers) {
    return observers.stream()
        .mapToLong(observer -> byObserver.getOrDefault(observer, 0L))
        .max()
        .orElse(0L);
  }
}
