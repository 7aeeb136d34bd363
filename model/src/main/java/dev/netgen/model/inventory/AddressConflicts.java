package dev.netgen.model.inventory;

import com.google.common.collect.ImmutableSortedSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Addresses that two owners are said to have had at once. Times of the platforms have whole
 * seconds: what overlaps by no more is no conflict.
 */
final class AddressConflicts {
  private static final int MOST = 1000;
  private static final Duration BLUR = Duration.ofSeconds(1);

  private AddressConflicts() {}

  /** Of claims sorted by address and time; the first thousand. */
  static ImmutableSortedSet<Conflict> of(Iterable<AddressClaim> sorted) {
    Set<Conflict> found = new TreeSet<>();
    List<AddressClaim> open = new ArrayList<>();
    for (AddressClaim claim : sorted) {
      open.removeIf(before -> !before.address().equals(claim.address()) || !overlap(before, claim));
      for (AddressClaim before : open) {
        if (!before.owner().equals(claim.owner()) && found.size() < MOST) {
          found.add(Conflict.of("address " + claim.address(), said(before), said(claim)));
        }
      }
      if (open.stream().noneMatch(before -> before.owner().equals(claim.owner()))) {
        open.add(claim);
      } else {
        keepLonger(open, claim);
      }
    }
    return ImmutableSortedSet.copyOf(found);
  }

  /** Of one owner's claims the one that ends last is enough. */
  private static void keepLonger(List<AddressClaim> open, AddressClaim claim) {
    open.replaceAll(
        before ->
            before.owner().equals(claim.owner()) && before.until().isBefore(claim.until())
                ? claim
                : before);
  }

  /** Whether the later one began well before the earlier one ended. */
  private static boolean overlap(AddressClaim earlier, AddressClaim later) {
    Instant end = earlier.until();
    return end.equals(Instant.MAX) || end.minus(BLUR).isAfter(later.from());
  }

  private static String said(AddressClaim claim) {
    String by = claim.instance().isEmpty() ? "" : " (" + claim.instance() + ")";
    return claim.owner() + by + (claim.origin().isEmpty() ? "" : " in " + claim.origin());
  }
}
