package dev.netgen.analyzer.settle;

import dev.netgen.analyzer.resolve.AddressKind;
import dev.netgen.analyzer.resolve.Endpoint;
import dev.netgen.analyzer.resolve.Party;
import dev.netgen.model.net.IpAddress;
import java.util.List;

/**
 * Which address, of those a side has in the views, is the side's own. An address that the inventory
 * knows more of goes first: a workload's before a translated one before all others. A node's or
 * gateway's is worth no more than a stranger's, since either may stand for the other: it hides
 * whoever comes through it, and is hidden when it goes out itself. Of equal ones the view nearest
 * to the side decides: who sends first is near the view that has the first packet earliest, who
 * receives near the one that has it last (ADR "Which end of which view").
 */
final class Ends {
  /** One side in one view. */
  record End(View view, IpAddress address, int port, Endpoint resolved, AddressKind kind) {
    /** The same as a peer that this party is. */
    End asPeer(Party party) {
      return new End(view, address, port, resolved.withParty(party), AddressKind.UNICAST);
    }

    /** The same; a host's own loopback address, whose connection goes on elsewhere, is a peer. */
    End asHost() {
      boolean host = kind == AddressKind.LOOPBACK && resolved.party().kind() == Party.Kind.NODE;
      return host ? asPeer(resolved.party()) : this;
    }
  }

  private Ends() {}

  /**
   * The end of a side.
   *
   * @param candidates the side's end in each view, in order of first packet
   */
  static End of(Side side, List<End> candidates) {
    boolean sendsFirst = candidates.get(0).view().firstSender() == side;
    End best = candidates.get(0);
    for (End end : candidates) {
      int difference = rank(end) - rank(best);
      boolean nearer = !sendsFirst && end.view().firstSender() != side;
      if (difference < 0 || (difference == 0 && nearer)) {
        best = end;
      }
    }
    return asOneParty(best, candidates);
  }

  /**
   * The end as the same party whichever of several observers had the first packet: views prove that
   * their scopes mean one machine by the address, so that what it does is judged together.
   */
  private static End asOneParty(End best, List<End> candidates) {
    Party party = best.resolved().party();
    for (End end : candidates) {
      Party same = end.resolved().party();
      if (end.address().equals(best.address())
          && same.peer().equals(party.peer())
          && same.source().compareTo(party.source()) < 0) {
        party = same;
      }
    }
    return new End(
        best.view(), best.address(), best.port(), best.resolved().withParty(party), best.kind());
  }

  private static int rank(End end) {
    if (end.kind() != AddressKind.UNICAST) {
      return 3;
    }
    if (end.resolved().translated()) {
      return 1;
    }
    return switch (end.resolved().party().kind()) {
      case WORKLOAD -> 0;
      case NODE, GATEWAY, INTERNET, PROXIED, OUTSIDE, UNRESOLVED -> 2;
    };
  }
}
