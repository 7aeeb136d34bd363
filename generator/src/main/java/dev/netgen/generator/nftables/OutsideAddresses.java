package dev.netgen.generator.nftables;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.target.Note;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.problem.ProblemException;
import java.util.List;
import java.util.Optional;

/**
 * What rules can say of peers that are no containers: ranges exactly; names by nothing but the
 * port, as what a name leads to changes, except where it led to private addresses.
 */
final class OutsideAddresses {
  private final GenerationRequest request;
  private final List<Note> notes;

  OutsideAddresses(GenerationRequest request, List<Note> notes) {
    this.request = request;
    this.notes = notes;
  }

  /** The server of a link that is no container and not this host. */
  Peering server(LinkKey link) {
    Optional<Peering> exact = exact(link.to(), link);
    if (exact.isPresent()) {
      return exact.get();
    }
    ImmutableSortedSet<IpAddress> seen = seen(link.to());
    if (!seen.isEmpty() && seen.stream().allMatch(OutsideAddresses::isClosed)) {
      notes.add(
          Note.attention(
              link
                  + " is allowed to the private addresses seen; if the name leads elsewhere"
                  + " one day, record anew"));
      return new Peering.Ranges(ranges(seen));
    }
    notes.add(
        Note.attention(
            link.from()
                + " may reach every public address by "
                + link.port()
                + ", as rules know"
                + " no name such as "
                + link.to()
                + " (granted, not observed)"));
    return new Peering.Anybody();
  }

  /** The client of a link that is no container and not this host. */
  Peering client(LinkKey link) {
    Optional<Peering> exact = exact(link.from(), link);
    if (exact.isPresent()) {
      return exact.get();
    }
    if (!link.from().equals(PeerId.INTERNET)) {
      notes.add(
          Note.attention(
              "anybody outside may reach "
                  + link.to()
                  + " by "
                  + link.port()
                  + ", as rules know"
                  + " no name such as "
                  + link.from()
                  + " (granted, not observed)"));
    }
    return new Peering.Anybody();
  }

  private Optional<Peering> exact(PeerId id, LinkKey link) {
    return switch (id.kind()) {
      case OUTSIDE -> id.range().map(range -> new Peering.Ranges(ImmutableSortedSet.of(range)));
      case UNRESOLVED -> {
        IpAddress address = IpAddress.parse(id.rest());
        yield Optional.of(new Peering.Ranges(ImmutableSortedSet.of(Cidr.of(address))));
      }
      case NODE -> Optional.of(new Peering.Ranges(node(id, link)));
      case DOCKER, KUBERNETES ->
          throw ProblemException.input(
              id + " is no service of this Compose project",
              link.toString(),
              "rules are made for one project: take the link out of the graph");
    };
  }

  private ImmutableSortedSet<Cidr> node(PeerId id, LinkKey link) {
    ImmutableSortedSet<IpAddress> seen = seen(id);
    if (seen.isEmpty()) {
      throw ProblemException.input(
          "no address is known of " + id,
          link.toString(),
          "give the evidence the graph was made with (--evidence)");
    }
    return ranges(seen);
  }

  private ImmutableSortedSet<IpAddress> seen(PeerId id) {
    return request.evidence().addresses().getOrDefault(id, ImmutableSortedSet.of());
  }

  private static ImmutableSortedSet<Cidr> ranges(ImmutableSortedSet<IpAddress> addresses) {
    return addresses.stream()
        .map(Cidr::of)
        .collect(ImmutableSortedSet.toImmutableSortedSet(Cidr::compareTo));
  }

  /** Whether the rule for names leaves this address out. */
  static boolean isClosed(IpAddress address) {
    return ClosedRanges.ALL.stream().anyMatch(range -> range.contains(address));
  }
}
