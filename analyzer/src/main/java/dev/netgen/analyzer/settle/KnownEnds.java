package dev.netgen.analyzer.settle;

import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.resolve.Endpoint;
import dev.netgen.analyzer.resolve.Party;
import dev.netgen.analyzer.resolve.Resolver;
import dev.netgen.model.inventory.Backend;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What inventories tell of the ends of views, each where and when it was seen. */
final class KnownEnds {
  private final IntFunction<Vantage> vantages;

  /** By what is known where these observers stand, by index. */
  KnownEnds(IntFunction<Vantage> vantages) {
    this.vantages = vantages;
  }

  /** Whether an end of this flow may be one before or behind a declared translation. */
  boolean mayBeTranslated(Flow flow, boolean a) {
    Resolver resolver = vantages.apply(flow.observer()).resolver();
    Optional<Transport> transport = Transport.ofProtocolNumber(flow.protocol());
    int number = a ? flow.portA() : flow.portB();
    if (!resolver.translates() || transport.isEmpty() || number == 0) {
      return false;
    }
    Port port = new Port(number, transport.get());
    return resolver.leadsTo(port)
        || endpoint(flow, a ? flow.addressA() : flow.addressB(), port).translated();
  }

  /** What leads from a side of this view to the same side of that one, or null. */
  @Nullable String translation(View from, View to, Side side) {
    Endpoint before = endpoint(from, side);
    if (!before.translated()) {
      return null;
    }
    Party party = endpoint(to, side).party();
    Port port = new Port(to.port(side), transport(to));
    boolean declared =
        party.kind() == Party.Kind.WORKLOAD
            && before.backends().contains(new Backend(party.peer(), port));
    return declared ? before.service() : null;
  }

  /** Whether an end of this flow is a host's own address, at a port that leads elsewhere. */
  boolean publishedOnHost(Flow flow, boolean a) {
    Resolver resolver = vantages.apply(flow.observer()).resolver();
    int number = a ? flow.portA() : flow.portB();
    Optional<Transport> transport = Transport.ofProtocolNumber(flow.protocol());
    return resolver.translates()
        && number != 0
        && transport.isPresent()
        && onHost(
            endpoint(
                flow, a ? flow.addressA() : flow.addressB(), new Port(number, transport.get())));
  }

  private static boolean onHost(Endpoint end) {
    Party.Kind kind = end.party().kind();
    return end.translated() && (kind == Party.Kind.NODE || kind == Party.Kind.GATEWAY);
  }

  /** Whether a side is one host in both views, at a port that leads to the same. */
  boolean leadToTheSame(View one, View other, Side side) {
    Endpoint mine = endpoint(one, side);
    Endpoint theirs = endpoint(other, side);
    return onHost(mine)
        && onHost(theirs)
        && mine.party().peer().equals(theirs.party().peer())
        && !mine.backends().isEmpty()
        && mine.backends().equals(theirs.backends());
  }

  /** Whether a side is a host's own address in this view, at a port that leads elsewhere. */
  boolean published(View view, Side side) {
    return mayLead(view) && onHost(endpoint(view, side));
  }

  /** Whether a side is a bridge's gateway in this view. */
  boolean gateway(View view, Side side) {
    return mayLead(view) && endpoint(view, side).party().kind() == Party.Kind.GATEWAY;
  }

  /** Whether both were seen in one recording. */
  boolean oneRecording(View one, View other) {
    Resolver resolver = vantages.apply(one.flow().observer()).resolver();
    return resolver.equals(vantages.apply(other.flow().observer()).resolver());
  }

  /** Whether what is known where a view was seen tells of any translation. */
  boolean mayLead(View view) {
    return vantages.apply(view.flow().observer()).resolver().translates();
  }

  /** Whether a declared translation leads to a side's port in this view. */
  boolean leadsTo(View view, Side side) {
    Port port = new Port(view.port(side), transport(view));
    return vantages.apply(view.flow().observer()).resolver().leadsTo(port);
  }

  /** The workload's port that a side is in this view, or null. */
  @Nullable Backend backend(View view, Side side) {
    Party party = endpoint(view, side).party();
    return party.kind() == Party.Kind.WORKLOAD
        ? new Backend(party.peer(), new Port(view.port(side), transport(view)))
        : null;
  }

  /** Whether a side in this view leads to this port of a workload. */
  boolean leads(View view, Side side, Backend end) {
    return endpoint(view, side).backends().contains(end);
  }

  /** Whether a side is a node's or gateway's address in a view, behind which others stand. */
  boolean hides(View view, Side side) {
    Party.Kind kind = endpoint(view, side).party().kind();
    return kind == Party.Kind.NODE || kind == Party.Kind.GATEWAY;
  }

  /** Whether a side is one workload in one view and another in the other. */
  boolean otherWorkload(View one, View other, Side side) {
    Party mine = endpoint(one, side).party();
    Party theirs = endpoint(other, side).party();
    return mine.kind() == Party.Kind.WORKLOAD
        && theirs.kind() == Party.Kind.WORKLOAD
        && !mine.source().equals(theirs.source());
  }

  private Endpoint endpoint(View view, Side side) {
    return endpoint(view.flow(), view.address(side), new Port(view.port(side), transport(view)));
  }

  private Endpoint endpoint(Flow flow, IpAddress address, Port port) {
    Vantage vantage = vantages.apply(flow.observer());
    return vantage
        .resolver()
        .endpoint(vantage.point(), flow.segment(), address, Optional.of(port), flow.firstNanos());
  }

  private static Transport transport(View view) {
    return Transport.ofProtocolNumber(view.flow().protocol()).orElseThrow();
  }
}
