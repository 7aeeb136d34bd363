package dev.netgen.analyzer;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * When something is asked about: an instant, a time of the recording's day (UTC), or any time.
 *
 * @param instant the instant, where it is known as such
 * @param ofDay the time of day, where only that is known
 */
public record Moment(Optional<Instant> instant, Optional<LocalTime> ofDay) {
  /** Any time. */
  public static Moment any() {
    return new Moment(Optional.empty(), Optional.empty());
  }

  /**
   * The instant meant in a recording of this length: on the day it began or, past midnight, ended.
   */
  public Optional<Instant> within(Instant started, Instant ended) {
    if (ofDay.isEmpty() || started.isAfter(ended)) {
      return instant;
    }
    Instant first = on(started);
    Instant last = on(ended);
    boolean laterDay = first.isBefore(started) && !last.isAfter(ended);
    return Optional.of(laterDay ? last : first);
  }

  private Instant on(Instant day) {
    LocalDate date = day.atOffset(ZoneOffset.UTC).toLocalDate();
    return ofDay.orElseThrow().atDate(date).toInstant(ZoneOffset.UTC);
  }
}
