package dev.netgen.analyzer.testing;

/** A frame with its time in nanoseconds since 1970 and its length on the wire. */
@SuppressWarnings("ArrayRecordComponent") // test data, never compared
public record TimedPacket(long nanos, byte[] bytes, int wire) {
  /** A frame captured whole. */
  public TimedPacket(long nanos, byte[] bytes) {
    this(nanos, bytes, bytes.length);
  }

  /** The same frame cut to a snap length. */
  public TimedPacket snapped(int length) {
    return bytes.length <= length
        ? this
        : new TimedPacket(nanos, java.util.Arrays.copyOf(bytes, length), wire);
  }
}
