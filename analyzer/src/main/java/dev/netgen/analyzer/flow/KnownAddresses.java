package dev.netgen.analyzer.flow;

import dev.netgen.model.net.IpAddress;
import org.jspecify.annotations.Nullable;

/** Addresses met of late, so that flows of the same ends share them; so many and no more. */
final class KnownAddresses {
  private static final int PLACES = 1 << 10;
  private static final int MULTIPLIER = 0x9E37_79B1;
  private static final int SHIFT = Integer.SIZE - 10;

  private final @Nullable IpAddress[] places = new IpAddress[PLACES];

  /** An address of these bits. */
  IpAddress of(long high, long low, boolean v6) {
    long bits = high ^ low;
    int place = (((int) (bits >>> 32) ^ (int) bits) * MULTIPLIER) >>> SHIFT;
    IpAddress known = places[place];
    if (known == null || known.low() != low || known.high() != high || known.v6() != v6) {
      known = new IpAddress(high, low, v6);
      places[place] = known;
    }
    return known;
  }
}
