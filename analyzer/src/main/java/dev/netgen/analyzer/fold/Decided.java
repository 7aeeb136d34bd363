package dev.netgen.analyzer.fold;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.flow.FlowState;
import dev.netgen.analyzer.resolve.Endpoint;
import dev.netgen.analyzer.resolve.Party;
import dev.netgen.analyzer.settle.Basis;
import dev.netgen.analyzer.settle.LateDirection;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.Backend;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import java.util.Optional;

/**
 * An aggregate after late evidence.
 *
 * @param betweenPeers whether the flows may be of a link
 * @param transport the transport
 * @param client who opened the flows
 * @param server who was called
 * @param state how they went
 * @param inside whether only loopback interfaces showed them
 * @param late what late evidence told of the direction, where it was needed
 * @param entry what is kept of them
 */
record Decided(
    boolean betweenPeers,
    Transport transport,
    Party client,
    Endpoint server,
    FlowState state,
    boolean inside,
    Optional<LateDirection.Decision> late,
    FoldEntry entry) {

  /** Whether even late evidence leaves the direction open. */
  boolean undecided() {
    return late.isPresent() && late.get().basis() == Basis.UNDECIDED;
  }

  /** Where the flows may have ended: the backends of a translated address, else the server. */
  ImmutableList<Backend> ends() {
    if (!server.backends().isEmpty()) {
      return server.backends().asList();
    }
    return ImmutableList.of(new Backend(serverPeer(), new Port(server.port(), transport)));
  }

  private PeerId serverPeer() {
    return server.name().isEmpty() ? server.party().peer() : PeerId.outsideName(server.name());
  }

  /** The port that the client called. */
  Port called() {
    return new Port(server.port(), transport);
  }

  /** Whether payload was exchanged. */
  boolean worked() {
    return state == FlowState.ESTABLISHED || state == FlowState.MID_STREAM;
  }
}
