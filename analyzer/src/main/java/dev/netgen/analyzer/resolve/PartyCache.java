package dev.netgen.analyzer.resolve;

import dev.netgen.model.net.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Parties of addresses for as long as each holds its address, so that the flows of one address do
 * not each look for theirs.
 *
 * <p>Implementation note: a place for each hash; the latest address takes it.
 */
final class PartyCache {
  private static final int PLACES = 1 << 14;

  /** A party between two times in nanoseconds since 1970, the first within, the second not. */
  record Held(Party party, long fromNanos, long untilNanos) {}

  /** Finds the party where none is known. */
  interface Search {
    /** Who held the address then, and how long. */
    Held find(CapturePoint point, int segment, IpAddress address, long nanos);
  }

  private record Known(String scope, int segment, IpAddress address, Held held) {
    boolean isFor(String inScope, int inSegment, IpAddress ofAddress, long nanos) {
      return nanos >= held.fromNanos()
          && nanos < held.untilNanos()
          && segment == inSegment
          && address.equals(ofAddress)
          && scope.equals(inScope);
    }
  }

  private final @Nullable Known[] places = new Known[PLACES];

  /** The party known for this address at this time, or a new one. */
  Party of(CapturePoint point, int segment, IpAddress address, long nanos, Search search) {
    int hash = address.hashCode() * 0x9E37_79B1 + segment;
    int place = (hash >>> 16 ^ hash) & (PLACES - 1);
    Known known = places[place];
    if (known == null || !known.isFor(point.scope(), segment, address, nanos)) {
      Held held = search.find(point, segment, address, nanos);
      known = new Known(point.scope(), segment, address, held);
      places[place] = known;
    }
    return known.held().party();
  }
}
