package dev.netgen.model.inventory;

import java.util.Comparator;

/**
 * Two sources that disagree about one thing.
 *
 * @param about what they disagree about, such as an address, a workload or a Service
 * @param one what the first says, with its origin
 * @param other what the second says, with its origin; the order of both is that of their texts
 */
public record Conflict(String about, String one, String other) implements Comparable<Conflict> {
  private static final Comparator<Conflict> ORDER =
      Comparator.comparing(Conflict::about)
          .thenComparing(Conflict::one)
          .thenComparing(Conflict::other);

  /** A conflict whose two sides may come in any order. */
  public static Conflict of(String about, String one, String other) {
    return one.compareTo(other) <= 0
        ? new Conflict(about, one, other)
        : new Conflict(about, other, one);
  }

  @Override
  public int compareTo(Conflict other) {
    return ORDER.compare(this, other);
  }
}
