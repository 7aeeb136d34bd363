package dev.netgen.analyzer.resolve;

import static java.util.Comparator.naturalOrder;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.net.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who held an address at an instant, by exact interval first. Where no interval holds the instant,
 * one that misses it by at most {@link #GRACE} does, if no other owner's comes as close: packets
 * precede the platform's "started" and follow its "finished" by a little.
 *
 * <p>Implementation note: the inventory's own sorted claims, searched by halving; nothing is
 * copied.
 */
final class ClaimIndex {
  static final Duration GRACE = Duration.ofSeconds(5);

  /**
   * An owner, or why there is none.
   *
   * @param why null where there is an owner or nobody ever held the address
   * @param from the first instant from which on the answer is known to be the same
   * @param until the first instant at which it may be another
   */
  record Answer(
      Optional<AddressClaim> claim, @Nullable Unresolved why, Instant from, Instant until) {
    private static Answer none(@Nullable Unresolved why) {
      return new Answer(Optional.empty(), why, Instant.MIN, Instant.MAX);
    }

    private Answer during(Instant newFrom, Instant newUntil) {
      return new Answer(claim, why, newFrom, newUntil);
    }
  }

  private final ImmutableList<AddressClaim> claims;

  ClaimIndex(ImmutableSortedSet<AddressClaim> claims) {
    this.claims = claims.asList();
  }

  /** Whether anybody ever held the address. */
  boolean knows(IpAddress address) {
    int at = firstNotBelow(address);
    return at < claims.size() && claims.get(at).address().equals(address);
  }

  /** All claims of an address, in the order of their beginnings. */
  List<AddressClaim> of(IpAddress address) {
    int from = firstNotBelow(address);
    int until = from;
    while (until < claims.size() && claims.get(until).address().equals(address)) {
      until++;
    }
    return claims.subList(from, until);
  }

  private int firstNotBelow(IpAddress address) {
    int low = 0;
    int high = claims.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (claims.get(middle).address().compareTo(address) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Who held the address then. */
  Answer at(IpAddress address, Instant time) {
    List<AddressClaim> all = of(address);
    if (all.isEmpty()) {
      return Answer.none(null);
    }
    Answer exact = only(all, claim -> claim.holdsAt(time));
    if (exact.why() != Unresolved.OTHER_TIME) {
      return exact.during(lastChange(all, time, Duration.ZERO), nextChange(all, time));
    }
    Duration closest = all.stream().map(c -> missedBy(c, time)).min(naturalOrder()).orElse(GRACE);
    if (closest.compareTo(GRACE) > 0) {
      return exact.during(
          lastChange(all, time, GRACE.plusNanos(1)), minus(nextChange(all, time), GRACE));
    }
    return only(all, claim -> missedBy(claim, time).equals(closest))
        .during(time, time.plusNanos(1));
  }

  private static Answer only(List<AddressClaim> claims, Predicate<AddressClaim> wanted) {
    AddressClaim found = null;
    for (AddressClaim claim : claims) {
      if (!wanted.test(claim)) {
        continue;
      }
      if (found != null && !found.owner().equals(claim.owner())) {
        return Answer.none(Unresolved.SEVERAL);
      }
      found = found == null ? claim : found;
    }
    return found == null
        ? Answer.none(Unresolved.OTHER_TIME)
        : new Answer(Optional.of(found), null, Instant.MIN, Instant.MAX);
  }

  /** The latest beginning or end not after the instant, and so much after it. */
  private static Instant lastChange(List<AddressClaim> all, Instant time, Duration after) {
    return changes(all)
        .filter(change -> !change.isAfter(time))
        .max(naturalOrder())
        .map(change -> change.plus(after))
        .orElse(Instant.MIN);
  }

  private static Instant nextChange(List<AddressClaim> all, Instant time) {
    return changes(all)
        .filter(change -> change.isAfter(time))
        .min(naturalOrder())
        .orElse(Instant.MAX);
  }

  private static Stream<Instant> changes(List<AddressClaim> all) {
    return all.stream().flatMap(claim -> Stream.of(claim.from(), claim.until()));
  }

  private static Instant minus(Instant time, Duration duration) {
    return time.equals(Instant.MAX) ? time : time.minus(duration);
  }

  /** How far an interval that does not hold the instant is from it. */
  private static Duration missedBy(AddressClaim claim, Instant time) {
    return time.isBefore(claim.from())
        ? Duration.between(time, claim.from())
        : Duration.between(claim.until(), time);
  }
}
