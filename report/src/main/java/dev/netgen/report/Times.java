package dev.netgen.report;

/** Times as RFC 3339 with nanoseconds, UTC: always of one width, so that texts sort as times do. */
final class Times {
  private static final long BILLION = 1_000_000_000L;
  private static final long DAY = 86_400L;
  private static final String BILLIONTHS = "000000000";

  /** The second written last and its text, which mostly is the next one's too. */
  private long second = Long.MIN_VALUE;

  private String text = "";

  Times() {}

  /** The text of nanoseconds since 1970. */
  static String text(long nanos) {
    StringBuilder out = new StringBuilder();
    new Times().append(nanos, out);
    return out.toString();
  }

  /** Appends the text of nanoseconds since 1970, of whose range no year has more than 4 digits. */
  void append(long nanos, StringBuilder out) {
    long seconds = Math.floorDiv(nanos, BILLION);
    if (seconds != second) {
      StringBuilder whole = new StringBuilder();
      seconds(seconds, whole);
      second = seconds;
      text = whole.toString();
    }
    fraction(nanos, out.append(text));
  }

  private static void seconds(long seconds, StringBuilder out) {
    date(Math.floorDiv(seconds, DAY), out);
    int ofDay = (int) Math.floorMod(seconds, DAY);
    digits(ofDay / 3600, 2, out.append('T'));
    digits(ofDay / 60 % 60, 2, out.append(':'));
    digits(ofDay % 60, 2, out.append(':'));
  }

  private static void fraction(long nanos, StringBuilder out) {
    int rest = (int) Math.floorMod(nanos, BILLION);
    out.append('.').append(BILLIONTHS, 0, 9 - digits(rest)).append(rest).append('Z');
  }

  /** How many digits the number has. */
  private static int digits(int number) {
    int digits = 1;
    for (int rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    return digits;
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
