package dev.netgen.model.inventory;

import dev.netgen.model.net.Cidr;
import java.util.Comparator;

/**
 * A range of addresses that a platform gives out, so that an address in it without an owner can be
 * told from a machine elsewhere.
 *
 * @param range the addresses
 * @param kind what is given out of it
 * @param name whose range it is, such as a node or a Docker network; for messages
 */
public record KnownRange(Cidr range, Kind kind, String name) implements Comparable<KnownRange> {
  private static final Comparator<KnownRange> ORDER =
      Comparator.comparing(KnownRange::range)
          .thenComparing(KnownRange::kind)
          .thenComparing(KnownRange::name);

  /** What addresses of a range are for. */
  public enum Kind {
    POD,
    SERVICE,
    DOCKER_NETWORK,
    /** Machines outside every platform that a person named; the range's name is theirs. */
    OUTSIDE
  }

  @Override
  public int compareTo(KnownRange other) {
    return ORDER.compare(this, other);
  }
}
