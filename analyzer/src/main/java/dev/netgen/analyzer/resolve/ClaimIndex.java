package dev.netgen.analyzer.resolve;

import static java.util.Comparator.naturalOrder;

import com.google.common.collect.ImmutableListMultimap;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.net.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who held an address at an instant, by exact interval first. Where no interval holds the instant,
 * one that misses it by at most {@link #GRACE} does, if no other owner's comes as close: packets
 * precede the platform's "started" and follow its "finished" by a little.
 */
final class ClaimIndex {
  static final Duration GRACE = Duration.ofSeconds(5);
  static final String UNKNOWN = "no owner known";
  static final String OTHER_TIME = "no owner at that time";
  static final String AMBIGUOUS = "several owners at once";

  /** An owner, or why there is none. */
  record Answer(Optional<AddressClaim> claim, String reason) {}

  private final ImmutableListMultimap<IpAddress, AddressClaim> claims;

  ClaimIndex(Collection<AddressClaim> sorted) {
    ImmutableListMultimap.Builder<IpAddress, AddressClaim> builder =
        ImmutableListMultimap.builder();
    sorted.forEach(claim -> builder.put(claim.address(), claim));
    this.claims = builder.build();
  }

  /** Whether anybody ever held the address. */
  boolean knows(IpAddress address) {
    return !claims.isEmpty() && claims.containsKey(address);
  }

  Answer at(IpAddress address, Instant time) {
    List<AddressClaim> all = claims.get(address);
    if (all.isEmpty()) {
      return new Answer(Optional.empty(), UNKNOWN);
    }
    Answer exact = only(all, claim -> claim.holdsAt(time));
    if (!exact.reason().equals(OTHER_TIME)) {
      return exact;
    }
    Duration closest = all.stream().map(c -> missedBy(c, time)).min(naturalOrder()).orElse(GRACE);
    return closest.compareTo(GRACE) <= 0
        ? only(all, claim -> missedBy(claim, time).equals(closest))
        : exact;
  }

  /** The owner of the container or pod with this name, if all of that name have one owner. */
  Optional<AddressClaim> ofInstance(String instance) {
    List<AddressClaim> all =
        claims.values().stream().filter(claim -> claim.instance().equals(instance)).toList();
    return only(all, claim -> true).claim();
  }

  private static Answer only(List<AddressClaim> claims, Predicate<AddressClaim> wanted) {
    AddressClaim found = null;
    for (AddressClaim claim : claims) {
      if (!wanted.test(claim)) {
        continue;
      }
      if (found != null && !found.owner().equals(claim.owner())) {
        return new Answer(Optional.empty(), AMBIGUOUS);
      }
      found = found == null ? claim : found;
    }
    return new Answer(Optional.ofNullable(found), found == null ? OTHER_TIME : "");
  }

  /** How far an interval that does not hold the instant is from it. */
  private static Duration missedBy(AddressClaim claim, Instant time) {
    return time.isBefore(claim.from())
        ? Duration.between(time, claim.from())
        : Duration.between(claim.until(), time);
  }
}
