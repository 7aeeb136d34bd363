package dev.netgen.model.format.inventory;

import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.net.IpAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which container held which address when, over a timeline of snapshots: from its start, or the
 * first snapshot that shows it, until its end, or the first snapshot that no longer does.
 */
final class DockerHolds {
  /** One container's hold of one address. */
  private record Hold(String container, IpAddress address) {}

  private record Since(PeerId owner, String name, Instant from, String origin) {}

  /** A claim of the container with this id. */
  record Claimed(String container, AddressClaim claim) {}

  private final Map<Hold, Since> open = new HashMap<>();
  private final List<Claimed> claims = new ArrayList<>();
  private final Set<Hold> everHeld = new HashSet<>();
  private final Set<IpAddress> addresses = new HashSet<>();
  private Set<Hold> present = new HashSet<>();
  private final Map<String, Instant> lastEnds = new HashMap<>();
  private Map<String, Instant> ended = new HashMap<>();

  /** Another snapshot begins. */
  void begin() {
    present = new HashSet<>();
    ended = new HashMap<>();
  }

  /** The container had ended when the snapshot was taken. */
  void ended(String container, Instant at) {
    ended.put(container, at);
    lastEnds.merge(container, at, (one, other) -> one.isAfter(other) ? one : other);
  }

  /** The snapshot shows a container with an address, held since then if it was not before. */
  void holds(
      String container, IpAddress address, PeerId owner, String name, Instant from, String origin) {
    Hold hold = new Hold(container, address);
    present.add(hold);
    everHeld.add(hold);
    addresses.add(address);
    open.putIfAbsent(hold, new Since(owner, name, from, origin));
  }

  /** A container that ended and can only have had this address, its own by configuration. */
  void held(
      String container,
      IpAddress address,
      PeerId owner,
      String name,
      Instant from,
      Instant until,
      String origin) {
    Hold hold = new Hold(container, address);
    addresses.add(address);
    if (everHeld.add(hold)) {
      claim(hold, new Since(owner, name, from, origin), until);
    }
  }

  /**
   * A list of containers has been read: of all there were at a time, or of some at no time known,
   * which tells nothing of those that are not in it.
   */
  void end(Optional<Instant> time) {
    Set<Hold> gone = new HashSet<>(open.keySet());
    gone.removeIf(
        hold -> !ended.containsKey(hold.container()) && (present.contains(hold) || time.isEmpty()));
    for (Hold hold : gone) {
      Since since = open.get(hold);
      Instant until = ended.getOrDefault(hold.container(), time.orElse(Instant.MAX));
      if (since != null && (until.isAfter(since.from()) || !present.contains(hold))) {
        open.remove(hold);
        claim(hold, since, until);
      }
    }
  }

  private void claim(Hold hold, Since since, Instant until) {
    if (until.isAfter(since.from())) {
      AddressClaim claim =
          AddressClaim.of(
                  hold.address(),
                  AddressClaim.Kind.WORKLOAD,
                  since.owner(),
                  since.name(),
                  since.from(),
                  until)
              .saidIn(since.origin());
      claims.add(new Claimed(hold.container(), claim));
    }
  }

  /** Whether some snapshot showed any container with this address. */
  boolean everHeld(IpAddress address) {
    return addresses.contains(address);
  }

  /** Whether some snapshot showed this container with this address. */
  boolean everHeld(String container, IpAddress address) {
    return everHeld.contains(new Hold(container, address));
  }

  /** All claims; what is still held has no end, but one that a file read before told. */
  List<Claimed> all() {
    open.forEach((hold, since) -> claim(hold, since, end(hold, since)));
    open.clear();
    return claims;
  }

  private Instant end(Hold hold, Since since) {
    Instant end = lastEnds.getOrDefault(hold.container(), Instant.MAX);
    return end.isAfter(since.from()) ? end : Instant.MAX;
  }

  /** Claims of everybody, and the same of those who share a container's network. */
  static Set<AddressClaim> withSharers(List<Claimed> claims, Map<String, Set<String>> sharers) {
    Set<AddressClaim> all = new TreeSet<>();
    for (Claimed each : claims) {
      AddressClaim claim = each.claim();
      all.add(claim);
      for (String sharer : sharers.getOrDefault(each.container(), Set.of())) {
        all.add(
            AddressClaim.of(
                    claim.address(),
                    claim.kind(),
                    claim.owner(),
                    sharer,
                    claim.from(),
                    claim.until())
                .saidIn(claim.origin()));
      }
    }
    return all;
  }
}
