package dev.netgen.analyzer.resolve;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.net.IpAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The steps of one {@link Explanation}. */
final class Explaining {
  private final Inventory inventory;
  private final Optional<CapturePoint> point;
  private final IpAddress address;
  private final Optional<Instant> time;
  private final ImmutableList.Builder<String> steps = ImmutableList.builder();

  Explaining(
      Inventory inventory,
      Optional<CapturePoint> point,
      IpAddress address,
      Optional<Instant> time) {
    this.inventory = inventory;
    this.point = point;
    this.address = address;
    this.time = time;
  }

  Explanation explanation() {
    AddressKind kind =
        AddressKind.of(address, point.map(CapturePoint::onlink).orElse(ImmutableSortedSet.of()));
    steps.add("kind: " + kind.word());
    List<AddressClaim> claims =
        inventory.addresses().stream().filter(claim -> claim.address().equals(address)).toList();
    claims.forEach(claim -> steps.add("claim: " + claim));
    ImmutableSortedSet<PeerId> owners =
        claims.stream()
            .filter(claim -> time.map(claim::holdsAt).orElse(true))
            .map(AddressClaim::owner)
            .collect(ImmutableSortedSet.toImmutableSortedSet(PeerId::compareTo));
    return new Explanation(
        steps.build(), owners, owners.isEmpty() ? "no owner" : String.join(", ", texts(owners)));
  }

  private static ImmutableSet<String> texts(ImmutableSortedSet<PeerId> owners) {
    return owners.stream().map(PeerId::toString).collect(ImmutableSet.toImmutableSet());
  }
}
