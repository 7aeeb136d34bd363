package dev.netgen.model.inventory;

import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
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

  /**
   * A range as a platform writes it; IllegalArgumentException where it is none, or one so wide that
   * it has to be a mistake: platforms give out private addresses (RFC 1918, RFC 6598, RFC 4193) or
   * a few public ones, and never whole continents.
   */
  public static Cidr credible(String text) {
    Cidr range = Cidr.parse(text);
    IpAddress base = range.base();
    boolean inside = base.isPrivate() && last(range).isPrivate();
    int widest = base.v6() ? (inside ? 7 : 32) : (inside ? 8 : 16);
    if (range.prefix() < widest) {
      throw new IllegalArgumentException("a range that covers public addresses of others");
    }
    return range;
  }

  private static IpAddress last(Cidr range) {
    IpAddress base = range.base();
    int free = base.bits() - range.prefix();
    long low = free >= 64 ? -1 : base.low() | ((1L << free) - 1);
    long above = free == 128 ? -1 : free > 64 ? (1L << (free - 64)) - 1 : 0;
    long high = base.high() | above;
    return new IpAddress(high, low, base.v6());
  }

  @Override
  public int compareTo(KnownRange other) {
    return ORDER.compare(this, other);
  }
}
