package dev.netgen.analyzer.settle;

import com.google.common.collect.ImmutableSortedMap;
import dev.netgen.analyzer.detect.Verdict;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.flow.FlowSink;
import dev.netgen.analyzer.flow.FlowState;
import dev.netgen.analyzer.flow.Half;
import dev.netgen.analyzer.resolve.AddressKind;
import dev.netgen.analyzer.resolve.CapturePoint;
import dev.netgen.analyzer.resolve.Endpoint;
import dev.netgen.analyzer.resolve.OutsideNames;
import dev.netgen.analyzer.resolve.Party;
import dev.netgen.analyzer.resolve.Resolver;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Finished flows of one recording to sightings: classified, resolved at their own time, directed as
 * far as the flow itself tells. Traffic that is never between two peers is counted by kind.
 */
public final class Settler implements FlowSink {
  private final Function<Flow, Verdict> classifier;
  private final Resolver resolver;
  private final OutsideNames names;
  private final Exposure exposure;
  private final IntFunction<CapturePoint> points;
  private final Consumer<Sighting> next;

  /** Settles flows of these capture points and passes sightings on. */
  public Settler(
      Function<Flow, Verdict> classifier,
      Resolver resolver,
      OutsideNames names,
      IntFunction<CapturePoint> points,
      Consumer<Sighting> next) {
    this.classifier = classifier;
    this.resolver = resolver;
    this.names = names;
    this.exposure = new Exposure(resolver.inventory());
    this.points = points;
    this.next = next;
  }

  @Override
  public void accept(Flow flow) {
    Optional<Transport> transport = Transport.ofProtocolNumber(flow.protocol());
    CapturePoint point = points.apply(flow.observer());
    if (transport.isPresent() && betweenPeers(flow, point)) {
      next.accept(sighting(flow, point, transport.get()));
    }
  }

  private boolean betweenPeers(Flow flow, CapturePoint point) {
    AddressKind one = AddressKind.of(flow.addressA(), point.onlink());
    AddressKind other = AddressKind.of(flow.addressB(), point.onlink());
    AddressKind odd = one == AddressKind.UNICAST ? other : one;
    if (odd != AddressKind.UNICAST) {
      resolver.count("flows not between peers: " + odd.word());
      return false;
    }
    if (flow.addressA().equals(flow.addressB())) {
      resolver.count("flows not between peers: an address to itself");
      return false;
    }
    return true;
  }

  private Sighting sighting(Flow flow, CapturePoint point, Transport transport) {
    Verdict verdict = classifier.apply(flow);
    Opening opening = Opening.of(flow, verdict);
    Endpoint a = endpoint(flow, point, flow.addressA(), new Port(flow.portA(), transport));
    Endpoint b = endpoint(flow, point, flow.addressB(), new Port(flow.portB(), transport));
    boolean aIsClient =
        switch (opening.server()) {
          case A -> false;
          case B -> true;
          case UNKNOWN -> EndpointOrder.clientFirst(a, b);
        };
    Endpoint client = aIsClient ? a : b;
    Endpoint server = aIsClient ? b : a;
    if (opening.basis() != Basis.UNDECIDED) {
      server = names.name(client.party(), server, flow.firstNanos(), verdict.facts());
      Party known = exposure.client(client.party(), server, transport);
      client = client.withParty(known);
    }
    return sighting(flow, transport, verdict, opening.basis(), client, server, aIsClient);
  }

  private Endpoint endpoint(Flow flow, CapturePoint point, IpAddress address, Port port) {
    Endpoint end = resolver.endpoint(point, flow.segment(), address, port, flow.firstNanos());
    if (end.party().kind() == Party.Kind.UNRESOLVED && !end.translated()) {
      resolver.countUnresolved(address, flow.firstNanos());
    }
    return end;
  }

  private Sighting sighting(
      Flow flow,
      Transport transport,
      Verdict verdict,
      Basis basis,
      Endpoint client,
      Endpoint server,
      boolean aIsClient) {
    Half up = aIsClient ? flow.aToB() : flow.bToA();
    Half down = aIsClient ? flow.bToA() : flow.aToB();
    Traffic traffic = new Traffic(up.packets(), down.packets(), up.bytes(), down.bytes());
    return new Sighting(
        transport,
        client,
        server,
        basis,
        flow.state(),
        verdict,
        fromStart(flow, transport),
        up.saw(Half.FIN) || down.saw(Half.FIN) || up.saw(Half.RST) || down.saw(Half.RST),
        ImmutableSortedMap.of(flow.observer(), traffic),
        flow.firstNanos(),
        flow.lastNanos(),
        sequences(up, down),
        new PacketAt(flow.firstNanos(), flow.frame(), flow.file()));
  }

  private static Sighting.Sequences sequences(Half up, Half down) {
    boolean both = up.initialSequence() >= 0 && down.initialSequence() >= 0;
    return both
        ? new Sighting.Sequences(up.initialSequence(), down.initialSequence())
        : Sighting.Sequences.UNKNOWN;
  }

  private static boolean fromStart(Flow flow, Transport transport) {
    if (transport == Transport.UDP) {
      return true;
    }
    return flow.state() != FlowState.MID_STREAM && whole(flow.aToB()) && whole(flow.bToA());
  }

  private static boolean whole(Half half) {
    return half.bytes() == 0 || half.prefixFromStart();
  }
}
