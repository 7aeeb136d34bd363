package dev.netgen.analyzer.survey;

import com.google.common.collect.ImmutableListMultimap;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.inventory.KnownRange;
import dev.netgen.model.net.IpAddress;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why nobody is known for an address at an instant, with the times that the inventory tells. */
final class Reasons {
  private static final int MOST_OWNERS = 5;

  private final Inventory inventory;
  private final ImmutableListMultimap<IpAddress, AddressClaim> claims;

  Reasons(Inventory inventory) {
    this.inventory = inventory;
    ImmutableListMultimap.Builder<IpAddress, AddressClaim> byAddress =
        ImmutableListMultimap.builder();
    inventory.addresses().forEach(claim -> byAddress.put(claim.address(), claim));
    claims = byAddress.build();
  }

  /** The likely reason, in words. */
  String of(IpAddress address, Instant time) {
    List<AddressClaim> all = claims.get(address);
    return all.isEmpty() ? unclaimed(address) : claimed(all, time);
  }

  private String claimed(List<AddressClaim> all, Instant time) {
    List<String> now = owners(all.stream().filter(claim -> claim.holdsAt(time)).toList());
    if (now.size() > 1) {
      return "several owners at once: " + join(now);
    }
    Optional<AddressClaim> before =
        all.stream()
            .filter(claim -> !claim.until().isAfter(time))
            .max(
                Comparator.comparing(AddressClaim::until).thenComparing(Comparator.naturalOrder()));
    Optional<AddressClaim> after =
        all.stream()
            .filter(claim -> claim.from().isAfter(time))
            .min(Comparator.comparing(AddressClaim::from).thenComparing(Comparator.naturalOrder()));
    return "no " + word(all.get(0)) + " in inventory " + gap(before, after);
  }

  private static String gap(Optional<AddressClaim> before, Optional<AddressClaim> after) {
    String last = before.map(claim -> claim.until() + ", until then " + claim.owner()).orElse("");
    String next = after.map(claim -> claim.from() + ", from then " + claim.owner()).orElse("");
    if (before.isPresent() && after.isPresent()) {
      return "between %s and %s (before %s, after %s)"
          .formatted(
              before.get().until(), after.get().from(), before.get().owner(), after.get().owner());
    }
    if (before.isPresent()) {
      return "after " + last;
    }
    return after.isPresent()
        ? "before " + next
        : "at that instant: as near to one owner as to another";
  }

  private static String word(AddressClaim claim) {
    return switch (claim.owner().kind()) {
      case KUBERNETES -> "pod";
      case DOCKER -> "container";
      case NODE, OUTSIDE, UNRESOLVED -> "owner";
    };
  }

  private static List<String> owners(List<AddressClaim> claims) {
    return claims.stream().map(claim -> claim.owner().toString()).distinct().sorted().toList();
  }

  private static String join(List<String> texts) {
    int more = texts.size() - MOST_OWNERS;
    return texts.stream().limit(MOST_OWNERS).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }

  private String unclaimed(IpAddress address) {
    List<String> services =
        inventory.forwards().stream()
            .filter(forward -> forward.address().equals(Optional.of(address)))
            .map(forward -> forward.name())
            .distinct()
            .sorted()
            .toList();
    if (!services.isEmpty()) {
      return "address of " + join(services) + ", at another port or without pods in inventory";
    }
    Optional<KnownRange> range =
        inventory.ranges().stream()
            .filter(known -> known.range().contains(address))
            .max(Comparator.comparingInt((KnownRange known) -> known.range().prefix()));
    if (range.isPresent()) {
      return inRange(range.get());
    }
    return inventory.addresses().isEmpty()
        ? "private, and no inventory was given"
        : "private, in no inventory";
  }

  private static String inRange(KnownRange known) {
    String of = known.range() + (known.name().isEmpty() ? "" : " of " + known.name());
    return switch (known.kind()) {
      case POD -> "in the pod range " + of + ", no pod in inventory";
      case SERVICE -> "in the service range " + of + ", no such Service";
      case DOCKER_NETWORK -> "in the Docker network " + of + ", no container in inventory";
      case OUTSIDE -> "in the range " + of;
    };
  }
}
