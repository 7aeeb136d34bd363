package dev.netgen.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentTest {
  @ParameterizedTest
  @CsvSource({
    "2026-01-31T10:00:00Z, 2026-01-31T11:00:00Z, 10:30:00, 2026-01-31T10:30:00Z",
    "2026-01-31T10:00:00Z, 2026-01-31T11:00:00Z, 09:30:00, 2026-01-31T09:30:00Z",
    "2026-01-31T10:00:00Z, 2026-01-31T11:00:00Z, 12:30:00, 2026-01-31T12:30:00Z",
    "2026-01-31T23:50:00Z, 2026-02-01T00:10:00Z, 23:55:00, 2026-01-31T23:55:00Z",
    "2026-01-31T23:50:00Z, 2026-02-01T00:10:00Z, 00:05:00, 2026-02-01T00:05:00Z",
  })
  void aTimeOfTheRecordingsDay(Instant started, Instant ended, LocalTime ofDay, Instant meant) {
    assertThat(new Moment(Optional.empty(), Optional.of(ofDay)).within(started, ended))
        .contains(meant);
    assertThat(Moment.any().within(started, ended)).isEmpty();
    assertThat(new Moment(Optional.of(meant), Optional.empty()).within(started, ended))
        .contains(meant);
  }
}
