package dev.netgen.analyzer.settle;

import dev.netgen.analyzer.flow.FlowState;
import dev.netgen.analyzer.resolve.Endpoint;
import dev.netgen.analyzer.resolve.Party;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.net.Transport;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which end of an undecided pair is the server, from the rest of the recording: a listener seen, a
 * listener declared, fan-in, and for TCP at last the numbers of the ports ({@link PortNumbers}).
 * Each step decides only if it speaks for exactly one of the two ends.
 *
 * <p>Bounded: at most so many endpoints are known; beyond it further ones tell nothing, counted.
 */
public final class LateDirection {
  /** So many remote endpoints make a port a server's: two may be chance of one reused port. */
  static final int FAN_IN = 3;

  /** The server is the second end, the first, or neither. */
  public record Decision(boolean swapped, Basis basis) {}

  private record Place(Party party, int port, Transport transport) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Place that
          && port == that.port
          && transport == that.transport
          && party.equals(that.party);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * party.hashCode() + port) + transport.keyword().hashCode();
    }
  }

  private final int mostPlaces;
  private final Listeners listeners = new Listeners();
  private final Map<Place, Set<Place>> remotes = new HashMap<>();
  private long beyond;

  /**
   * Judges by what an inventory declares and by what is learnt.
   *
   * @param mostPlaces endpoints known at most
   */
  public LateDirection(Inventory inventory, int mostPlaces) {
    this.mostPlaces = mostPlaces;
    listeners.declared(inventory);
  }

  /** Learns a conversation; all must be learnt before the first is judged. */
  public void learn(Settled settled) {
    settled
        .transport()
        .ifPresent(
            transport ->
                learn(
                    settled.client(),
                    settled.server(),
                    transport,
                    settled.basis() != Basis.UNDECIDED,
                    settled.state()));
  }

  /** Learns conversations of one pair of ends, whose direction is decided or not. */
  public void learn(
      Endpoint client, Endpoint server, Transport transport, boolean decided, FlowState state) {
    if (!decided) {
      link(place(client, transport), place(server, transport));
      link(place(server, transport), place(client, transport));
    } else if (answered(state) && listeners.size() < mostPlaces) {
      listeners.saw(server, transport);
    } else if (answered(state)) {
      beyond++;
    }
  }

  private static boolean answered(FlowState state) {
    return switch (state) {
      case ESTABLISHED, MID_STREAM, CONNECTED_ONLY -> true;
      case ONE_WAY, REFUSED, RESET, UNANSWERED -> false;
    };
  }

  private void link(Place from, Place to) {
    Set<Place> known = remotes.get(from);
    if (known == null) {
      if (remotes.size() >= mostPlaces) {
        beyond++;
        return;
      }
      known = new HashSet<>();
      remotes.put(from, known);
    }
    if (known.size() < FAN_IN) {
      known.add(to);
    }
  }

  /** The conversation with its direction decided, as far as anything tells. */
  public Settled decide(Settled settled) {
    boolean open = settled.basis() == Basis.UNDECIDED && settled.transport().isPresent();
    return open
        ? settled.decided(
            judge(settled.client(), settled.server(), settled.transport().orElseThrow()))
        : settled;
  }

  /** Judges an undecided pair; {@code swapped} when the first end is the server. */
  public Decision judge(Endpoint client, Endpoint server, Transport transport) {
    Basis basis = Basis.LISTENER_SEEN;
    int speaks = favours(client, server, end -> listeners.isSeen(end, transport));
    if (speaks == 0) {
      basis = Basis.LISTENER_DECLARED;
      speaks = favours(client, server, end -> listeners.isDeclared(end, transport));
    }
    if (speaks == 0 && client.port() != server.port()) { // of equal ports neither is the service's
      basis = Basis.FAN_IN;
      speaks = favours(client, server, end -> fanIn(place(end, transport)));
    }
    if (speaks == 0 && transport == Transport.TCP) {
      basis = Basis.PORT_NUMBERS;
      speaks = PortNumbers.favours(client.port(), server.port());
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

  /** Endpoints not known, beyond the limit. */
  public long beyond() {
    return beyond;
  }

  private static Place place(Endpoint end, Transport transport) {
    return new Place(end.party(), end.port(), transport);
  }
}
