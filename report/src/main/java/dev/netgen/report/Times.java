package dev.netgen.report;

import java.util.Arrays;

/** Times as RFC 3339 with nanoseconds, UTC: always of one width, so that texts sort as times do. */
final class Times {
  private static final long BILLION = 1_000_000_000L;
  private static final long DAY = 86_400L;

  /** The second written last and its text, which mostly is the next one's too. */
  private long second = Long.MIN_VALUE;

  private byte[] text = {};

  Times() {}

  /** The text of nanoseconds since 1970. */
  static String text(long nanos) {
    TextBytes out = new TextBytes();
    new Times().append(nanos, out);
    return out.toString();
  }

  /** Appends the text of nanoseconds since 1970, of whose range no year has more than 4 digits. */
  void append(long nanos, TextBytes out) {
    long seconds = Math.floorDiv(nanos, BILLION);
    if (seconds != second) {
      TextBytes whole = new TextBytes();
      seconds(seconds, whole);
      second = seconds;
      text = Arrays.copyOf(whole.bytes(), whole.length());
    }
    out.encoded(text).padded((int) (nanos - seconds * BILLION), 9).ascii('Z');
  }

  private static void seconds(long seconds, TextBytes out) {
    date(Math.floorDiv(seconds, DAY), out);
    int ofDay = (int) Math.floorMod(seconds, DAY);
    out.ascii('T').padded(ofDay / 3600, 2);
    out.ascii(':').padded(ofDay / 60 % 60, 2);
    out.ascii(':').padded(ofDay % 60, 2).ascii('.');
  }

  /** The proleptic Gregorian date of days since 1970, by years that begin in March. */
  private static void date(long epochDay, TextBytes out) {
    long day = epochDay + 719_468; // since 0000-03-01
    long era = Math.floorDiv(day, 146_097);
    long ofEra = Math.floorMod(day, 146_097);
    long yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365;
    long ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long month = (5 * ofYear + 2) / 153; // 0 is March
    long year = 400 * era + yearOfEra + (month < 10 ? 0 : 1);
    out.padded((int) year, 4);
    out.ascii('-').padded((int) (month < 10 ? month + 3 : month - 9), 2);
    out.ascii('-').padded((int) (ofYear - (153 * month + 2) / 5 + 1), 2);
  }
}
