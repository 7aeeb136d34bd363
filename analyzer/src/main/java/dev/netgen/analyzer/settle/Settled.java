package dev.netgen.analyzer.settle;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.analyzer.detect.Verdict;
import dev.netgen.analyzer.flow.FlowState;
import dev.netgen.analyzer.resolve.Endpoint;
import dev.netgen.model.graph.ServiceAddress;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Transport;
import java.util.Optional;

/**
 * A conversation with both ends resolved and its direction as far as it tells itself. While the
 * direction is undecided ({@link Basis#UNDECIDED}), which side is called client follows {@link
 * EndpointOrder} and nothing else.
 *
 * @param conversation its views
 * @param clientSide which side of it is called client
 * @param clientAddress the client's own address
 * @param clientPort its port; 0 where the protocol has none
 * @param serverAddress the server's own address
 * @param serverPort its port; 0 where the protocol has none
 * @param client who opened it
 * @param server who was called
 * @param basis how that is known
 * @param announced which other conversation announced it, if one did
 * @param betweenPeers whether both can be peers of a link; false for multicast, loopback and such
 * @param probe whether it is a probe of the server's own node
 * @param called what is translated to the server's own address in other views of it
 */
public record Settled(
    Conversation conversation,
    Side clientSide,
    IpAddress clientAddress,
    int clientPort,
    IpAddress serverAddress,
    int serverPort,
    Endpoint client,
    Endpoint server,
    Basis basis,
    Optional<Announced> announced,
    boolean betweenPeers,
    boolean probe,
    ImmutableSortedSet<ServiceAddress> called) {

  /** The transport that links can name; empty for ICMP, ESP and such. */
  public Optional<Transport> transport() {
    return Transport.ofProtocolNumber(conversation.protocol());
  }

  /** The same after late evidence: this basis, and the roles exchanged where told. */
  public Settled decided(LateDirection.Decision decision) {
    return decision.swapped()
        ? new Settled(
            conversation,
            clientSide.opposite(),
            serverAddress,
            serverPort,
            clientAddress,
            clientPort,
            server,
            client,
            decision.basis(),
            announced,
            betweenPeers,
            probe,
            called)
        : new Settled(
            conversation,
            clientSide,
            clientAddress,
            clientPort,
            serverAddress,
            serverPort,
            client,
            server,
            decision.basis(),
            announced,
            betweenPeers,
            probe,
            called);
  }

  /** How it went. */
  public FlowState state() {
    return conversation.state();
  }

  /** Packets and bytes, of each direction the most that any view saw. */
  public Traffic traffic() {
    return conversation.traffic(clientSide);
  }

  /** What it speaks by itself, or for what it was announced. */
  public Verdict verdict() {
    Verdict seen = conversation.best().verdict();
    if (announced.isEmpty()) {
      return seen;
    }
    Verdict told = Sighting.verdict(this, announced.get());
    String named = seen.protocol();
    return new Verdict(
        named.isEmpty() ? announced.get().application() : named,
        told.encryption(),
        told.reason(),
        told.server(),
        told.notes(),
        told.facts());
  }
}
