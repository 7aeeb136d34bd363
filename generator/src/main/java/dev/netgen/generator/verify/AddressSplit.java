package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.verify.IsolationRule.BlockTerm;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import java.util.Collection;
import java.util.Optional;

/**
 * Divides a range where blocks begin and end in it: all addresses of a part are named by the same
 * blocks, so that one address answers for its part.
 */
final class AddressSplit {
  private AddressSplit() {}

  /** The first address of each part, in order. */
  static ImmutableSortedSet<IpAddress> parts(Cidr range, Collection<BlockTerm> blocks) {
    ImmutableSortedSet.Builder<IpAddress> begins = ImmutableSortedSet.naturalOrder();
    begins.add(range.base());
    for (BlockTerm block : blocks) {
      cut(range, block.cidr(), begins);
      block.except().forEach(except -> cut(range, except, begins));
    }
    return begins.build();
  }

  private static void cut(Cidr range, Cidr block, ImmutableSortedSet.Builder<IpAddress> begins) {
    if (range.contains(block)) {
      begins.add(block.base());
      after(block).filter(range::contains).ifPresent(begins::add);
    }
  }

  /** The address behind the last one; none behind the last of all. */
  private static Optional<IpAddress> after(Cidr range) {
    IpAddress base = range.base();
    int host = base.bits() - range.prefix();
    if (!base.v6()) {
      long next = base.low() + (1L << host);
      return next >>> 32 == 0 ? Optional.of(new IpAddress(0, next, false)) : Optional.empty();
    }
    if (host >= 64) {
      long high = host == 128 ? 0 : base.high() + (1L << (host - 64));
      return high == 0 ? Optional.empty() : Optional.of(new IpAddress(high, 0, true));
    }
    long low = base.low() + (1L << host);
    long high = low == 0 ? base.high() + 1 : base.high();
    return high == 0 && low == 0 ? Optional.empty() : Optional.of(new IpAddress(high, low, true));
  }
}
