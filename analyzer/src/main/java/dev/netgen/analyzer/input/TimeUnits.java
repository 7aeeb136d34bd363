package dev.netgen.analyzer.input;

/**
 * Timestamps of a pcapng interface to nanoseconds since 1970 (options if_tsresol, if_tsoffset).
 * Resolutions finer than a nanosecond are cut; what does not fit 64 bits is clamped.
 */
final class TimeUnits {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long MAX_SECONDS = Long.MAX_VALUE / NANOS_PER_SECOND - 1;
  private static final int MICROS = 6;

  private final boolean binary;
  private final int exponent;
  private final long factor;
  private final long offsetNanos;

  private TimeUnits(boolean binary, int exponent, long offsetSeconds) {
    this.binary = binary;
    this.exponent = exponent;
    this.factor = binary ? 1 : power(Math.min(18, Math.abs(9 - exponent)));
    this.offsetNanos =
        Math.max(-MAX_SECONDS, Math.min(MAX_SECONDS, offsetSeconds)) * NANOS_PER_SECOND;
  }

  /** Microseconds, what holds without options. */
  static TimeUnits micros() {
    return new TimeUnits(false, MICROS, 0);
  }

  /** From if_tsresol: 10^-n, or 2^-n when the upper bit is set. */
  static TimeUnits of(int resolution, long offsetSeconds) {
    return new TimeUnits((resolution & 0x80) != 0, resolution & 0x7F, offsetSeconds);
  }

  long nanos(long units) {
    long nanos = binary ? fromBinary(units) : fromDecimal(units);
    long sum = nanos + offsetNanos;
    boolean overflow = ((nanos ^ sum) & (offsetNanos ^ sum)) < 0;
    return Math.max(0, overflow ? (nanos > 0 ? Long.MAX_VALUE : 0) : sum);
  }

  private long fromDecimal(long units) {
    if (exponent > 9) {
      return exponent > 27 ? 0 : Long.divideUnsigned(units, factor);
    }
    return Long.compareUnsigned(units, Long.MAX_VALUE / factor) > 0
        ? Long.MAX_VALUE
        : units * factor;
  }

  private long fromBinary(long units) {
    if (exponent > 63) {
      return 0;
    }
    long seconds = units >>> exponent;
    if (seconds < 0 || seconds > MAX_SECONDS) {
      return Long.MAX_VALUE;
    }
    long fraction = exponent == 0 ? 0 : units & (-1L >>> (64 - exponent));
    return seconds * NANOS_PER_SECOND + scaled(fraction);
  }

  /** fraction * 10^9 / 2^exponent, over 128 bits. */
  private long scaled(long fraction) {
    if (exponent == 0) {
      return 0;
    }
    long high = Math.multiplyHigh(fraction, NANOS_PER_SECOND);
    long low = fraction * NANOS_PER_SECOND;
    return (high << (64 - exponent)) | (low >>> exponent);
  }

  private static long power(int exponent) {
    long value = 1;
    for (int i = 0; i < exponent; i++) {
      value *= 10;
    }
    return value;
  }
}
