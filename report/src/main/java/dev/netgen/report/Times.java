package dev.netgen.report;

/** Times as RFC 3339 with nanoseconds, UTC: always of one width, so that texts sort as times do. */
final class Times {
  private static final long BILLION = 1_000_000_000L;
  private static final long DAY = 86_400L;

  private Times() {}

  /** The text of nanoseconds since 1970. */
  static String text(long nanos) {
    StringBuilder out = new StringBuilder();
    append(nanos, out);
    return out.toString();
  }

  /** Appends the text of nanoseconds since 1970, of whose range no year has more than 4 digits. */
  static void append(long nanos, StringBuilder out) {
    long seconds = Math.floorDiv(nanos, BILLION);
    date(Math.floorDiv(seconds, DAY), out);
    int ofDay = (int) Math.floorMod(seconds, DAY);
    digits(ofDay / 3600, 2, out.append('T'));
    digits(ofDay / 60 % 60, 2, out.append(':'));
    digits(ofDay % 60, 2, out.append(':'));
    digits((int) Math.floorMod(nanos, BILLION), 9, out.append('.'));
    out.append('Z');
  }

  /** The proleptic Gregorian date of days since 1970, by years that begin in March. */
  private static void date(long epochDay, StringBuilder out) {
    long day = epochDay + 719_468; // since 0000-03-01
    long era = Math.floorDiv(day, 146_097);
    long ofEra = Math.floorMod(day, 146_097);
    long yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365;
    long ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long month = (5 * ofYear + 2) / 153; // 0 is March
    long year = 400 * era + yearOfEra + (month < 10 ? 0 : 1);
    digits((int) year, 4, out);
    digits((int) (month < 10 ? month + 3 : month - 9), 2, out.append('-'));
    digits((int) (ofYear - (153 * month + 2) / 5 + 1), 2, out.append('-'));
  }

  private static void digits(int value, int width, StringBuilder out) {
    int unit = 1;
    for (int i = 1; i < width; i++) {
      unit *= 10;
    }
    for (int rest = value; unit > 0; unit /= 10) {
      out.append((char) ('0' + rest / unit));
      rest %= unit;
    }
  }
}
