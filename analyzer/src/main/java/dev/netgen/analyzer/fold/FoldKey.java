package dev.netgen.analyzer.fold;

import dev.netgen.analyzer.flow.FlowState;
import dev.netgen.analyzer.resolve.Endpoint;
import dev.netgen.analyzer.settle.Sighting;
import dev.netgen.model.net.Transport;

/**
 * What distinguishes flows until the recording's end, when late evidence settles them.
 *
 * @param betweenPeers whether they may be of a link
 * @param transport the transport
 * @param client the client's end, without port once the direction is decided
 * @param server the server's end
 * @param decided whether the direction is known
 * @param state how the flows went
 * @param inside whether only loopback interfaces showed them
 */
record FoldKey(
    boolean betweenPeers,
    Transport transport,
    Endpoint client,
    Endpoint server,
    boolean decided,
    FlowState state,
    boolean inside) {

  @Override
  public boolean equals(Object other) {
    return other instanceof FoldKey that
        && state == that.state
        && transport == that.transport
        && decided == that.decided
        && inside == that.inside
        && server.equals(that.server)
        && client.equals(that.client);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * server.hashCode() + client.hashCode()) + state.word().hashCode();
  }

  static FoldKey of(Sighting sighting, boolean decided, boolean inside) {
    return new FoldKey(
        sighting.betweenPeers(),
        sighting.transport(),
        decided ? sighting.client().asClient() : sighting.client(),
        sighting.server(),
        decided,
        sighting.state(),
        inside);
  }

  /** The same without telling the client's machines apart. */
  FoldKey withoutSource() {
    return new FoldKey(
        betweenPeers,
        transport,
        client.withParty(client.party().withoutSource()),
        server,
        decided,
        state,
        inside);
  }
}
