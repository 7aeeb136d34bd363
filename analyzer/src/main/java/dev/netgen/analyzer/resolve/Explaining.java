package dev.netgen.analyzer.resolve;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.inventory.Backend;
import dev.netgen.model.inventory.Forward;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.inventory.KnownRange;
import dev.netgen.model.net.IpAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The steps of one {@link Explanation}, as {@link Resolver} takes them. */
final class Explaining {
  private static final int MOST_OF_A_KIND = 50;

  private final Inventory inventory;
  private final CapturePoint point;
  private final IpAddress address;
  private final Optional<Instant> time;
  private final List<AddressClaim> claims;
  private final ImmutableList.Builder<String> steps = ImmutableList.builder();

  Explaining(
      Inventory inventory,
      Optional<CapturePoint> point,
      IpAddress address,
      Optional<Instant> time) {
    this.inventory = inventory;
    this.point = point.orElseGet(() -> CapturePoint.of(""));
    this.address = address;
    this.time = time.map(at -> at.truncatedTo(ChronoUnit.MILLIS));
    this.claims = new ClaimIndex(inventory.addresses()).of(address);
  }

  Explanation explanation() {
    AddressKind kind = AddressKind.of(address, point.onlink());
    steps.add(
        address + " is " + (address.isPrivate() ? "a private " : "a ") + kind.word() + " address");
    each(claims, claim -> "held by " + said(claim));
    if (claims.isEmpty()) {
      steps.add("no pod, container, node or machine in the inventory ever held it");
    }
    each(
        forwards(),
        forward ->
            "at " + forward.port() + " " + forward.name() + ends(forward) + interval(forward));
    each(ranges(), range -> "within " + range.range() + ", " + words(range));
    if (kind != AddressKind.UNICAST) {
      return new Explanation(
          steps.build(), ImmutableSortedSet.of(), "no peer of its own: " + kind.word());
    }
    return time.isPresent() ? at(time.get()) : atAnyTime();
  }

  private <T> void each(List<T> all, Function<T, String> line) {
    all.stream().limit(MOST_OF_A_KIND).map(line).forEach(steps::add);
    if (all.size() > MOST_OF_A_KIND) {
      steps.add("and " + (all.size() - MOST_OF_A_KIND) + " more");
    }
  }

  private List<Forward> forwards() {
    return inventory.forwards().stream()
        .filter(forward -> forward.address().stream().anyMatch(address::equals))
        .toList();
  }

  private List<KnownRange> ranges() {
    return inventory.ranges().stream().filter(known -> known.range().contains(address)).toList();
  }

  private static String words(KnownRange known) {
    String whose = known.name().isEmpty() ? "" : " of " + known.name();
    return switch (known.kind()) {
      case POD -> "a range of pods" + whose;
      case SERVICE -> "a range of Services" + whose;
      case DOCKER_NETWORK -> "the Docker network" + whose;
      case OUTSIDE -> "machines that a person named " + known.name();
    };
  }

  private static String ends(Forward forward) {
    return forward.backends().isEmpty()
        ? ", behind which nothing is known"
        : forward.backends().stream()
            .map(Explaining::text)
            .limit(MOST_OF_A_KIND)
            .collect(Collectors.joining(", ", " leads to ", ""));
  }

  private static String text(Backend backend) {
    return backend.owner() + " " + backend.port();
  }

  private String said(AddressClaim claim) {
    String instance = claim.instance().isEmpty() ? "" : " (" + claim.instance() + ")";
    String node = claim.node().isEmpty() ? "" : " on " + claim.node();
    String origin = claim.origin().isEmpty() ? "" : ", says " + claim.origin();
    String now = time.map(at -> claim.holdsAt(at) ? ": then" : ": not then").orElse("");
    return claim.owner() + instance + node + interval(claim) + origin + now;
  }

  private static String interval(AddressClaim claim) {
    boolean always = claim.from().equals(Instant.EPOCH) && claim.until().equals(Instant.MAX);
    return always ? " at any time" : " " + from(claim.from()) + " " + until(claim.until());
  }

  private static String from(Instant time) {
    return time.equals(Instant.EPOCH) ? "from the beginning" : "from " + time;
  }

  private static String until(Instant time) {
    return time.equals(Instant.MAX) ? "on" : "until " + time;
  }

  private String interval(Forward forward) {
    if (forward.isAlways()) {
      return "";
    }
    String now = time.map(at -> forward.holdsAt(at) ? ": then" : ": not then").orElse("");
    return " " + from(forward.from()) + " " + until(forward.until()) + now;
  }

  private Explanation at(Instant instant) {
    ClaimIndex.Answer answer = new ClaimIndex(inventory.addresses()).at(address, instant);
    if (answer.claim().isPresent()) {
      AddressClaim claim = answer.claim().get();
      String near =
          claim.holdsAt(instant)
              ? ""
              : ", which held it within " + ClaimIndex.GRACE.toSeconds() + " s of that";
      return told(claim.owner(), claim.owner() + near);
    }
    if (answer.why() == Unresolved.OTHER_TIME) {
      return told(PeerId.unresolved(address), gap(instant));
    }
    if (answer.why() == Unresolved.SEVERAL) {
      return told(PeerId.unresolved(address), "unresolved: " + Unresolved.SEVERAL.text());
    }
    return nobody();
  }

  private String gap(Instant instant) {
    Optional<Instant> before =
        ends(AddressClaim::until, change -> !change.isAfter(instant))
            .max(Comparator.naturalOrder());
    Optional<Instant> after =
        ends(AddressClaim::from, change -> change.isAfter(instant)).min(Comparator.naturalOrder());
    String nobody = "unresolved: no pod or container in inventory ";
    if (before.isPresent() && after.isPresent()) {
      return nobody + "between " + before.get() + " and " + after.get();
    }
    return nobody
        + before.map(last -> "after " + last).orElseGet(() -> "before " + after.orElse(instant));
  }

  private Stream<Instant> ends(Function<AddressClaim, Instant> end, Predicate<Instant> wanted) {
    return claims.stream().map(end).filter(wanted);
  }

  private Explanation atAnyTime() {
    ImmutableSortedSet<PeerId> owners =
        claims.stream()
            .map(AddressClaim::owner)
            .collect(ImmutableSortedSet.toImmutableSortedSet(PeerId::compareTo));
    if (owners.isEmpty()) {
      return nobody();
    }
    String names = owners.stream().map(PeerId::toString).collect(Collectors.joining(", "));
    String outcome = owners.size() == 1 ? names : names + ": which, the time decides";
    return new Explanation(steps.build(), owners, outcome);
  }

  /** Of an address that nobody ever held: by its value, as packets without time show it. */
  private Explanation nobody() {
    long any = 0;
    Resolver resolver = new Resolver(inventory);
    Party party = resolver.endpoint(point, 0, address, Optional.empty(), any).party();
    List<Forward> forwards =
        forwards().stream().filter(forward -> time.map(forward::holdsAt).orElse(true)).toList();
    if (!forwards.isEmpty()) {
      ImmutableSortedSet<PeerId> owners =
          forwards.stream()
              .flatMap(forward -> forward.backends().stream())
              .map(Backend::owner)
              .collect(ImmutableSortedSet.toImmutableSortedSet(PeerId::compareTo));
      return new Explanation(
          steps.build(),
          owners,
          "what is behind it, by the port called; at any other port " + party.peer());
    }
    return told(
        party.peer(),
        party.kind() == Party.Kind.UNRESOLVED
            ? "unresolved: " + resolver.why(address, Optional.empty(), any).text()
            : party.peer().toString());
  }

  private Explanation told(PeerId peer, String outcome) {
    return new Explanation(steps.build(), ImmutableSortedSet.of(peer), outcome);
  }
}
