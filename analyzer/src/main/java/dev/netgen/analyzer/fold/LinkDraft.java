package dev.netgen.analyzer.fold;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.analyzer.flow.FlowState;
import dev.netgen.analyzer.resolve.NameBasis;
import dev.netgen.analyzer.resolve.Party;
import dev.netgen.analyzer.settle.Basis;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.LinkNote;
import dev.netgen.model.graph.ServiceAddress;
import java.util.EnumSet;
import java.util.Set;

/** A link while its flows come together. */
final class LinkDraft {
  private final FoldEntry entry = new FoldEntry(-1);
  private final EnumSet<FlowState> states = EnumSet.noneOf(FlowState.class);
  private final NodeSights sights = new NodeSights();
  private boolean proxied;
  private boolean likeAnother;
  private boolean assumed = true;
  private long direct;

  /**
   * Adds flows.
   *
   * @param ends how many workloads the address called may lead to
   * @param behind whether nothing but a selector tells that they ended here
   */
  void add(Decided flows, int ends, boolean behind) {
    assumed &= behind;
    entry.absorb(flows.entry());
    states.add(flows.state());
    sights.add(flows.client(), flows.server().party(), flows.entry().observers());
    proxied |= flows.client().kind() == Party.Kind.PROXIED;
    direct += flows.server().translated() ? 0 : flows.entry().direct();
    if (flows.server().translated()) {
      entry.addFact("service", flows.server().service());
      flows
          .server()
          .party()
          .address()
          .map(called -> new ServiceAddress(called, flows.called()))
          .ifPresent(called -> entry.addFact(ServiceAddress.FACT, called.toString()));
    }
    if (behind && ends > 1) {
      entry.addFact("service.backend", "one of " + ends + ", not seen behind the translation");
    }
    if (flows.server().nameBasis() != NameBasis.NONE) {
      entry.addFact("name.basis", flows.server().nameBasis().text());
    }
  }

  /** Adds what the same workloads say inside a pod, where this link crosses its border. */
  void inside(FoldEntry inner) {
    for (Spoken.Key key : inner.spoken().keySet()) {
      if (!key.protocol().isEmpty()) {
        entry.addFact("mesh.inner.speaks", key.protocol());
      }
    }
  }

  /** Notes that conversations of it may be the same as some of another link. */
  void perhaps(LinkKey other) {
    entry.addFact("perhaps.same", other.toString());
    likeAnother = true;
  }

  NodeSights sights() {
    return sights;
  }

  FoldEntry entry() {
    return entry;
  }

  /** No more is added: tells how many conversations show no address that others called. */
  void finish() {
    if (direct > 0 && entry.facts().containsKey(ServiceAddress.FACT)) {
      entry.addFact(ServiceAddress.UNSEEN, direct + " of " + entry.sightings() + " conversations");
    }
  }

  /** The edge; {@code endNanos} is when the recording ended. */
  Link link(LinkKey key, long endNanos) {
    LinkVerdict verdict = LinkVerdict.of(entry.spoken(), endNanos);
    return new Link(
        key, verdict.speaks(), verdict.encryption(), ImmutableSortedSet.copyOf(notes()));
  }

  EnumSet<LinkNote> notes() {
    EnumSet<LinkNote> notes = EnumSet.copyOf(entry.notes());
    if (states.equals(EnumSet.of(FlowState.CONNECTED_ONLY))) {
      notes.add(LinkNote.CONNECTED_ONLY);
    }
    if (EnumSet.of(FlowState.ONE_WAY, FlowState.UNANSWERED).containsAll(states)) {
      notes.add(LinkNote.ONE_WAY);
    }
    if (entry.bases().equals(Set.of(Basis.PORT_NUMBERS.text()))) {
      notes.add(LinkNote.WEAK_DIRECTION);
    }
    if (proxied) {
      notes.add(LinkNote.THROUGH_PROXY);
    }
    if (entry.isProbe()) {
      notes.add(LinkNote.KUBELET_PROBE);
    }
    if (assumed) {
      notes.add(LinkNote.BACKEND_ASSUMED);
    }
    if (likeAnother && entry.isDoubtful()) {
      notes.add(LinkNote.PERHAPS_SAME);
    }
    return notes;
  }
}
