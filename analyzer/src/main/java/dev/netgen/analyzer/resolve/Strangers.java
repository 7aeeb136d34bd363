package dev.netgen.analyzer.resolve;

import dev.netgen.model.net.IpAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Parties of addresses that no inventory knows, which are the same at any time, so that the flows
 * of one address do not each make theirs.
 *
 * <p>Implementation note: a place for each hash; the latest address takes it.
 */
final class Strangers {
  private static final int PLACES = 1 << 12;

  private record Known(String scope, int segment, IpAddress address, Party party) {
    boolean isFor(String inScope, int inSegment, IpAddress ofAddress) {
      return scope.equals(inScope) && segment == inSegment && address.equals(ofAddress);
    }
  }

  private final @Nullable Known[] places = new Known[PLACES];

  /** The party known for this address, or a new one. */
  Party of(String scope, int segment, IpAddress address, Supplier<Party> fresh) {
    int hash = address.hashCode() * 0x9E37_79B1 + segment;
    int place = (hash >>> 16 ^ hash) & (PLACES - 1);
    Known known = places[place];
    if (known == null || !known.isFor(scope, segment, address)) {
      known = new Known(scope, segment, address, fresh.get());
      places[place] = known;
    }
    return known.party();
  }
}
