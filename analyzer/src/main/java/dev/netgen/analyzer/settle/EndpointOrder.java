package dev.netgen.analyzer.settle;

import dev.netgen.analyzer.resolve.Endpoint;
import java.util.Comparator;

/** An order of ends that does not depend on who sent the first packet seen. */
final class EndpointOrder {
  private static final Comparator<Endpoint> ORDER =
      Comparator.comparingInt(Endpoint::port)
          .reversed()
          .thenComparing(end -> end.party().peer())
          .thenComparing(end -> end.party().source());

  private EndpointOrder() {}

  /** Whether the first stands as client of an undecided pair: it has the greater port. */
  static boolean clientFirst(Endpoint one, Endpoint other) {
    return ORDER.compare(one, other) <= 0;
  }
}
