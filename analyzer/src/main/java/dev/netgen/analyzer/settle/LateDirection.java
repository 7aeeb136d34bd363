package dev.netgen.analyzer.settle;

import dev.netgen.analyzer.resolve.Endpoint;
import dev.netgen.analyzer.resolve.Party;
import dev.netgen.model.net.Transport;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which end of an undecided pair is the server, from the rest of the recording: a listener seen, a
 * listener declared, fan-in, and for TCP at last the smaller port. Each step decides only if it
 * speaks for exactly one of the two ends.
 */
public final class LateDirection {
  /** So many remote endpoints make a port a server's: two may be chance of one reused port. */
  static final int FAN_IN = 3;

  /** The server is the second end, the first, or neither. */
  public record Decision(boolean swapped, Basis basis) {}

  private record Place(Party party, int port, Transport transport) {}

  private final Listeners listeners;
  private final Map<Place, Set<Place>> remotes = new HashMap<>();

  /** Judges with these listeners. */
  public LateDirection(Listeners listeners) {
    this.listeners = listeners;
  }

  /** Learns an undecided pair; all must be learnt before the first is judged. */
  public void learn(Endpoint one, Endpoint other, Transport transport) {
    link(place(one, transport), place(other, transport));
    link(place(other, transport), place(one, transport));
  }

  private void link(Place from, Place to) {
    Set<Place> known = remotes.computeIfAbsent(from, key -> new HashSet<>());
    if (known.size() < FAN_IN) {
      known.add(to);
    }
  }

  /** Judges a pair; {@code swapped} when the first end is the server. */
  public Decision judge(Endpoint client, Endpoint server, Transport transport) {
    Basis basis = Basis.LISTENER_SEEN;
    int speaks = favours(client, server, end -> listeners.isSeen(end, transport));
    if (speaks == 0) {
      basis = Basis.LISTENER_DECLARED;
      speaks = favours(client, server, end -> listeners.isDeclared(end, transport));
    }
    if (speaks == 0) {
      basis = Basis.FAN_IN;
      speaks = favours(client, server, end -> fanIn(place(end, transport)));
    }
    if (speaks == 0 && transport == Transport.TCP) {
      basis = Basis.PORT_NUMBERS;
      speaks = 1;
    }
    return new Decision(speaks < 0, speaks == 0 ? Basis.UNDECIDED : basis);
  }

  /** 1 when it holds for the server only, -1 for the client only, else 0. */
  private static int favours(Endpoint client, Endpoint server, Predicate<Endpoint> holds) {
    return Boolean.compare(holds.test(server), holds.test(client));
  }

  private boolean fanIn(Place place) {
    return remotes.getOrDefault(place, Set.of()).size() >= FAN_IN;
  }

  private static Place place(Endpoint end, Transport transport) {
    return new Place(end.party(), end.port(), transport);
  }
}
