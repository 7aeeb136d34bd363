package dev.netgen.analyzer.settle;

import java.util.Comparator;

/**
 * A packet by its place in this run. Ordered by time, so that the first of several is the earliest.
 *
 * @param nanos its time in nanoseconds since 1970
 * @param frame its number in the file, from 1
 * @param file the file's index in this run
 */
public record PacketAt(long nanos, long frame, int file) implements Comparable<PacketAt> {
  private static final Comparator<PacketAt> ORDER =
      Comparator.comparingLong(PacketAt::nanos)
          .thenComparingLong(PacketAt::frame)
          .thenComparingInt(PacketAt::file);

  @Override
  public int compareTo(PacketAt other) {
    return ORDER.compare(this, other);
  }
}
