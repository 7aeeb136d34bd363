package dev.netgen.analyzer.settle;

/**
 * A packet by its place in this run. Ordered by time, so that the first of several is the earliest.
 *
 * @param nanos its time in nanoseconds since 1970
 * @param frame its number in the file, from 1
 * @param file the file's index in this run
 */
public record PacketAt(long nanos, long frame, int file) implements Comparable<PacketAt> {
  @Override
  public boolean equals(Object other) {
    return other instanceof PacketAt that
        && nanos == that.nanos
        && frame == that.frame
        && file == that.file;
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(nanos) + Long.hashCode(frame);
  }

  @Override
  public int compareTo(PacketAt other) {
    int order = Long.compare(nanos, other.nanos);
    if (order == 0) {
      order = Long.compare(frame, other.frame);
    }
    return order == 0 ? Integer.compare(file, other.file) : order;
  }
}
