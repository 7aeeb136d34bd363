package dev.netgen.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as RFC 3339 with nanoseconds, UTC: always of one width, so that texts sort as times do. */
final class Times {
  private static final long BILLION = 1_000_000_000L;
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Times() {}

  /** The text of nanoseconds since 1970. */
  static String text(long nanos) {
    return FORM.format(
        Instant.ofEpochSecond(Math.floorDiv(nanos, BILLION), Math.floorMod(nanos, BILLION)));
  }
}
