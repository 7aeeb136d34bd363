package dev.netgen.model.inventory;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.net.Cidr;
import java.time.Instant;
import java.util.Comparator;

/**
 * A port of a workload that is declared reachable from outside, during a half-open interval.
 *
 * @param backend the workload and its port
 * @param sources the ranges that clients may come from; empty for everybody
 * @param from first instant
 * @param until first instant at which it is no longer so; {@link Instant#MAX} when unknown
 */
public record Exposed(
    Backend backend, ImmutableSortedSet<Cidr> sources, Instant from, Instant until)
    implements Comparable<Exposed> {
  private static final Comparator<Exposed> ORDER =
      Comparator.comparing(Exposed::backend)
          .thenComparing(Exposed::from)
          .thenComparing(Exposed::until)
          .thenComparing(e -> e.sources().toString());

  /** A port that everybody may reach at any time. */
  public static Exposed toAll(Backend backend) {
    return new Exposed(backend, ImmutableSortedSet.of(), Instant.EPOCH, Instant.MAX);
  }

  @Override
  public int compareTo(Exposed other) {
    return ORDER.compare(this, other);
  }
}
