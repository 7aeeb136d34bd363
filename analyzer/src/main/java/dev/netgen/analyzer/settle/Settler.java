package dev.netgen.analyzer.settle;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Lists;
import dev.netgen.analyzer.detect.Verdict;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.flow.FlowContext;
import dev.netgen.analyzer.flow.FlowState;
import dev.netgen.analyzer.resolve.AddressKind;
import dev.netgen.analyzer.resolve.Endpoint;
import dev.netgen.analyzer.resolve.OutsideNames;
import dev.netgen.analyzer.resolve.Party;
import dev.netgen.analyzer.resolve.Resolver;
import dev.netgen.model.graph.ServiceAddress;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

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
    Optional<Announced> announced = announced(conversation);
    Opening opening = possible(opening(conversation, announced), one, other);
    boolean oneIsClient =
        switch (opening.server()) {
          case A -> false;
          case B -> true;
          case UNKNOWN -> undecidedClient(conversation, one, other);
        };
    Side client = oneIsClient ? Side.ONE : Side.OTHER;
    Ends.End from = oneIsClient ? one : other;
    Ends.End to = oneIsClient ? other : one;
    if (opening.basis() != Basis.UNDECIDED && transport.isPresent()) {
      from = localCaller(from, to, transport.get());
      to = localResolver(conversation, from, to);
    }
    boolean peers = betweenPeers(conversation, from, to);
    if (peers && transport.isPresent()) {
      countUnresolved(from, null);
      countUnresolved(to, transport.get());
    }
    next.accept(settled(conversation, client, from, to, opening.basis(), announced, peers));
  }

  /** A group or broadcast address sends nothing (RFC 1112 section 7.2), so that it is no client. */
  private static Opening possible(Opening opening, Ends.End one, Ends.End other) {
    IpAddress client = opening.server() == Verdict.Side.A ? other.address() : one.address();
    boolean group = client.isMulticast() || client.isBroadcast();
    return group && opening.server() != Verdict.Side.UNKNOWN
        ? new Opening(Verdict.Side.UNKNOWN, Basis.UNDECIDED)
        : opening;
  }

  /**
   * Who alone sent stands as the client of what nobody answered; else the order of ends decides.
   */
  private static boolean undecidedClient(Conversation conversation, Ends.End one, Ends.End other) {
    Traffic sent = conversation.traffic(Side.ONE);
    boolean oneSided = sent.packetsUp() == 0 || sent.packetsDown() == 0;
    boolean tells = oneSided && conversation.tunnel().isEmpty();
    return tells
        ? sent.packetsUp() > 0
        : EndpointOrder.clientFirst(one.resolved(), other.resolved());
  }

  private static Opening opening(Conversation conversation, Optional<Announced> announced) {
    if (!conversation.tunnel().isEmpty()) {
      return Opening.OF_A_TUNNEL;
    }
    Opening own = conversation.opening();
    return announced.isPresent() && own.basis().compareTo(Basis.ANNOUNCED) > 0
        ? Opening.announced(announced.get().serves())
        : own;
  }

  /** What announced it, if that conversation's server is one of its ends. */
  private Optional<Announced> announced(Conversation conversation) {
    for (int i = 0; i < conversation.views().size(); i++) {
      View view = conversation.views().get(i);
      FlowContext context = view.flow().context();
      if (context.expected().isEmpty()) {
        continue;
      }
      Optional<Transport> transport = Transport.ofProtocolNumber(context.parentProtocol());
      for (Side side : Side.values()) {
        boolean server = context.parentServer().equals(Optional.of(view.address(side)));
        IpAddress client = view.address(side.opposite());
        boolean caller =
            !Announced.amongTwo(context.expected())
                || context.parentClient().equals(Optional.of(client));
        if (server && caller && transport.isPresent()) {
          Port port = new Port(context.parentPort(), transport.get());
          Endpoint end = endpoint(view, view.address(side), Optional.of(port));
          return Optional.of(
              new Announced(context.expected(), side, end, transport.get(), view.listener()));
        }
      }
    }
    return Optional.empty();
  }

  private Endpoint endpoint(View view, IpAddress address, Optional<Port> port) {
    Flow flow = view.flow();
    Vantage vantage = vantages.apply(flow.observer());
    return vantage
        .resolver()
        .endpoint(vantage.point(), flow.segment(), address, port, flow.firstNanos());
  }

  private Ends.End end(Conversation conversation, Side side, Optional<Transport> transport) {
    if (conversation.views().size() == 1) {
      return end(conversation.first(), side, transport);
    }
    ImmutableList<Ends.End> ends =
        conversation.views().stream()
            .map(view -> end(view, side, transport))
            .collect(ImmutableList.toImmutableList());
    boolean leavesHost = ends.stream().anyMatch(end -> end.kind() != AddressKind.LOOPBACK);
    return Ends.of(side, leavesHost ? Lists.transform(ends, Ends.End::asHost) : ends);
  }

  private Ends.End end(View view, Side side, Optional<Transport> transport) {
    Flow flow = view.flow();
    Vantage vantage = vantages.apply(flow.observer());
    IpAddress address = view.address(side);
    int port = flow.isTunnel() ? flow.portB() : view.port(side);
    Optional<Port> of =
        transport.isPresent() ? Optional.of(new Port(port, transport.get())) : Optional.empty();
    Endpoint end = endpoint(view, address, of);
    AddressKind kind = AddressKind.of(address, vantage.point().onlink());
    return new Ends.End(view, address, port, end, kind);
  }

  /** A link-local address that calls a probed port, as a mesh's own do, is a peer. */
  private Ends.End localCaller(Ends.End client, Ends.End server, Transport transport) {
    Vantage vantage = vantages.apply(client.view().flow().observer());
    boolean probes =
        client.kind() == AddressKind.LINK_LOCAL
            && vantage.exposure().probed(server.resolved(), transport);
    return probes
        ? client.asPeer(vantage.resolver().byAddress(vantage.point(), client.address()))
        : client;
  }

  /** A link-local address that answers DNS is the node's resolver, a peer. */
  private Ends.End localResolver(Conversation conversation, Ends.End client, Ends.End server) {
    Vantage vantage = vantages.apply(server.view().flow().observer());
    boolean resolver =
        server.kind() == AddressKind.LINK_LOCAL
            && conversation.best().verdict().protocol().equals("dns")
            && conversation.state() == FlowState.ESTABLISHED;
    Party party = client.resolved().party();
    return resolver
        ? server.asPeer(vantage.resolver().linkLocal(vantage.point(), server.address(), party))
        : server;
  }

  private boolean betweenPeers(Conversation conversation, Ends.End one, Ends.End other) {
    AddressKind odd = one.kind().oddOf(other.kind());
    if (odd != AddressKind.UNICAST) {
      resolver(one).count("flows not between peers: " + odd.word());
      Ends.End group = one.kind() == odd ? one : other;
      if (odd == AddressKind.MULTICAST) {
        Optional<Transport> transport = Transport.ofProtocolNumber(conversation.protocol());
        resolver(group).countGroup(group.address(), transport.map(t -> portOf(group, t)));
      }
      return false;
    }
    boolean both = one.address().equals(other.address());
    if (both && conversation.views().stream().allMatch(Settler::toItself)) {
      resolver(one).count("flows not between peers: an address to itself");
      return false;
    }
    return true;
  }

  /** Not so in every view of a workload that calls itself through a translation. */
  private static boolean toItself(View view) {
    return view.address(Side.ONE).equals(view.address(Side.OTHER));
  }

  private Resolver resolver(Ends.End end) {
    return vantages.apply(end.view().flow().observer()).resolver();
  }

  private static Port portOf(Ends.End end, Transport transport) {
    return new Port(end.port(), transport);
  }

  private void countUnresolved(Ends.End end, @Nullable Transport served) {
    Endpoint resolved = end.resolved();
    if (resolved.party().kind() == Party.Kind.UNRESOLVED && resolved.backends().isEmpty()) {
      Optional<Port> port = Optional.ofNullable(served).map(transport -> portOf(end, transport));
      resolver(end).countUnresolved(end.address(), port, end.view().flow().firstNanos());
    }
  }

  private Settled settled(
      Conversation conversation,
      Side clientSide,
      Ends.End client,
      Ends.End server,
      Basis basis,
      Optional<Announced> announced,
      boolean peers) {
    Endpoint from = client.resolved();
    Endpoint to = server.resolved();
    boolean probe = false;
    ImmutableSortedSet<ServiceAddress> called = ImmutableSortedSet.of();
    ImmutableSortedMap<String, String> facts = conversation.best().verdict().facts();
    to = names.name(from.party(), to, conversation.firstNanos(), facts);
    if (basis == Basis.UNDECIDED) { // either may turn out to be the server
      from = names.name(to.party(), from, conversation.firstNanos(), facts);
    } else {
      from = from.withParty(known(conversation, server, from.party(), to));
      probe = probe(conversation, server, from.party(), to);
      called = called(conversation, clientSide.opposite(), server);
    }
    return new Settled(
        conversation,
        clientSide,
        client.address(),
        conversation.tunnel().isEmpty() ? client.port() : 0,
        server.address(),
        server.port(),
        from,
        to,
        basis,
        announced,
        peers,
        probe,
        called);
  }

  /** Declared addresses that the server has in other views than the one that is its own. */
  private ImmutableSortedSet<ServiceAddress> called(
      Conversation conversation, Side side, Ends.End own) {
    Optional<Transport> transport = Transport.ofProtocolNumber(conversation.protocol());
    if (conversation.views().size() == 1 || transport.isEmpty()) {
      return ImmutableSortedSet.of();
    }
    return conversation.views().stream()
        .map(view -> end(view, side, transport))
        .filter(end -> end.resolved().translated() && !end.address().equals(own.address()))
        .map(end -> new ServiceAddress(end.address(), portOf(end, transport.get())))
        .collect(ImmutableSortedSet.toImmutableSortedSet(ServiceAddress::compareTo));
  }

  private boolean probe(Conversation conversation, Ends.End at, Party client, Endpoint server) {
    Exposure exposure = vantages.apply(at.view().flow().observer()).exposure();
    String says = conversation.best().verdict().facts().getOrDefault(Exposure.CLIENT, "");
    Optional<Transport> transport = Transport.ofProtocolNumber(conversation.protocol());
    return transport.isPresent()
        && exposure.probe(client, server, transport.get(), says.equals(Exposure.KUBELET));
  }

  private Party known(Conversation conversation, Ends.End at, Party client, Endpoint server) {
    Exposure exposure = vantages.apply(at.view().flow().observer()).exposure();
    Optional<Transport> transport = Transport.ofProtocolNumber(conversation.protocol());
    return transport.isPresent()
        ? exposure.client(client, server, transport.get(), conversation.firstNanos())
        : client;
  }
}
