package dev.netgen.model.format;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Instants in the form that {@link Instant#toString} writes, read many times faster than by a
 * formatter; whatever is not surely of that form is left to {@link Instant#parse}.
 */
final class Instants {
  private static final int SECONDS_LENGTH = "2024-01-01T00:00:00Z".length();
  private static final int FRACTION = SECONDS_LENGTH - 1;
  private static final int DIGITS = 9;
  private static final int SECONDS_A_DAY = 86_400;
  private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private Instants() {}

  /** As {@link Instant#parse}. */
  static Instant parse(String text) {
    int nanos = isWritten(text) ? nanos(text) : -1;
    return nanos < 0 ? Instant.parse(text) : instant(text, nanos);
  }

  private static Instant instant(String text, int nanos) {
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    boolean sure =
        month >= 1
            && month <= DAYS.length
            && day >= 1
            && day <= DAYS[month - 1]
            && hour >= 0
            && hour <= 23
            && minute >= 0
            && minute <= 59
            && second >= 0
            && second <= 59
            && number(text, 0, 4) >= 0;
    if (!sure) {
      return Instant.parse(text);
    }
    long days = LocalDate.of(number(text, 0, 4), month, day).toEpochDay();
    long time = (hour * 60L + minute) * 60 + second;
    return Instant.ofEpochSecond(days * SECONDS_A_DAY + time, nanos);
  }

  /** Whether all but the digits stands where it is written. */
  private static boolean isWritten(String text) {
    return text.length() >= SECONDS_LENGTH
        && text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && text.charAt(10) == 'T'
        && text.charAt(13) == ':'
        && text.charAt(16) == ':'
        && text.charAt(text.length() - 1) == 'Z';
  }

  /** The part of a second; -1 where it is none. */
  private static int nanos(String text) {
    int digits = text.length() - SECONDS_LENGTH - 1;
    if (text.length() == SECONDS_LENGTH) {
      return 0;
    }
    if (text.charAt(FRACTION) != '.' || digits < 1 || digits > DIGITS) {
      return -1;
    }
    int nanos = number(text, FRACTION + 1, text.length() - 1);
    for (int i = digits; i < DIGITS && nanos > 0; i++) {
      nanos *= 10;
    }
    return nanos;
  }

  /** The number that these digits make, at most nine of them; -1 where they are none. */
  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }
}
