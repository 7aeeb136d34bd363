package dev.netgen.analyzer.settle;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.Verdict;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.resolve.AddressKind;
import dev.netgen.analyzer.resolve.Endpoint;
import dev.netgen.analyzer.resolve.OutsideNames;
import dev.netgen.analyzer.resolve.Party;
import dev.netgen.analyzer.resolve.Resolver;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Conversations to settled ones: each view's ends resolved where and when it was seen, the ends
 * chosen, the direction told as far as the conversation itself tells. Traffic that is never between
 * two peers is counted by kind.
 */
public final class Settler implements Consumer<Conversation> {
  private final IntFunction<Vantage> vantages;
  private final OutsideNames names;
  private final SettledSink next;

  /** Settles conversations of these observers, by index, and passes them on. */
  public Settler(IntFunction<Vantage> vantages, OutsideNames names, SettledSink next) {
    this.vantages = vantages;
    this.names = names;
    this.next = next;
  }

  @Override
  public void accept(Conversation conversation) {
    Optional<Transport> transport = Transport.ofProtocolNumber(conversation.protocol());
    Ends.End one = end(conversation, Side.ONE, transport);
    Ends.End other = end(conversation, Side.OTHER, transport);
    Opening opening = conversation.opening();
    boolean oneIsClient =
        switch (opening.server()) {
          case A -> false;
          case B -> true;
          case UNKNOWN -> EndpointOrder.clientFirst(one.resolved(), other.resolved());
        };
    boolean peers = betweenPeers(one, other);
    if (peers && transport.isPresent()) {
      countUnresolved(one);
      countUnresolved(other);
    }
    next.accept(
        oneIsClient
            ? settled(conversation, Side.ONE, one, other, opening.basis(), peers)
            : settled(conversation, Side.OTHER, other, one, opening.basis(), peers));
  }

  private Ends.End end(Conversation conversation, Side side, Optional<Transport> transport) {
    if (conversation.views().size() == 1) {
      return end(conversation.first(), side, transport);
    }
    return Ends.of(
        side,
        conversation.views().stream()
            .map(view -> end(view, side, transport))
            .collect(ImmutableList.toImmutableList()));
  }

  private Ends.End end(View view, Side side, Optional<Transport> transport) {
    Flow flow = view.flow();
    Vantage vantage = vantages.apply(flow.observer());
    IpAddress address = view.address(side);
    int port = view.port(side);
    Endpoint end =
        vantage
            .resolver()
            .endpoint(
                vantage.point(),
                flow.segment(),
                address,
                transport.map(t -> new Port(port, t)),
                flow.firstNanos());
    AddressKind kind = AddressKind.of(address, vantage.point().onlink());
    return new Ends.End(view, address, port, end, kind);
  }

  private boolean betweenPeers(Ends.End one, Ends.End other) {
    AddressKind odd = one.kind() == AddressKind.UNICAST ? other.kind() : one.kind();
    if (odd != AddressKind.UNICAST) {
      resolver(one).count("flows not between peers: " + odd.word());
      return false;
    }
    if (one.address().equals(other.address())) {
      resolver(one).count("flows not between peers: an address to itself");
      return false;
    }
    return true;
  }

  private Resolver resolver(Ends.End end) {
    return vantages.apply(end.view().flow().observer()).resolver();
  }

  private void countUnresolved(Ends.End end) {
    Endpoint resolved = end.resolved();
    if (resolved.party().kind() == Party.Kind.UNRESOLVED && !resolved.translated()) {
      resolver(end).countUnresolved(end.address(), end.view().flow().firstNanos());
    }
  }

  private Settled settled(
      Conversation conversation,
      Side clientSide,
      Ends.End client,
      Ends.End server,
      Basis basis,
      boolean peers) {
    Endpoint from = client.resolved();
    Endpoint to = server.resolved();
    if (basis != Basis.UNDECIDED) {
      Verdict verdict = conversation.best().verdict();
      to = names.name(from.party(), to, conversation.firstNanos(), verdict.facts());
      from = from.withParty(known(conversation, server, from.party(), to));
    }
    return new Settled(
        conversation,
        clientSide,
        client.address(),
        client.port(),
        server.address(),
        server.port(),
        from,
        to,
        basis,
        peers);
  }

  private Party known(Conversation conversation, Ends.End at, Party client, Endpoint server) {
    Exposure exposure = vantages.apply(at.view().flow().observer()).exposure();
    return Transport.ofProtocolNumber(conversation.protocol())
        .map(transport -> exposure.client(client, server, transport))
        .orElse(client);
  }
}
