package dev.netgen.analyzer.resolve;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSet;
import dev.netgen.model.inventory.Backend;
import dev.netgen.model.inventory.Forward;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import java.util.Collection;
import java.util.List;

/** Which translations are declared for an address and port. */
final class ForwardIndex {
  private record Place(IpAddress address, Port port) {}

  private final ImmutableListMultimap<Place, Forward> byAddress;
  private final ImmutableListMultimap<Port, Forward> anyAddress;
  private final ImmutableSet<Port> backendPorts;

  ForwardIndex(Collection<Forward> forwards) {
    ImmutableListMultimap.Builder<Place, Forward> places = ImmutableListMultimap.builder();
    ImmutableListMultimap.Builder<Port, Forward> ports = ImmutableListMultimap.builder();
    for (Forward forward : forwards) {
      forward
          .address()
          .ifPresentOrElse(
              address -> places.put(new Place(address, forward.port()), forward),
              () -> ports.put(forward.port(), forward));
    }
    this.byAddress = places.build();
    this.anyAddress = ports.build();
    this.backendPorts =
        forwards.stream()
            .flatMap(forward -> forward.backends().stream())
            .map(Backend::port)
            .collect(ImmutableSet.toImmutableSet());
  }

  /** Whether any translation leads to this port. */
  boolean leadsTo(Port port) {
    return backendPorts.contains(port);
  }

  /** The translations at this address; {@code host} tells whether it is a host's or node's own. */
  List<Forward> at(IpAddress address, Port port, boolean host) {
    if (byAddress.isEmpty() && anyAddress.isEmpty()) {
      return ImmutableList.of();
    }
    List<Forward> exact = byAddress.get(new Place(address, port));
    return exact.isEmpty() && host ? anyAddress.get(port) : exact;
  }
}
