package dev.netgen.analyzer.settle;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.analyzer.detect.Verdict;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.flow.FlowState;
import dev.netgen.analyzer.flow.Half;
import dev.netgen.analyzer.resolve.Endpoint;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.LinkNote;
import dev.netgen.model.graph.ServiceAddress;
import dev.netgen.model.net.Transport;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A conversation with both ends resolved, without its payload. While the direction is undecided
 * ({@link Basis#UNDECIDED}), which end is called client follows {@link EndpointOrder} and nothing
 * else.
 *
 * @param betweenPeers whether it may be of a link; what is not only tells of directions
 * @param transport TCP, UDP or SCTP
 * @param client who opened it
 * @param server who was called
 * @param basis how that is known
 * @param state how it went
 * @param verdict what it speaks
 * @param fromStart whether its payload is known from the first byte (of UDP: always)
 * @param closed whether a FIN or RST ended it
 * @param probe whether it is a probe of the server's own node
 * @param counts whether it is a use of its link of its own, not a part of one
 * @param traffic per observer, by its index
 * @param firstNanos time of the first packet
 * @param lastNanos time of the last packet
 * @param packet its first packet
 * @param deciding the packet with the first bytes that the verdict was told from
 * @param proofs why its views are one conversation; empty for one view
 * @param doubts numbers shared with conversations that may be the same
 * @param called what is translated to the server's own address in other views of it
 */
public record Sighting(
    boolean betweenPeers,
    Transport transport,
    Endpoint client,
    Endpoint server,
    Basis basis,
    FlowState state,
    Verdict verdict,
    boolean fromStart,
    boolean closed,
    boolean probe,
    boolean counts,
    ImmutableSortedMap<Integer, Traffic> traffic,
    long firstNanos,
    long lastNanos,
    PacketAt packet,
    PacketAt deciding,
    ImmutableSortedSet<String> proofs,
    ImmutableSortedSet<Long> doubts,
    ImmutableSortedSet<ServiceAddress> called) {

  /** What a settled conversation adds; empty where its protocol has no ports to name. */
  public static Optional<Sighting> of(Settled settled) {
    if (settled.transport().isEmpty()) {
      return Optional.empty();
    }
    Optional<Announced> announced = settled.announced();
    return Optional.of(
        announced.isPresent()
            ? part(settled, announced.get())
            : of(settled, settled.transport().get()));
  }

  private static Sighting of(Settled settled, Transport transport) {
    Verdict verdict = settled.conversation().best().verdict();
    return of(
        settled,
        transport,
        settled.client(),
        settled.server(),
        settled.basis(),
        verdict,
        settled.clientSide(),
        true);
  }

  /** As a part of the link of the conversation that announced it. */
  private static Sighting part(Settled settled, Announced announced) {
    boolean straight = settled.clientSide() != announced.server();
    return of(
        settled,
        announced.transport(),
        straight ? settled.client() : settled.server(),
        announced.end(),
        Basis.ANNOUNCED,
        verdict(settled, announced),
        announced.server().opposite(),
        announced.counts());
  }

  /**
   * The verdict of a conversation that was announced: of data that are known to be clear, so. One
   * that is the use itself, and not beside it, says what the link speaks.
   */
  static Verdict verdict(Settled settled, Announced announced) {
    View best = settled.conversation().best();
    Verdict seen = best.verdict();
    boolean clear =
        announced.clear()
            && seen.encryption() == Encryption.OPAQUE
            && fromStart(best.flow(), announced.transport());
    return new Verdict(
        clear && announced.counts() ? announced.application() : "",
        clear ? Encryption.PLAINTEXT : seen.encryption(),
        clear ? "announced as " + announced.word() + ", no TLS handshake" : seen.reason(),
        seen.server(),
        ImmutableSortedSet.of(LinkNote.DYNAMIC_PORTS),
        ImmutableSortedMap.of("dynamic.ports", announced.word()));
  }

  private static Sighting of(
      Settled settled,
      Transport transport,
      Endpoint client,
      Endpoint server,
      Basis basis,
      Verdict verdict,
      Side clientSide,
      boolean counts) {
    Conversation conversation = settled.conversation();
    return new Sighting(
        settled.betweenPeers(),
        transport,
        client,
        server,
        basis,
        state(settled),
        verdict,
        fromStart(conversation.best().flow(), transport),
        conversation.closed(),
        settled.probe(),
        counts,
        traffic(conversation, clientSide),
        conversation.firstNanos(),
        conversation.lastNanos(),
        conversation.first().packet(),
        conversation.best().deciding(),
        conversation.proofs(),
        conversation.doubts(),
        settled.called());
  }

  private static FlowState state(Settled settled) {
    FlowState own = settled.state();
    return settled.announced().isPresent() ? settled.announced().get().state(own) : own;
  }

  /** The greatest of each observer's views. */
  private static ImmutableSortedMap<Integer, Traffic> traffic(
      Conversation conversation, Side clientSide) {
    View first = conversation.first();
    if (conversation.views().size() == 1) {
      return ImmutableSortedMap.of(first.flow().observer(), first.traffic(clientSide));
    }
    TreeMap<Integer, Traffic> traffic = new TreeMap<>();
    for (View view : conversation.views()) {
      traffic.merge(view.flow().observer(), view.traffic(clientSide), Traffic::greatest);
    }
    return ImmutableSortedMap.copyOf(traffic);
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
