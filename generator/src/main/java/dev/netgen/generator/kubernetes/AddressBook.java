package dev.netgen.generator.kubernetes;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.GraphEvidence;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.problem.ProblemException;

/** The address ranges a rule names for a peer that no label selects. */
final class AddressBook {
  private static final ImmutableList<Cidr> WORLD =
      ImmutableList.of(Cidr.parse("0.0.0.0/0"), Cidr.parse("::/0"));

  private final GraphEvidence evidence;

  AddressBook(GenerationRequest request) {
    this.evidence = request.evidence();
  }

  /**
   * Its ranges, sorted.
   *
   * @param direction of the rule: clients from the internet are everybody, servers never
   */
  ImmutableList<Cidr> ranges(PeerId peer, Direction direction) {
    if (peer.equals(PeerId.INTERNET) && direction == Direction.INGRESS) {
      return WORLD;
    }
    if (peer.range().isPresent()) {
      return ImmutableList.of(peer.range().get());
    }
    if (peer.kind() == PeerKind.UNRESOLVED) {
      return ImmutableList.of(single(unresolvedAddress(peer)));
    }
    ImmutableSortedSet<IpAddress> addresses =
        evidence.addresses().getOrDefault(peer, ImmutableSortedSet.of());
    if (addresses.isEmpty()) {
      throw ProblemException.input(
          "no address of " + peer + " in the evidence",
          "graph.evidence.json",
          "make it with netgen analyze, and keep it beside the graph or give it by --evidence");
    }
    return addresses.stream()
        .map(AddressBook::single)
        .sorted()
        .collect(ImmutableList.toImmutableList());
  }

  private static IpAddress unresolvedAddress(PeerId peer) {
    try {
      return IpAddress.parse(peer.rest());
    } catch (IllegalArgumentException e) {
      throw ProblemException.input(
          "not an address", peer.toString(), "an unresolved peer's id reads unresolved:address", e);
    }
  }

  private static Cidr single(IpAddress address) {
    return new Cidr(address, address.bits());
  }
}
