package dev.netgen.model.format.inventory;

import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.net.IpAddress;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which container held which address when, over a timeline of snapshots. */
final class DockerHolds {
  private record Told(PeerId owner, String name, String origin) {}

  private final DockerSpans<IpAddress, Told> spans = new DockerSpans<>();
  private final Set<IpAddress> addresses = new HashSet<>();

  /** Another snapshot begins. */
  void begin() {
    spans.begin();
  }

  /** The container had ended when the snapshot was taken. */
  void ended(String container, Instant at) {
    spans.ended(container, at);
  }

  /** The snapshot shows a container with an address, held since then if it was not before. */
  void holds(
      String container, IpAddress address, PeerId owner, String name, Instant from, String origin) {
    addresses.add(address);
    spans.has(container, address, new Told(owner, name, origin), from);
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
    addresses.add(address);
    spans.had(container, address, new Told(owner, name, origin), from, until);
  }

  /** A list of containers has been read, true at this time if one is known. */
  void end(Optional<Instant> time) {
    spans.end(time);
  }

  /** Whether some snapshot showed any container with this address. */
  boolean everHeld(IpAddress address) {
    return addresses.contains(address);
  }

  /** Whether some snapshot showed this container with this address. */
  boolean everHeld(String container, IpAddress address) {
    return spans.ever(container, address);
  }

  /** Claims of everybody, and the same of those who share a container's network. */
  Set<AddressClaim> withSharers(Map<String, Set<String>> sharers) {
    Set<AddressClaim> all = new TreeSet<>();
    for (DockerSpans.Span<IpAddress, Told> span : spans.all()) {
      all.add(claim(span, span.told().name()));
      sharers
          .getOrDefault(span.held().container(), Set.of())
          .forEach(sharer -> all.add(claim(span, sharer)));
    }
    return all;
  }

  private static AddressClaim claim(DockerSpans.Span<IpAddress, Told> span, String instance) {
    return AddressClaim.of(
            span.held().thing(),
            AddressClaim.Kind.WORKLOAD,
            span.told().owner(),
            instance,
            span.from(),
            span.until())
        .saidIn(span.told().origin());
  }
}
